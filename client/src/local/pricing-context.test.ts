import {
  type CatalogId,
  NO_CURRENCY,
  type PromotionId,
  parseCurrency,
  readOrganisation,
  readPriceList,
  readPromotion,
  toId,
} from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { VAT_CONTEXT } from '../till/testing-products.ts'
import type { PriceListRow, PromotionRow, StoreRow } from './database.ts'
import { type PricingRows, pricingContextOf } from './pricing-context.ts'

const USD = parseCurrency('USD') ?? NO_CURRENCY
const HERE = toId<CatalogId>('gifts')
const nothing = { id: 'none', fields: new Map() }

const promotion = (id: string, given: Partial<PromotionRow> = {}): PromotionRow => ({
  ...readPromotion(nothing).value,
  id: toId<PromotionId>(id),
  catalog: HERE,
  conditions: {},
  benefit: { kind: 'whole-sale', off: { kind: 'amount', amount: 1 } },
  ...given,
})

const list = (id: string, given: Partial<PriceListRow> = {}): PriceListRow => ({
  ...readPriceList(nothing).value,
  id: toId<PriceListRow['id']>(id),
  catalog: HERE,
  conditions: {},
  ...given,
})

const rows: PricingRows = {
  store: { id: toId('camden'), catalog: HERE, currency: 'GBP', taxRounding: 'per-line' } as StoreRow,
  taxClasses: [...VAT_CONTEXT.taxClasses.values()].map(row => ({ ...row, rates: [...row.rates] })),
  organisations: [{ ...readOrganisation(nothing).value, id: toId('firm'), halves: 'half-even' }],
  promotions: [],
}

it('C6 C7 prices with what is whole, not archived and in the store’s own catalog', () => {
  const elsewhere = { catalog: toId<CatalogId>('liquor') }
  const context = pricingContextOf({
    ...rows,
    promotions: [
      promotion('on'),
      promotion('archived', { archived: true }),
      promotion('half', { benefit: null }),
      promotion('elsewhere', elsewhere),
    ],
    priceLists: [list('on'), list('half', { conditions: null }), list('elsewhere', elsewhere)],
  })
  expect(context.promotions?.map(each => each.id)).toEqual(['on'])
  expect(context.priceLists?.map(each => each.id)).toEqual(['on'])
})

it('E8 takes what the store chose, at its rates, for screen and worker alike', () => {
  const rate = { foreign: 100, own: 79, step: 500 }
  const store: StoreRow = {
    ...rows.store,
    tenderKinds: ['voucher'],
    exchangeRates: [{ currency: USD, ...rate }],
  }
  const { tenders } = pricingContextOf({ ...rows, store })
  expect([...(tenders?.kinds ?? [])].sort()).toEqual(['cash', 'exchange', 'foreign-cash', 'voucher'])
  expect([...(tenders?.rates ?? [])]).toEqual([['USD', rate]])
  // A row from before there was a choice.
  expect(pricingContextOf(rows).tenders?.kinds?.has('card')).toBe(true)
  expect(pricingContextOf(rows).tenders?.kinds?.has('voucher')).toBe(false)
})

it('M4 rounds halves as the organisation says, up where it says nothing', () => {
  expect(pricingContextOf(rows).halves).toBe('half-even')
  expect(pricingContextOf({ ...rows, organisations: [] }).halves).toBe('half-up')
})
