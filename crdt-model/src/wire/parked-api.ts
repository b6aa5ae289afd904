import * as v from 'valibot'
import { epochMs, id } from './api-fields.ts'

/**
 * POST /api/parked/claims — for a till: it is about to take a parked sale of its store. The first till that asks has it,
 * whichever relay it asks, and has it again whenever it asks again. SPEC N5.
 */
export const claimParkedRequest = v.object({ parking: id })
export type ClaimParkedRequest = v.InferInput<typeof claimParkedRequest>

export const claimParkedReply = v.variant('outcome', [
  v.object({ outcome: v.literal('yours') }),
  v.object({ outcome: v.literal('taken'), till: id, at: epochMs }),
])
export type ClaimParkedReply = v.InferOutput<typeof claimParkedReply>
