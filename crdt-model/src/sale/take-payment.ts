import { assertNever } from '../assert-never.ts'
import { linesRefusal } from './edit-lines.ts'
import { isAmount } from './limits.ts'
import { priceSale } from './price-sale.ts'
import type {
  CompletedSale,
  OpenSale,
  PayingSale,
  PricingContext,
  SaleRefusal,
  SaleResult,
  SaleTotals,
  Tender,
} from './sale.ts'

/**
 * Fixes what is due. Refused: `empty-sale`, `wrong-currency`, `bad-quantity`, `amount-out-of-range`,
 * `age-not-checked` (with the years that must be shown). SPEC L10.
 */
export function startPayment(sale: OpenSale, context: PricingContext): SaleResult<PayingSale> {
  const refusal = paymentRefusal(sale, context)
  if (refusal) return refused(refusal)
  const totals = priceSale(sale, context)
  if (!isAmount(totals.total)) return refused({ code: 'amount-out-of-range' })
  return { ok: true, sale: { ...sale, state: 'paying', totals, tenders: [] } }
}

/** Takes money. Refused: `amount-out-of-range` unless every amount is above 0 and their sum is in range. SPEC L11. */
export function addTender(sale: PayingSale, tender: Tender): SaleResult<PayingSale> {
  const tenders = [...sale.tenders, tender]
  if (!areTenders(tenders)) return refused({ code: 'amount-out-of-range' })
  return { ok: true, sale: { ...sale, tenders } }
}

/** Gives money back by its place in `tenders`. Refused: `no-such-tender`. SPEC L11. */
export function removeTender(sale: PayingSale, index: number): SaleResult<PayingSale> {
  if (sale.tenders[index] === undefined) return refused({ code: 'no-such-tender' })
  return { ok: true, sale: { ...sale, tenders: sale.tenders.filter((_, i) => i !== index) } }
}

/** Leaves the payment: the sale can be changed again, and what was tendered is handed back. SPEC L11. */
export function backToLines(sale: PayingSale): OpenSale {
  const { id, currency, lines, ageChecked } = sale
  return { state: 'open', id, currency, lines, ageChecked }
}

/** Minor units still to pay, 0 when enough was tendered. */
export function remainingDue(sale: PayingSale): number {
  return Math.max(0, sale.totals.total - sumTenders(sale.tenders))
}

/** Ends the sale and works out the change. Refused: `still-to-pay` with what is missing. SPEC L12. */
export function completeSale(sale: PayingSale): SaleResult<CompletedSale> {
  const missing = remainingDue(sale)
  if (missing > 0) return refused({ code: 'still-to-pay', missing })
  const change = sumTenders(sale.tenders) - sale.totals.total
  return { ok: true, sale: { ...sale, state: 'completed', change } }
}

/**
 * Works the totals out again from the lines and refuses a sale whose totals do not follow from them
 * (`totals-differ`), or that `startPayment` or `addTender` would have refused. SPEC L13.
 */
export function checkPayingSale(sale: PayingSale, context: PricingContext): SaleResult<PayingSale> {
  const started = startPayment(backToLines(sale), context)
  if (!started.ok) return started
  if (!areSameTotals(started.sale.totals, sale.totals)) return refused({ code: 'totals-differ' })
  if (!areTenders(sale.tenders)) return refused({ code: 'amount-out-of-range' })
  return { ok: true, sale: { ...started.sale, tenders: sale.tenders } }
}

function paymentRefusal(sale: OpenSale, context: PricingContext): SaleRefusal | undefined {
  if (sale.lines.length === 0) return { code: 'empty-sale' }
  if (sale.currency !== context.currency) return { code: 'wrong-currency' }
  const refusal = linesRefusal(sale.lines)
  if (refusal) return refusal
  const minimumAge = sale.lines.reduce((years, line) => Math.max(years, line.minimumAge), 0)
  // Asked this way round so that a figure that is no number never passes.
  return sale.ageChecked >= minimumAge ? undefined : { code: 'age-not-checked', minimumAge }
}

function areTenders(tenders: readonly Tender[]): boolean {
  return tenders.every(({ amount }) => isAmount(amount) && amount > 0) && isAmount(sumTenders(tenders))
}

function sumTenders(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, tender) => sum + amountOf(tender), 0)
}

function amountOf(tender: Tender): number {
  switch (tender.kind) {
    case 'cash':
      return tender.amount
    default:
      return assertNever(tender.kind)
  }
}

function areSameTotals(left: SaleTotals, right: SaleTotals): boolean {
  return canonicalTotals(left) === canonicalTotals(right)
}

/** Both sides are written field by field: the order of keys in an object that came by message says nothing. */
function canonicalTotals(totals: SaleTotals): string {
  return JSON.stringify([
    totals.subtotal,
    totals.taxAdded,
    totals.taxIncluded,
    totals.total,
    totals.lines.map(line => [line.id, line.amount, line.taxes]),
    totals.taxes.map(tax => [tax.name, tax.rateMillionths, tax.included, tax.net, tax.tax]),
  ])
}

function refused<State extends PayingSale | CompletedSale>(refusal: SaleRefusal): SaleResult<State> {
  return { ok: false, refusal }
}
