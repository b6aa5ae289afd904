import type { RefundEvent } from '../journal/events/refund.ts'
import type { SaleEvent } from '../journal/journal-entry.ts'
import { type CashRounding, roundToStep } from '../money/cash-rounding.ts'
import type { Tender, TenderKind } from '../sale/tender.ts'
import { type PayBack, payBack, payBackRefusal } from './pay-back.ts'

/**
 * The ways in which a refund may be paid: as it was paid, which is the first, and all of it in one of those ways,
 * where so much was paid in it. Anything but the first asks for the right. SPEC X4.
 */
export function payBackChoices(
  total: number,
  sale: Pick<SaleEvent, 'tenders' | 'change'>,
  refunds: readonly RefundEvent[],
  rounding?: CashRounding<TenderKind>,
): readonly [PayBack, ...PayBack[]] {
  const proposed = payBack(total, sale, refunds, rounding)
  const others = sale.tenders
    .map(tender => allIn(tender, total, rounding))
    .filter(each => payBackRefusal(each, total, sale, refunds) === undefined)
  const choices = [proposed, ...others].map(each => [JSON.stringify(each), each] as const)
  const [, ...rest] = [...new Map(choices).values()]
  return [proposed, ...rest]
}

/** Foreign cash and goods in exchange come back as cash of the shop's own currency. */
function allIn(tender: Tender, total: number, rounding?: CashRounding<TenderKind>): PayBack {
  const isCash = tender.kind === 'cash' || tender.kind === 'foreign-cash' || tender.kind === 'exchange'
  if (!isCash) return { tenders: total > 0 ? [{ ...tender, amount: total }] : [], rounding: 0 }
  const amount = rounding?.tenders.includes('cash') ? roundToStep(total, rounding.step, rounding.rule) : total
  return { tenders: amount > 0 ? [{ kind: 'cash', amount }] : [], rounding: amount - total + 0 }
}
