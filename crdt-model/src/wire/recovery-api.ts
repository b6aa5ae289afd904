import { encodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import { email, password } from './accounts-api.ts'

/**
 * The HTTP interface of a recovery: a database that was lost, or set back to an old backup, is refilled by the tills.
 * While an owner holds it open, tills that the database does not know present themselves; the owner lets each in by
 * name; from then on they may also bring back what they otherwise only read.
 */

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,32}$/))
const shortText = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80))
const epochMs = v.pipe(v.number(), v.integer(), v.minValue(0))

/** POST /api/recovery/setup — on a database without a shop: a new owner account, and the recovery is open. */
export const recoverySetupRequest = v.object({
  /** What the relay printed when it started on the empty database. */
  code: v.pipe(v.string(), v.maxLength(40)),
  shopName: shortText,
  owner: v.object({ name: shortText, email, password }),
  /** The user this browser's office belonged to: what it holds unsynced comes back under the same name. */
  user: v.nullable(id),
})
export type RecoverySetupRequest = v.InferInput<typeof recoverySetupRequest>

/** What a till says of itself. It proves only that it has the key; the owner judges the rest. */
export const recoveryClaim = v.object({
  device: id,
  till: id,
  tillName: shortText,
  tillCode: v.pipe(v.string(), v.regex(/^[A-Z0-9]{1,8}$/)),
  store: id,
  storeName: shortText,
  catalog: id,
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  /** Base64 of the raw P-256 public key that signs its journal. */
  publicKey: v.pipe(v.string(), v.base64(), v.maxLength(200)),
})
export type RecoveryClaim = v.InferOutput<typeof recoveryClaim>

/** POST /api/recovery/claims — a till presents itself and gets something to sign. */
export const recoveryChallengeReply = v.object({ challenge: v.string(), database: v.string() })

/** POST /api/recovery/proof — answers the challenge; asked again until the owner has decided. Sets the device's cookie. */
export const recoveryProof = v.object({
  device: id,
  signature: v.pipe(v.string(), v.base64(), v.maxLength(100)),
})
export const recoveryProofReply = v.object({ state: v.picklist(['waiting', 'approved', 'refused']) })

/** GET /api/recovery (owner). POST /api/recovery opens it, DELETE closes it. */
export const recoveryReply = v.object({
  /** Until when it is open, or null. */
  openUntil: v.nullable(epochMs),
  tills: v.array(
    v.object({
      device: id,
      till: id,
      tillName: v.string(),
      storeName: v.string(),
      epoch: v.number(),
      /** What the till shows as well: the person compares them. */
      fingerprint: v.string(),
      seenAt: epochMs,
      state: v.picklist(['waiting', 'approved', 'refused']),
      /** Journal entries of the till that are committed by now. */
      storedEntries: v.number(),
    }),
  ),
})
export type RecoveryReply = v.InferOutput<typeof recoveryReply>

/** POST /api/recovery/tills/:device — the owner's decision. */
export const recoveryDecision = v.object({ decision: v.picklist(['approve', 'refuse']) })

/** Never the start of a journal entry's hash input: a signature for one is worth nothing for the other. */
const PURPOSE = 'evertill device recovery'

/** What a till signs to prove that it has the key it presents. Bound to the new database and one challenge. SPEC W8. */
export function deviceRecoveryMessage(database: string, device: string, challenge: string): Uint8Array {
  return encodeUtf8([PURPOSE, database, device, challenge].join('\n'))
}

/** Eight hexadecimal digits of a key's SHA-256, in two groups: what two people can read to each other. */
export function keyFingerprint(sha256OfKey: Uint8Array): string {
  const hex = Array.from(sha256OfKey.slice(0, 4), byte =>
    byte.toString(16).padStart(2, '0').toUpperCase(),
  ).join('')
  return `${hex.slice(0, 4)} ${hex.slice(4)}`
}
