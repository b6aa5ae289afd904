import type { ReceiptToken } from '@evertill/crdt-model'
import { sha256 } from '../auth/sha256.ts'

/** What the rows have of a receipt's token: by it a receipt is found, and no token is found by it. SPEC RL2. */
export function linkHashOf(token: ReceiptToken): string {
  return Buffer.from(sha256(token)).toString('hex')
}
