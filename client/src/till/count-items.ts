import { ONE_PIECE, type SaleLine } from '@evertill/crdt-model'

/** How many items a person would count: pieces, and one for each line that is weighed or measured. */
export function countItems(lines: readonly Pick<SaleLine, 'quantity'>[]): number {
  return lines.reduce((sum, { quantity }) => sum + (quantity % ONE_PIECE === 0 ? quantity / ONE_PIECE : 1), 0)
}
