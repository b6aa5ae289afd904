import * as v from 'valibot'
import { count, epochMs, id } from './api-fields.ts'

/**
 * What the owner sees of the guard: updates that were refused, and entries that were stored but count for nothing.
 * Paths start with `/api`.
 */

/** Who wrote: a person, the device of a till, or the relay itself. */
export const writerReply = v.variant('kind', [
  v.object({ kind: v.literal('user'), id, name: v.string() }),
  v.object({ kind: v.literal('device'), id, till: v.nullable(id), name: v.string() }),
  v.object({ kind: v.literal('relay') }),
])
export type WriterReply = v.InferOutput<typeof writerReply>

/** GET /api/quarantine — for owners: refused updates that nobody has decided on, newest first, 200 at most. */
export const quarantineReply = v.object({
  updates: v.array(
    v.object({
      id: count,
      document: v.string(),
      writer: writerReply,
      /** A refusal code of the sync protocol. */
      code: v.string(),
      /** English, for people who look into it. */
      reason: v.string(),
      bytes: count,
      /** Whether its bytes are here: not when its sender had too much here already. */
      kept: v.boolean(),
      times: count,
      /** Further updates of this sender that were refused and only counted. */
      others: count,
      firstAt: epochMs,
      lastAt: epochMs,
    }),
  ),
  total: count,
})
export type QuarantineReply = v.InferOutput<typeof quarantineReply>
export type QuarantinedUpdate = QuarantineReply['updates'][number]

/**
 * POST /api/quarantine/<id>/release — takes the update into its document after all. It stays where it is when that
 * cannot be: `unreadable` is no update, `gapped` builds on what never came, `never` would take something out of a
 * journal, `not-kept` has no bytes any more.
 * POST /api/quarantine/<id>/discard — lets it go.
 */
export const releaseReply = v.object({
  outcome: v.picklist(['released', 'unreadable', 'gapped', 'never', 'not-kept']),
})
export type ReleaseReply = v.InferOutput<typeof releaseReply>

/** What is wrong with an entry or a journal. SPEC F. */
export const findingKind = v.picklist([
  'unreadable-entry',
  'unknown-field',
  'unreadable-field',
  'claimed-actor',
  'wrong-epoch',
  'duplicate-differs',
  'gap',
  'broken-chain',
  'bad-signature',
  'unverified',
  'clock-went-back',
  'unknown-device',
  'over-returned',
  'account-overspent',
  'account-unheld',
  'sold-twice',
  'coupon-overused',
])
export type FindingKind = v.InferOutput<typeof findingKind>

export const documentFinding = v.object({
  /** Another one as soon as it is true of more entries. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  document: v.string(),
  kind: findingKind,
  /** The log, record, field or journal numbers it is about: as far as the kind has them. */
  log: v.optional(v.string()),
  record: v.optional(v.string()),
  field: v.optional(v.string()),
  epoch: v.optional(count),
  from: v.optional(count),
  to: v.optional(count),
  byMs: v.optional(count),
  /** Who the entry says it is by. */
  claimed: v.optional(v.string()),
  writer: v.optional(writerReply),
  /** The receipt of which more came back than was bought, and how much, in thousandths. SPEC X3. */
  receipt: v.optional(v.string()),
  bought: v.optional(count),
  returned: v.optional(count),
  /** The account of which a till spent so much more than it had. SPEC K4. */
  account: v.optional(v.string()),
  currency: v.optional(v.string()),
  amount: v.optional(count),
  /** The coupon that was used more often than it may be, and how often each is. SPEC G12. */
  coupon: v.optional(v.string()),
  uses: v.optional(count),
  limit: v.optional(count),
  /** The receipts under which a parked sale was paid more than once. SPEC N7. */
  receipts: v.optional(v.pipe(v.array(v.string()), v.readonly())),
  /** How many entries it is true of. */
  entries: count,
  foundAt: epochMs,
})
export type DocumentFinding = v.InferOutput<typeof documentFinding>

/** A finding that a person looked into: who, when and why it needs nobody any more. */
export const settledFinding = v.object({
  finding: documentFinding,
  reason: v.string(),
  by: v.string(),
  at: epochMs,
})
export type SettledFinding = v.InferOutput<typeof settledFinding>

/**
 * GET /api/findings — for owners, and managers of all stores: what the relay found in its documents and nobody settled,
 * newest first, 200 at most; and the last 50 that were settled.
 */
export const findingsReply = v.object({
  findings: v.array(documentFinding),
  total: count,
  settled: v.array(settledFinding),
})
export type FindingsReply = v.InferOutput<typeof findingsReply>

/** POST /api/findings/<id>/settle — it needs nobody any more; what it is true of stays as it is. SPEC F4. */
export const settleRequest = v.object({
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
})
