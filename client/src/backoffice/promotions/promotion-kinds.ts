import { type Benefit, type PromotionRecord, WHOLE_RATE } from '@evertill/crdt-model'
import { t } from '../../i18n/translate.ts'

/** What a new promotion may begin as; some are one benefit with other numbers. */
export const PROMOTION_KINDS = ['nForM', 'each', 'cheapest', 'breaks', 'bundle', 'whole-sale'] as const
export type PromotionKind = (typeof PROMOTION_KINDS)[number]

const TENTH = { kind: 'percent', millionths: 100_000 } as const
const FIFTH = { kind: 'percent', millionths: 200_000 } as const
const HALF = { kind: 'percent', millionths: 500_000 } as const
const ALL = { kind: 'percent', millionths: WHOLE_RATE } as const

const BENEFITS: { readonly [Kind in PromotionKind]: Benefit } = {
  nForM: { kind: 'cheapest', on: {}, take: 3, cut: 1, off: ALL, mixed: true },
  each: { kind: 'each', on: {}, off: TENTH },
  cheapest: { kind: 'cheapest', on: {}, take: 2, cut: 1, off: HALF, mixed: true },
  breaks: {
    kind: 'breaks',
    on: {},
    breaks: [
      { quantity: 6_000, off: TENTH },
      { quantity: 12_000, off: FIFTH },
    ],
  },
  bundle: {
    kind: 'bundle',
    parts: [
      { on: {}, pieces: 1 },
      { on: {}, pieces: 1 },
    ],
    off: TENTH,
  },
  'whole-sale': { kind: 'whole-sale', off: TENTH },
}

/** A promotion as it begins: whole, but not written anywhere. */
export function newPromotion(kind: PromotionKind): PromotionRecord {
  return {
    name: t(`promotions.choose.name.${kind}`),
    priority: 0,
    stacks: false,
    archived: false,
    conditions: {},
    benefit: BENEFITS[kind],
  }
}

/** The benefit that a promotion begins with whose own is missing or cannot be read. */
export const FIRST_BENEFIT: Benefit = BENEFITS.each
