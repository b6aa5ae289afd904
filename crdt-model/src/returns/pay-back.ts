import type { RefundEvent } from '../journal/events/refund.ts'
import type { SaleEvent } from '../journal/journal-entry.ts'
import { type CashRounding, roundToStep } from '../money/cash-rounding.ts'
import { sumTenders } from '../sale/amount-due.ts'
import type { Tender, TenderKind } from '../sale/tender.ts'

/** How a refund is paid out. Amounts in minor units, above 0. */
export interface PayBack {
  readonly tenders: readonly Tender[]
  /** What cash rounding added to it, or took off below 0. */
  readonly rounding: number
}

export type PayBackRefusal =
  /** More than was paid in this way and not paid back yet. */
  | { readonly code: 'more-than-was-paid'; readonly tender: Tender; readonly left: number }
  | { readonly code: 'does-not-add-up'; readonly due: number }

/**
 * Pays a refund back in the ways the sale was paid: everything but cash first, in the order it was tendered, each at
 * most what it paid less what went back to it before; the rest in cash, rounded. SPEC X4.
 */
export function payBack(
  total: number,
  sale: Pick<SaleEvent, 'tenders'>,
  refunds: readonly RefundEvent[],
  rounding?: CashRounding<TenderKind>,
): PayBack {
  const spent = paidBack(refunds)
  const tenders: Tender[] = []
  let left = total
  for (const tender of sale.tenders) {
    const key = wayOf(tender)
    if (key === 'cash') continue
    const before = spent.get(key) ?? 0
    const used = Math.min(before, tender.amount)
    spent.set(key, before - used)
    const amount = Math.min(left, tender.amount - used)
    if (amount <= 0) continue
    tenders.push(givenBack(tender, amount))
    left -= amount
  }
  const cash = rounding?.tenders.includes('cash') ? roundToStep(left, rounding.step, rounding.rule) : left
  if (cash > 0) tenders.push({ kind: 'cash', amount: cash })
  return { tenders, rounding: cash - left + 0 }
}

/**
 * Why a way of paying back that a person chose is not possible, or undefined. Store credit and goods in exchange may
 * always be given; anything else goes only to where money came from. SPEC X4.
 */
export function payBackRefusal(
  paid: PayBack,
  total: number,
  sale: Pick<SaleEvent, 'tenders' | 'change'>,
  refunds: readonly RefundEvent[],
): PayBackRefusal | undefined {
  const due = total + paid.rounding
  if (sumTenders(paid.tenders) !== due) return { code: 'does-not-add-up', due }
  const spent = paidBack(refunds)
  const taken = new Map<string, number>([['cash', -sale.change]])
  for (const tender of sale.tenders) {
    const key = wayOf(tender)
    taken.set(key, (taken.get(key) ?? 0) + tender.amount)
  }
  for (const tender of paid.tenders) {
    if (tender.kind === 'store-credit' || tender.kind === 'exchange') continue
    const key = wayOf(tender)
    const before = spent.get(key) ?? 0
    const left = (taken.get(key) ?? 0) - before
    // A coin more than was paid may come of rounding.
    if (tender.amount > left + (key === 'cash' ? Math.max(0, paid.rounding) : 0))
      return { code: 'more-than-was-paid', tender, left: Math.max(0, left) }
    spent.set(key, before + tender.amount)
  }
  return undefined
}

/** So much of a tender as it goes back. The approval on a card's slip was of the payment, and of no refund. SPEC X4. */
export function givenBack(tender: Tender, amount: number): Tender {
  if (tender.kind !== 'card' || tender.slip === undefined) return { ...tender, amount }
  const { slip, ...card } = tender
  const { approval: _, ...lasting } = slip
  return Object.keys(lasting).length === 0 ? { ...card, amount } : { ...card, amount, slip: lasting }
}

/** Minor units that went back in each way. */
function paidBack(refunds: readonly RefundEvent[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const tender of refunds.flatMap(({ goods }) => goods.tenders)) {
    const key = wayOf(tender)
    sums.set(key, (sums.get(key) ?? 0) + tender.amount)
  }
  return sums
}

/** Foreign cash and goods that were given in exchange come back as cash of the shop's own currency. */
function wayOf(tender: Tender): string {
  switch (tender.kind) {
    case 'card':
    case 'voucher':
      return `${tender.kind} ${tender.reference}`
    case 'gift-card':
    case 'store-credit':
      return `${tender.kind} ${tender.account}`
    case 'on-account':
      return `${tender.kind} ${tender.customer}`
    case 'cash':
    case 'foreign-cash':
    case 'exchange':
      return 'cash'
  }
}
