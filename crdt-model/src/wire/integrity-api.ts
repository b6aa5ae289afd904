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
  'sold-twice',
])
export type FindingKind = v.InferOutput<typeof findingKind>

/** GET /api/findings — for owners: what the relay found in its documents, newest first, 200 at most. */
export const findingsReply = v.object({
  findings: v.array(
    v.object({
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
      /** The receipts under which a parked sale was paid more than once. SPEC N7. */
      receipts: v.optional(v.pipe(v.array(v.string()), v.readonly())),
      /** How many entries it is true of. */
      entries: count,
      foundAt: epochMs,
    }),
  ),
  total: count,
})
export type FindingsReply = v.InferOutput<typeof findingsReply>
export type DocumentFinding = FindingsReply['findings'][number]
