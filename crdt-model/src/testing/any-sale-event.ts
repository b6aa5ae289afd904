import fc from 'fast-check'
import type { SaleEvent } from '../journal/journal-entry.ts'
import type { CashRounding } from '../money/cash-rounding.ts'
import { dueWith, remainingDue } from '../sale/amount-due.ts'
import type { PayingSale } from '../sale/sale.ts'
import { saleEventOf } from '../sale/sale-event.ts'
import { addTender, completeSale, startPayment } from '../sale/take-payment.ts'
import type { Tender, TenderKind } from '../sale/tender.ts'
import { anyPricedSale } from './any-sale.ts'
import { accepted, GBP } from './sample-sale.ts'

export const FIVE_PENCE: CashRounding<TenderKind> = {
  currency: GBP,
  step: 5,
  rule: 'half-up',
  tenders: ['cash', 'foreign-cash'],
}

/** The event of a sale that was rung up, priced and paid as a till does it: partly by card, the rest in cash. */
export const anyPaidSale: fc.Arbitrary<SaleEvent> = fc
  .record({
    drawn: anyPricedSale,
    cardPart: fc.constantFrom(0, 0.3, 1),
    tooMuch: fc.constantFrom(0, 0, 500),
    isRounded: fc.boolean(),
  })
  .map(({ drawn: { sale, context }, cardPart, tooMuch, isRounded }) => {
    const rounded = { ...context, cashRounding: isRounded ? [FIVE_PENCE] : [] }
    const started = accepted(startPayment(sale, rounded))
    const card = Math.floor(started.totals.total * cardPart)
    const part = pay(started, { kind: 'card', amount: card, reference: 'T1' })
    const due = dueWith(part, 'cash')
    const isPaid = remainingDue(part) === 0
    return saleEventOf(
      accepted(completeSale(isPaid ? part : pay(part, { kind: 'cash', amount: due + tooMuch }, true))),
    )
  })

function pay(sale: PayingSale, tender: Tender, always = false): PayingSale {
  return tender.amount === 0 && !always ? sale : accepted(addTender(sale, tender))
}
