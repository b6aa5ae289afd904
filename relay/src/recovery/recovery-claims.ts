import { createHash, randomBytes } from 'node:crypto'
import {
  deviceRecoveryMessage,
  keyFingerprint,
  type OrganisationId,
  type RecoveryClaim,
  type UserId,
} from '@evertill/crdt-model'
import { isSignedBy } from '../auth/is-signed-by.ts'
import { sha256 } from '../auth/sha256.ts'
import type { Database, Queryable } from '../storage/database.ts'

/** How long a till may take to sign, milliseconds. */
const CHALLENGE_MS = 60_000
/** Claims that are kept at once: whoever can reach the relay can make them. */
const CLAIMS = 500

export type ClaimState = 'waiting' | 'approved' | 'refused'

/** A till that presented itself and proved that it has its key. */
export interface ProvenClaim {
  readonly device: string
  readonly till: string
  readonly tillName: string
  readonly storeName: string
  readonly epoch: number
  readonly fingerprint: string
  readonly seenAt: number
  readonly state: ClaimState
}

/**
 * A till presents itself: keeps what it says and gives it something to sign. What was proven once does not change: a
 * second claim for the same device with another key is not taken.
 * @returns undefined when the claim is not taken.
 */
export async function takeClaim(
  database: Database,
  claim: RecoveryClaim,
  publicKey: Uint8Array,
  now: number,
): Promise<string | undefined> {
  const challenge = randomBytes(32).toString('base64url')
  const expires = new Date(now + CHALLENGE_MS)
  return database.transaction(async tx => {
    await tx.query('delete from recovery_claims where not proven and challenge_expires_at < $1', [
      new Date(now),
    ])
    const rows = await tx.query(
      `insert into recovery_claims (device, till, till_name, till_code, store, store_name, catalog, epoch, public_key,
         challenge, challenge_expires_at, seen_at)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
       where (select count(*) from recovery_claims) < $13 or exists (select 1 from recovery_claims where device = $1)
       on conflict (device) do update
       set challenge = excluded.challenge, challenge_expires_at = excluded.challenge_expires_at,
         seen_at = excluded.seen_at
       where recovery_claims.public_key = excluded.public_key
       returning device`,
      [
        claim.device,
        claim.till,
        claim.tillName,
        claim.tillCode,
        claim.store,
        claim.storeName,
        claim.catalog,
        claim.epoch,
        publicKey,
        challenge,
        expires,
        new Date(now),
        CLAIMS,
      ],
    )
    return rows.length > 0 ? challenge : undefined
  })
}

export type ProofOutcome =
  | { readonly kind: 'unproven' }
  | { readonly kind: 'waiting' | 'refused' }
  /** Let in: the credential is for its cookie. */
  | { readonly kind: 'approved'; readonly credential: string }

/** Checks the signature of a challenge, which is used up. A till that was let in gets its credential. */
export function takeProof(
  database: Database,
  databaseId: string,
  answer: { readonly device: string; readonly signature: Uint8Array },
  now: number,
): Promise<ProofOutcome> {
  return database.transaction(async tx => {
    const [row] = await tx.query<{
      public_key: Uint8Array
      challenge: string | null
      challenge_expires_at: Date | null
      state: ClaimState
    }>(
      'select public_key, challenge, challenge_expires_at, state from recovery_claims where device = $1 for update',
      [answer.device],
    )
    if (row?.challenge == null || (row.challenge_expires_at?.getTime() ?? 0) <= now)
      return { kind: 'unproven' }
    await tx.query('update recovery_claims set challenge = null where device = $1', [answer.device])
    const message = deviceRecoveryMessage(databaseId, answer.device, row.challenge)
    if (!(await isSignedBy(row.public_key, answer.signature, message))) return { kind: 'unproven' }
    await tx.query('update recovery_claims set proven = true where device = $1', [answer.device])
    if (row.state !== 'approved') return { kind: row.state }
    const credential = randomBytes(32).toString('base64url')
    const updated = await tx.query(
      'update devices set credential_hash = $2 where id = $1 and public_key = $3 and revoked_at is null returning id',
      [answer.device, sha256(credential), row.public_key],
    )
    return updated.length > 0 ? { kind: 'approved', credential } : { kind: 'refused' }
  })
}

