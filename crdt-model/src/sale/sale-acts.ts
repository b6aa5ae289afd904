import type { LineVoidEvent, PriceOverrideEvent, SaleCancelEvent } from '../journal/events/till-acts.ts'
import { roundProduct } from '../money/round.ts'
import type { OpenSale, SaleTotals } from './sale.ts'

/** What is journaled of a sale before it is paid: what was taken out of it, and prices that were set. SPEC O6. */

/**
 * So much of a line was taken out: its share of what the line cost. Undefined where the sale has no such line.
 * @param quantity thousandths
 */
export function lineVoidOf(
  sale: Pick<OpenSale, 'lines'>,
  totals: Pick<SaleTotals, 'lines'>,
  id: string,
  quantity: number,
): LineVoidEvent | undefined {
  const line = sale.lines.find(each => each.id === id)
  if (line === undefined) return undefined
  const whole = totals.lines.find(each => each.id === id)?.amount ?? 0
  const amount = roundProduct(whole, quantity, line.quantity, 'half-up')
  return { kind: 'line-void', product: line.product, quantity, amount }
}

/** The whole sale was given up. */
export function saleCancelOf(
  sale: Pick<OpenSale, 'lines'>,
  { total }: Pick<SaleTotals, 'total'>,
): SaleCancelEvent {
  return { kind: 'sale-cancel', lines: sale.lines.length, amount: total }
}

/** Another price was set on a line; undefined where it is the price that the line has. */
export function priceOverrideOf(
  sale: Pick<OpenSale, 'lines'>,
  id: string,
  to: number,
): PriceOverrideEvent | undefined {
  const line = sale.lines.find(each => each.id === id)
  if (line === undefined || line.unitPrice === to) return undefined
  return { kind: 'price-override', product: line.product, from: line.unitPrice, to, reason: '' }
}
