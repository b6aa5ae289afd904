import { cashRoundingOf, roundToStep } from '../money/cash-rounding.ts'
import type { PayingSale, PricingContext } from './sale.ts'
import type { Tender, TenderKind } from './tender.ts'

/** What a payment's sums depend on. */
export type DueSale = Pick<PayingSale, 'totals' | 'tenders' | 'tip' | 'cashRounding'>

/** Minor units that were tendered. */
export function sumTenders(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, { amount }) => sum + amount, 0)
}

/**
 * Minor units that cash rounding adds to what is due (or takes off, below 0): the part that is not paid in exact
 * tenders comes to a multiple of the step, as soon as one tender of a rounded kind is there. SPEC E5.
 */
export function roundingOf(sale: DueSale): number {
  const { cashRounding, tenders } = sale
  if (cashRounding === undefined || !tenders.some(each => cashRounding.tenders.includes(each.kind))) return 0
  return roundedPart(sale).rounding
}

/** Minor units still to pay, 0 when enough was tendered. SPEC L12, E5. */
export function remainingDue(sale: DueSale): number {
  return Math.max(0, exactDue(sale) + roundingOf(sale) - sumTenders(sale.tenders))
}

/** Minor units with which a further tender of this kind settles the sale: what "exact" means for it. SPEC E5. */
export function dueWith(sale: DueSale, kind: TenderKind): number {
  const rounding = sale.cashRounding?.tenders.includes(kind) ? roundedPart(sale).rounding : 0
  return Math.max(0, exactDue(sale) + rounding - sumTenders(sale.tenders))
}

/** Total and tip, before cash rounding. */
export function exactDue(sale: Pick<DueSale, 'totals' | 'tip'>): number {
  return sale.totals.total + (sale.tip ?? 0)
}

/** The rounding that cash in the currency of the sale is under. */
export function roundingFor(context: PricingContext): PayingSale['cashRounding'] {
  return cashRoundingOf(context.cashRounding ?? [], context.currency, 'cash')
}

function roundedPart(sale: DueSale): { rounding: number } {
  const { cashRounding, tenders } = sale
  if (cashRounding === undefined) return { rounding: 0 }
  const exact = sumTenders(tenders.filter(each => !cashRounding.tenders.includes(each.kind)))
  const part = exactDue(sale) - exact
  return { rounding: roundToStep(part, cashRounding.step, cashRounding.rule) - part + 0 }
}
