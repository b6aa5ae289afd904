import * as v from 'valibot'
import { id } from './api-fields.ts'

/** An entry of a till's journal as it stands there. */
const storedEntry = v.object({
  till: id,
  /** The whole entry in base64: number, time and event are read from it. */
  bytes: v.pipe(v.string(), v.base64()),
})

/**
 * GET /api/receipts/<number> — for a till: what was sold under a receipt of its own store, and every entry of the
 * store's tills that took something of it back. What the relay has not made rows of yet is not there.
 */
export const soldReceiptReply = v.object({
  receipt: v.string(),
  /** What the till that sold it is called. */
  tillName: v.string(),
  sold: storedEntry,
  back: v.array(storedEntry),
})
export type SoldReceiptReply = v.InferOutput<typeof soldReceiptReply>
