import { isWithin, type Moment, type Times } from '../calendar/moment.ts'

/** Where a promotion or a price list stands at a moment. SPEC G11. */
export type OfferState =
  | 'archived'
  /** Something of it is missing or cannot be read: it gives nothing until it is put right. SPEC C6, C7. */
  | 'not-whole'
  | 'on'
  /** Its first day is to come. */
  | 'scheduled'
  /** Within its days, but not on this day of the week or at this hour. */
  | 'resting'
  | 'ended'

/** Where an offer stands. Stores, customers and coupons are not asked. SPEC G11. */
export function offerState(
  offer: {
    readonly archived: boolean
    readonly conditions: Times | null
    /** Of a promotion. */
    readonly benefit?: unknown
  },
  moment: Moment,
): OfferState {
  const { archived, conditions, benefit } = offer
  if (archived) return 'archived'
  if (conditions === null || benefit === null) return 'not-whole'
  if (isWithin(conditions, moment)) return 'on'
  if (conditions.until !== undefined && moment.day > conditions.until) return 'ended'
  if (conditions.from !== undefined && moment.day < conditions.from) return 'scheduled'
  return 'resting'
}
