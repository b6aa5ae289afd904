import type { ExchangeEvent, RefundEvent } from '../journal/events/refund.ts'
import type { SaleEvent } from '../journal/journal-entry.ts'
import { exactDue, sumTenders } from '../sale/amount-due.ts'
import type { PayingSale } from '../sale/sale.ts'

/** What the goods that come back pay of the new ones: minor units, in both halves the same. SPEC X6. */
export function exchangeCredit(returned: number, due: number): number {
  return Math.max(0, Math.min(returned, due))
}

/** The payment with as much of the goods that come back as it takes, in place of what was there of them. SPEC X6. */
export function payWithGoods(sale: PayingSale, returned: number): PayingSale {
  const others = sale.tenders.filter(({ kind }) => kind !== 'exchange')
  const amount = exchangeCredit(returned, exactDue(sale))
  if (amount > 0) return { ...sale, tenders: [{ kind: 'exchange', amount }, ...others] }
  return others.length === sale.tenders.length ? sale : { ...sale, tenders: others }
}

/** An exchange of both halves, or undefined when what they give each other is not the same. SPEC X6. */
export function exchangeOf(refund: RefundEvent, sale: SaleEvent): ExchangeEvent | undefined {
  const given = exchanged(refund.goods)
  const isFair = given > 0 && given === exchanged(sale) && refund.goods.currency === sale.currency
  return isFair ? { kind: 'exchange', refund, sale } : undefined
}

function exchanged({ tenders }: Pick<SaleEvent, 'tenders'>): number {
  return sumTenders(tenders.filter(({ kind }) => kind === 'exchange'))
}