/** The tills that proved themselves, in the order of their names. */
export async function listClaims(database: Queryable): Promise<ProvenClaim[]> {
  const rows = await database.query<{
    device: string
    till: string
    tillName: string
    storeName: string
    epoch: number
    key: Uint8Array
    seenAt: Date
    state: ClaimState
  }>(
    `select device, till, till_name as "tillName", store_name as "storeName", epoch, public_key as key,
       seen_at as "seenAt", state
     from recovery_claims where proven order by store_name, till_name, epoch desc`,
  )
  return rows.map(({ key, seenAt, ...claim }) => ({
    ...claim,
    fingerprint: keyFingerprint(createHash('sha256').update(key).digest()),
    seenAt: seenAt.getTime(),
  }))
}

export type DecisionOutcome = 'done' | 'unknown' | 'superseded'

export async function refuseClaim(database: Queryable, device: string): Promise<DecisionOutcome> {
  const rows = await database.query(
    `update recovery_claims set state = 'refused' where device = $1 and state = 'waiting' returning device`,
    [device],
  )
  return rows.length > 0 ? 'done' : 'unknown'
}

/**
 * Makes the device a till again as it says it was: its till, its epoch, its key. Of two tablets that say to be the same
 * till the one of the later enrolment is it; the other is refused as superseded.
 */
export function approveClaim(
  database: Database,
  device: string,
  by: { readonly user: UserId; readonly organisation: OrganisationId },
  now: number,
): Promise<DecisionOutcome> {
  return database.transaction(async tx => {
    const [claim] = await tx.query<{
      till: string
      code: string
      store: string
      catalog: string
      epoch: number
      name: string
      key: Uint8Array
      state: ClaimState
    }>(
      `select till, till_code as code, store, catalog, epoch, till_name as name, public_key as key, state
       from recovery_claims where device = $1 and proven for update`,
      [device],
    )
    if (claim === undefined) return 'unknown'
    if (claim.state === 'approved') return 'done'
    await tx.query('select 1 from organisations where id = $1 for update', [by.organisation])
    const [newest] = await tx.query<{ epoch: number }>(
      'select epoch from devices where till = $1 order by epoch desc limit 1',
      [claim.till],
    )
    if (newest !== undefined && newest.epoch >= claim.epoch) return 'superseded'
    const [taken] = await tx.query<{ till: string }>(
      'select till from till_epochs where organisation = $1 and code = $2',
      [by.organisation, claim.code],
    )
    const code = taken === undefined || taken.till === claim.till ? claim.code : null
    await tx.query(
      `insert into till_epochs (till, organisation, epoch, code) values ($1, $2, $3, $4)
       on conflict (till) do update
       set epoch = greatest(till_epochs.epoch, excluded.epoch), code = coalesce(till_epochs.code, excluded.code)`,
      [claim.till, by.organisation, claim.epoch, code],
    )
    await tx.query('update devices set revoked_at = $2 where till = $1 and revoked_at is null', [
      claim.till,
      new Date(now),
    ])
    await tx.query(
      `insert into devices (id, organisation, till, store, catalog, epoch, name, public_key, credential_hash,
         enrolled_at, enrolled_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        device,
        by.organisation,
        claim.till,
        claim.store,
        claim.catalog,
        claim.epoch,
        claim.name,
        claim.key,
        // Nobody's: the till gets one when it proves itself the next time.
        randomBytes(32),
        new Date(now),
        by.user,
      ],
    )
    await tx.query(`update recovery_claims set state = 'approved' where device = $1`, [device])
    return 'done'
  })
}
