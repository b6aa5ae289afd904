import { type DiscountSource, isSameSource } from '../pricing/priced-item.ts'
import type { OpenSale, SaleLine, SaleRefusal, SaleTotals } from './sale.ts'

/** How much somebody of a role may take off on their own. SPEC D5. */
export interface DiscountLimits {
  /** Millionths of what a line costs; 0 for somebody who may give none. */
  readonly lineMillionths: number
  /** Millionths of what the sale costs. */
  readonly saleMillionths: number
  /** Millionths below the list price that a price may be set to. */
  readonly priceMillionths: number
}

const WHOLE = 1_000_000

/**
 * Why the discounts that people gave in this sale are more than the limits allow, or undefined. `most` is the most
 * that may come off, in minor units, on the first line that has too much, or else on the sale. A price below the list
 * price counts as a discount. SPEC D5.
 */
export function limitRefusal(
  sale: Pick<OpenSale, 'lines'>,
  totals: SaleTotals,
  limits: DiscountLimits,
): SaleRefusal | undefined {
  for (const [i, line] of sale.lines.entries()) {
    const priced = totals.lines[i]
    const given = amountOf(priced?.discounts, { kind: 'line' })
    const before = given + (priced?.amount ?? 0) + (priced?.exempted ?? 0) + laterDiscounts(priced?.discounts)
    const most = share(before, limits.lineMillionths)
    if (given > most) return { code: 'discount-above-limit', most }
    const lowest = belowList(line, limits)
    if (lowest) return lowest
  }
  const given = amountOf(totals.discounts, { kind: 'sale' })
  const before = given + totals.lines.reduce((sum, line) => sum + line.amount + (line.exempted ?? 0), 0)
  const most = share(before, limits.saleMillionths)
  return given > most ? { code: 'discount-above-limit', most } : undefined
}

function belowList(line: SaleLine, limits: DiscountLimits): SaleRefusal | undefined {
  const most = share(line.listPrice, limits.priceMillionths)
  return line.listPrice - line.unitPrice > most ? { code: 'discount-above-limit', most } : undefined
}

/** What came off a line after the person's discount on it: nothing that promotions on products took is in it. */
function laterDiscounts(discounts: SaleTotals['discounts']): number {
  const at = (discounts ?? []).findIndex(({ source }) => source.kind === 'line')
  return at < 0 ? 0 : (discounts ?? []).slice(at + 1).reduce((sum, { amount }) => sum + amount, 0)
}

function amountOf(discounts: SaleTotals['discounts'], source: DiscountSource): number {
  return (discounts ?? []).reduce(
    (sum, each) => sum + (isSameSource(each.source, source) ? each.amount : 0),
    0,
  )
}

/** Rounded up: 10 % of 0.99 may be 0.10. */
function share(amount: number, millionths: number): number {
  return Math.ceil((amount * millionths) / WHOLE)
}
