import { closedLines } from '../age/sale-hours.ts'
import { remainingDue, roundingFor, roundingOf, sumTenders } from './amount-due.ts'
import { tenderRefusal, tendersRefusal } from './check-tenders.ts'
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
} from './sale.ts'
import type { Tender, TenderRules } from './tender.ts'
import { discountRefusal, exemptionRefusal } from './term-refusals.ts'

/**
 * Fixes what is due. Refused: `empty-sale`, `wrong-currency`, `bad-quantity`, `amount-out-of-range`, `bad-discount`,
 * `bad-exemption`, `not-at-this-hour`, `age-not-checked` (with the years that must be shown). SPEC L10, AH2.
 */
export function startPayment(sale: OpenSale, context: PricingContext): SaleResult<PayingSale> {
  const refusal = paymentRefusal(sale, context)
  if (refusal) return refused(refusal)
  const totals = priceSale(sale, context)
  if (!isAmount(totals.total)) return refused({ code: 'amount-out-of-range' })
  const cashRounding = roundingFor(context)
  return {
    ok: true,
    sale: {
      ...sale,
      state: 'paying',
      totals,
      tenders: [],
      ...(context.moment ? { startedAt: context.moment } : {}),
      ...(cashRounding ? { cashRounding } : {}),
    },
  }
}

/** Takes money. Refused by `tenderRefusal`, with what may be taken. SPEC L11, E2–E6. */
export function addTender(sale: PayingSale, tender: Tender, rules: TenderRules = {}): SaleResult<PayingSale> {
  const refusal = tenderRefusal(sale, tender, rules)
  return refusal ? refused(refusal) : { ok: true, sale: { ...sale, tenders: [...sale.tenders, tender] } }
}

/** Gives money back by its place in `tenders`. Refused: `no-such-tender`. SPEC L11. */
export function removeTender(sale: PayingSale, index: number): SaleResult<PayingSale> {
  if (sale.tenders[index] === undefined) return refused({ code: 'no-such-tender' })
  return { ok: true, sale: { ...sale, tenders: sale.tenders.filter((_, i) => i !== index) } }
}

/** Sets the tip, in minor units; 0 for none. Refused: `amount-out-of-range`. SPEC E7. */
export function setTip(sale: PayingSale, amount: number): SaleResult<PayingSale> {
  const { tip: _, ...plain } = sale
  if (!isAmount(amount) || !isAmount(sale.totals.total + amount))
    return refused({ code: 'amount-out-of-range' })
  return { ok: true, sale: amount === 0 ? plain : { ...plain, tip: amount } }
}

/** Leaves the payment: the sale can be changed again, and what was tendered is handed back. SPEC L11. */
export function backToLines(sale: PayingSale): OpenSale {
  const { totals, tenders, tip, startedAt, cashRounding, ...open } = sale
  return { ...open, state: 'open' }
}

/** Ends the sale and works out the change. Refused: `still-to-pay` with what is missing, `overpaid`. SPEC L12. */
export function completeSale(sale: PayingSale): SaleResult<CompletedSale> {
  const missing = remainingDue(sale)
  if (missing > 0) return refused({ code: 'still-to-pay', missing })
  const rounding = roundingOf(sale)
  const due = sale.totals.total + (sale.tip ?? 0) + rounding
  const change = sumTenders(sale.tenders) - due
  const exact = sumTenders(sale.tenders.filter(({ kind }) => kind !== 'cash' && kind !== 'foreign-cash'))
  if (exact > due) return refused({ code: 'overpaid', most: due })
  return { ok: true, sale: { ...sale, state: 'completed', change, ...(rounding === 0 ? {} : { rounding }) } }
}

/**
 * The same payment under what holds now: totals and cash rounding are worked out anew, while its moment, its tenders
 * and its tip stay. Refused as by `startPayment` and `setTip`. SPEC L13a.
 */
