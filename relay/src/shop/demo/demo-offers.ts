import {
  type Benefit,
  type Fields,
  type PriceListId,
  type ProductId,
  type PromotionConditions,
  type PromotionId,
  priceListFields,
  promotionFields,
  toId,
  type Weekday,
  WHOLE_RATE,
} from '@evertill/crdt-model'
import type { DemoGoods } from './demo-goods.ts'

/** Promotions and price lists of a demo store, as records. */
export interface DemoOffers {
  readonly promotions: readonly { readonly id: PromotionId; readonly fields: Fields }[]
  readonly priceLists: readonly { readonly id: PriceListId; readonly fields: Fields }[]
}

interface Offer {
  readonly id: string
  readonly name: string
  readonly priority?: number
  readonly stacks?: boolean
  readonly conditions?: PromotionConditions
  /** Undefined when a product that it needs is not among the goods. */
  readonly benefit: Benefit | undefined
}

const FREE = { kind: 'percent', millionths: WHOLE_RATE } as const
const FIFTH = { kind: 'percent', millionths: 200_000 } as const
const TENTH = { kind: 'percent', millionths: 100_000 } as const
const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5]
const AFTER_WORK = [{ from: 1020, until: 1140 }]

/**
 * A few of each kind, so that a newcomer sees them work, on goods that no invoice of the demo's trading day has: its
 * replay stays what was charged that day.
 */
export function demoOffers(kind: 'gifts' | 'liquor', goods: DemoGoods): DemoOffers {
  const ids = new Map(goods.products.map(({ id, fields }) => [fields.sku ?? '', id]))
  const offers = kind === 'gifts' ? giftOffers(ids) : liquorOffers(goods)
  return {
    promotions: offers.flatMap(({ id, benefit, conditions = {}, ...about }) => {
      if (benefit === undefined) return []
      const record = { priority: 0, stacks: false, archived: false, ...about, conditions, benefit }
      return { id: toId<PromotionId>(`${kind}-${id}`), fields: promotionFields(record) }
    }),
    priceLists: kind === 'gifts' ? giftPrices(ids) : [],
  }
}

type IdsByCode = ReadonlyMap<string, ProductId>

/** The codes of the goods that the offers of the gift shop are for. */
export const GIFT_OFFER_CODES = {
  moulds: ['22993', '22907'],
  tins: ['22720', '22722'],
  mugs: ['22300', '22302', '22303', '22304', '22305', '22970', '22971'],
  clearance: { '21340': 995, '22487': 795 },
} as const

function giftOffers(ids: IdsByCode): Offer[] {
  const moulds = chosen(ids, GIFT_OFFER_CODES.moulds)
  const mugs = chosen(ids, GIFT_OFFER_CODES.mugs)
  const [cakeTins, spiceTins] = GIFT_OFFER_CODES.tins.map(code => chosen(ids, [code]))
  return [
    {
      id: 'pantry-3-for-2',
      name: '3 for 2 on Pantry moulds and napkins',
      benefit: moulds && { kind: 'cheapest', on: moulds, take: 3, cut: 1, off: FREE, mixed: true },
    },
    {
      id: 'pantry-tins',
      name: 'Pantry tins together',
      benefit:
        cakeTins && spiceTins
          ? {
              kind: 'bundle',
              parts: [
                { on: cakeTins, pieces: 1 },
                { on: spiceTins, pieces: 1 },
              ],
              off: { kind: 'price', price: 790 },
            }
          : undefined,
    },
    {
      id: 'coffee-hour',
      name: 'Coffee mugs after work',
      conditions: { weekdays: WORKDAYS, hours: AFTER_WORK },
      benefit: mugs && { kind: 'each', on: mugs, off: FIFTH },
    },
    {
      id: 'welcome',
      name: 'Welcome: 10% off',
      stacks: true,
      conditions: { coupon: 'WELCOME10' },
      benefit: { kind: 'whole-sale', off: TENTH },
    },
  ]
}

function liquorOffers({ departments }: DemoGoods): Offer[] {
  const spirits = new Set(
    departments.filter(({ name }) => ['Gin', 'Rum', 'Vodka', 'Whiskey'].includes(name)).map(({ id }) => id),
  )
  return [
    {
      id: 'case',
      name: 'Mixed case',
      benefit: {
        kind: 'breaks',
        on: { departments: spirits },
        breaks: [
          { quantity: 6_000, off: { kind: 'percent', millionths: 50_000 } },
          { quantity: 12_000, off: TENTH },
        ],
      },
    },
    {
      id: 'neighbor',
      name: 'Neighbor $5 off',
      stacks: true,
      conditions: { coupon: 'NEIGHBOR5', needs: [{ on: {}, amount: 5_000 }] },
      benefit: { kind: 'whole-sale', off: { kind: 'amount', amount: 500 } },
    },
  ]
}

function giftPrices(ids: IdsByCode): DemoOffers['priceLists'] {
  const prices = new Map(
    Object.entries(GIFT_OFFER_CODES.clearance).flatMap(([code, price]) => {
      const id = ids.get(code)
      return id === undefined ? [] : [[id, price] as const]
    }),
  )
  const about = { name: 'Garden clearance', priority: 0, archived: false, conditions: {} }
  return [{ id: toId<PriceListId>('gifts-clearance'), fields: priceListFields(about, prices) }]
}

/** Those of the goods that are there; undefined where none is. */
function chosen(ids: IdsByCode, codes: readonly string[]) {
  const products = new Set(codes.flatMap(code => ids.get(code) ?? []))
  return products.size === 0 ? undefined : { products }
}
