import { type PayingSale, type TenderKind, tenderRulesOf } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'
import type { StoreRow } from '../local/database.ts'

/** What is paid in another way than cash, or a tip on top: each has a form of its own. */
export const PAY_WAYS = [
  'card',
  'gift-card',
  'store-credit',
  'voucher',
  'foreign-cash',
  'on-account',
  'tip',
] as const
export type PayWay = (typeof PAY_WAYS)[number]

/** The ways that stand beside the others; a tip has a row of its own. */
export type TenderWay = Exclude<PayWay, 'tip'>

/** The ways that need somebody who is attached. */
const PERSONAL: readonly PayWay[] = ['on-account', 'store-credit']

/** The ways in which this sale can be paid here beside cash. */
export function tenderWays(store: StoreRow, sale: Pick<PayingSale, 'customer'>): TenderWay[] {
  const { kinds } = tenderRulesOf(store)
  const isTaken = (way: TenderKind) => kinds?.has(way) ?? true
  return PAY_WAYS.filter(
    (way): way is TenderWay =>
      way !== 'tip' && isTaken(way) && (!PERSONAL.includes(way) || sale.customer !== undefined),
  )
}

/** The way that a letter stands for, of those that are offered. */
export function wayOfLetter(letter: string, ways: readonly PayWay[]): PayWay | undefined {
  return ways.find(way => t(`till.pay.letter.${way}`).toLowerCase() === letter.toLowerCase())
}
