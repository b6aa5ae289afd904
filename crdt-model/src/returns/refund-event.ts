import type { EntryReference, RefundEvent } from '../journal/events/refund.ts'
import type { PayBack } from './pay-back.ts'
import type { ReturnedGoods } from './return-goods.ts'

/** Under what a refund is journaled. */
export interface RefundTerms {
  /** The sale the goods were bought in; null without a receipt. */
  readonly of: EntryReference | null
  readonly reason: string
  readonly paid: PayBack
}

/** The journal event of goods that came back and what was paid for them. SPEC X2, X4. */
export function refundEventOf(goods: ReturnedGoods, { of, reason, paid }: RefundTerms): RefundEvent {
  const { origins, ...sold } = goods
  return {
    kind: 'refund',
    of,
    reason,
    goods: {
      kind: 'sale',
      ...sold,
      tenders: paid.tenders,
      change: 0,
      ageChecked: 0,
      ...(paid.rounding === 0 ? {} : { rounding: paid.rounding }),
    },
    origins,
  }
}
