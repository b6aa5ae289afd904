import { ONE_PIECE, type SaleLine } from '@evertill/crdt-model'

/** How many items a person would count: pieces, and one for each line that is weighed or measured; deposits are none. */
export function countItems(
  lines: readonly Pick<SaleLine, 'quantity' | 'unit' | 'labelAmount' | 'depositOf'>[],
): number {
  return lines
    .filter(line => line.depositOf === undefined)
    .reduce((sum, line) => sum + (isCounted(line) ? line.quantity / ONE_PIECE : 1), 0)
}

function isCounted({ quantity, unit, labelAmount }: Parameters<typeof countItems>[0][number]): boolean {
  return unit === undefined && labelAmount === undefined && quantity % ONE_PIECE === 0
}
