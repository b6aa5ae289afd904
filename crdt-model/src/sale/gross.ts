import type { RoundingRule } from '../money/round.ts'
import { lineAmount } from './quantity.ts'
import type { SaleLine } from './sale.ts'

/** Minor units that a line costs before discounts: what its label says, or quantity × unit price. SPEC L5, B7. */
export function grossOf(
  line: Pick<SaleLine, 'quantity' | 'unitPrice' | 'labelAmount'>,
  rule: RoundingRule = 'half-up',
): number {
  return line.labelAmount ?? lineAmount(line.quantity, line.unitPrice, rule)
}
