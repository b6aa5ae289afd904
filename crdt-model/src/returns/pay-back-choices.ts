import type { TillRight } from '../access/till-rights.ts'
import type { AccountId } from '../ids.ts'
import type { RefundEvent } from '../journal/events/refund.ts'
import type { SaleEvent } from '../journal/journal-entry.ts'
import { type CashRounding, roundToStep } from '../money/cash-rounding.ts'
import type { Tender, TenderKind } from '../sale/tender.ts'
import { givenBack, type PayBack, payBack, payBackRefusal } from './pay-back.ts'

/**
 * The ways in which a refund may be paid: as it was paid, which is the first, all of it in one of those ways, where so
 * much was paid in it, and all of it as store credit where there is an account for that. `rightToPayBack` says what
 * each asks for. SPEC X4.
 */
export function payBackChoices(
  total: number,
  sale: Pick<SaleEvent, 'tenders' | 'change'>,
  refunds: readonly RefundEvent[],
  rounding?: CashRounding<TenderKind>,
  credit?: AccountId,
): readonly [PayBack, ...PayBack[]] {
  const proposed = payBack(total, sale, refunds, rounding)
  const others = sale.tenders
    .map(tender => allIn(tender, total, rounding))
    .filter(each => payBackRefusal(each, total, sale, refunds) === undefined)
  const asCredit: PayBack[] =
    credit === undefined || total <= 0
      ? []
      : [{ tenders: [{ kind: 'store-credit', amount: total, account: credit }], rounding: 0 }]
  const choices = [proposed, ...others, ...asCredit].map(each => [JSON.stringify(each), each] as const)
  const [, ...rest] = [...new Map(choices).values()]
  return [proposed, ...rest]
}

/** What somebody must be allowed to pay a refund in another way than it was paid; null for the way it was. SPEC X4. */
export function rightToPayBack(paid: PayBack, proposed: PayBack): TillRight | null {
  if (JSON.stringify(paid) === JSON.stringify(proposed)) return null
  return paid.tenders.every(({ kind }) => kind === 'store-credit') ? 'refund-to-credit' : 'refund-otherwise'
}

/** Foreign cash and goods in exchange come back as cash of the shop's own currency. */
function allIn(tender: Tender, total: number, rounding?: CashRounding<TenderKind>): PayBack {
  const isCash = tender.kind === 'cash' || tender.kind === 'foreign-cash' || tender.kind === 'exchange'
  if (!isCash) return { tenders: total > 0 ? [givenBack(tender, total)] : [], rounding: 0 }
  const amount = rounding?.tenders.includes('cash') ? roundToStep(total, rounding.step, rounding.rule) : total
  return { tenders: amount > 0 ? [{ kind: 'cash', amount }] : [], rounding: amount - total + 0 }
}