export function renewPayment(sale: PayingSale, context: PricingContext): SaleResult<PayingSale> {
  const started = startPayment(backToLines(sale), { ...context, ...momentOfPayment(sale, context) })
  if (!started.ok) return started
  const tipped = setTip(started.sale, sale.tip ?? 0)
  return tipped.ok ? { ok: true, sale: { ...tipped.sale, tenders: sale.tenders } } : tipped
}

/**
 * Works the totals out again from the lines and refuses a sale whose totals do not follow from them
 * (`totals-differ`), or that `startPayment`, `setTip` or `addTender` would have refused. SPEC L13.
 */
export function checkPayingSale(sale: PayingSale, context: PricingContext): SaleResult<PayingSale> {
  const renewed = renewPayment(sale, context)
  if (!renewed.ok) return renewed
  if (!areSameTotals(renewed.sale.totals, sale.totals)) return refused({ code: 'totals-differ' })
  const refusal = tendersRefusal(renewed.sale, context.tenders ?? {})
  return refusal ? refused(refusal) : renewed
}

/** The payment's own moment, when it is not ahead of the clock here. SPEC L10. */
function momentOfPayment(sale: PayingSale, { moment }: PricingContext): Pick<PricingContext, 'moment'> {
  const { startedAt } = sale
  if (startedAt === undefined || moment === undefined) return {}
  const isEarlier =
    startedAt.day < moment.day || (startedAt.day === moment.day && startedAt.minute <= moment.minute)
  return isEarlier ? { moment: startedAt } : {}
}

function paymentRefusal(sale: OpenSale, context: PricingContext): SaleRefusal | undefined {
  if (sale.lines.length === 0) return { code: 'empty-sale' }
  if (sale.currency !== context.currency) return { code: 'wrong-currency' }
  const refusal =
    linesRefusal(sale.lines) ?? discountRefusal(sale.discount) ?? exemptionRefusal(sale.exemption)
  if (refusal) return refusal
  const minimumAge = sale.lines.reduce((years, line) => Math.max(years, line.minimumAge), 0)
  const closed = closedRefusal(sale, context)
  if (closed) return closed
  // Asked this way round so that a figure that is no number never passes.
  return sale.ageChecked >= minimumAge ? undefined : { code: 'age-not-checked', minimumAge }
}

function closedRefusal(
  sale: OpenSale,
  { saleHours, store, moment }: PricingContext,
): SaleRefusal | undefined {
  if (saleHours === undefined || store === undefined || moment === undefined) return undefined
  const [closed] = closedLines(sale.lines, saleHours, store, moment)
  return closed && { code: 'not-at-this-hour', line: closed.line, rule: closed.rule.name }
}

/** Whether two workings-out came to the same, name by name and figure by figure. */
export function areSameTotals(left: SaleTotals, right: SaleTotals): boolean {
  return canonicalTotals(left) === canonicalTotals(right)
}

/** Both sides are written field by field: the order of keys in an object that came by message says nothing. */
function canonicalTotals(totals: SaleTotals): string {
  return JSON.stringify([
    totals.subtotal,
    totals.taxAdded,
    totals.taxIncluded,
    totals.total,
    totals.lines.map(line => [
      line.id,
      line.amount,
      line.taxes,
      line.exempted ?? 0,
      canonicalDiscounts(line),
    ]),
    totals.taxes.map(tax => [tax.name, tax.rateMillionths, tax.included, tax.net, tax.tax]),
    canonicalDiscounts(totals),
    totals.couponsUsed ?? [],
  ])
}

function canonicalDiscounts({ discounts = [] }: Pick<SaleTotals, 'discounts'>) {
  return discounts.map(({ source, amount }) => [
    source.kind,
    source.kind === 'promotion' ? source.promotion : '',
    amount,
  ])
}

function refused<State extends PayingSale | CompletedSale>(refusal: SaleRefusal): SaleResult<State> {
  return { ok: false, refusal }
}
