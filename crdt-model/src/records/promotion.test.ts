import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CustomerGroupId, type DepartmentId, type ProductId, type StoreId, toId } from '../ids.ts'
import type { Benefit, PromotionConditions } from '../pricing/promotion.ts'
import { cheapestFree, percent, products } from '../testing/sample-promotion.ts'
import { sampleRecord } from '../testing/sample-record.ts'
import { decodeRecordEntry, encodeRecordEntry } from './encode-record-entry.ts'
import { priceListDefaults, priceListFields, readPriceList } from './price-list.ts'
import { type PromotionRecord, promotionFields, readPromotion, validatePromotionField } from './promotion.ts'
import type { FieldValue } from './record-entry.ts'
import { priceListOf, promotionOf } from './whole-offer.ts'

const ID = 'promotion1'
const CONDITIONS: PromotionConditions = {
  from: toId('2026-11-01'),
  until: toId('2026-11-30'),
  weekdays: [5, 6],
  hours: [{ from: 1020, until: 1140 }],
  stores: new Set([toId<StoreId>('north')]),
  customerGroups: new Set([toId<CustomerGroupId>('staff')]),
  coupon: 'SPRING',
  needs: [{ on: products('mug'), quantity: 2000, amount: 1000 }],
}
const BENEFITS: readonly Benefit[] = [
  { kind: 'each', on: products('mug', 'cup'), off: percent(10) },
  {
    kind: 'breaks',
    on: { departments: new Set([toId<DepartmentId>('gifts')]), priceFrom: 100, priceTo: 900 },
    breaks: [{ quantity: 3000, off: { kind: 'price', price: 80 } }],
  },
  { ...cheapestFree({ exceptProducts: new Set([toId<ProductId>('mug')]) }, 3), times: 2 },
  {
    kind: 'bundle',
    parts: [
      { on: products('mug'), pieces: 1 },
      { on: {}, pieces: 2 },
    ],
    off: { kind: 'amount', amount: 100 },
  },
  { kind: 'whole-sale', off: { kind: 'amount', amount: 500 } },
]

function record(changes: Partial<PromotionRecord> = {}): PromotionRecord {
  const benefit = BENEFITS[0] ?? expect.unreachable()
  return {
    name: 'Spring',
    priority: 3,
    stacks: true,
    archived: false,
    conditions: CONDITIONS,
    benefit,
    ...changes,
  }
}

describe('C6 promotions', () => {
  test.each(BENEFITS.map(benefit => [benefit.kind, benefit] as const))(
    'what is written is read, and fits into an entry: %s',
    (_, benefit) => {
      const fields = promotionFields(record({ benefit }))
      expect(readPromotion(sampleRecord(fields, ID))).toEqual({ value: record({ benefit }), findings: [] })
      const entry = {
        replica: toId('r'),
        counter: 1,
        record: ID,
        fields,
        replaces: {},
        who: 'anna',
        at: 1,
      } as const
      expect(
        decodeRecordEntry(JSON.parse(JSON.stringify(encodeRecordEntry({ ...entry, replica: toId('r') }))))
          ?.fields,
      ).toEqual(fields)
    },
  )

  test('it is on only when it is wholly readable and not archived', () => {
    expect(promotionOf(toId(ID), record())).toMatchObject({ id: ID, priority: 3, stacks: true })
    expect(promotionOf(toId(ID), record({ archived: true }))).toBeUndefined()
    expect(promotionOf(toId(ID), record({ conditions: null }))).toBeUndefined()
    expect(promotionOf(toId(ID), record({ benefit: null }))).toBeUndefined()
  })

  test('what is absent is no promotion for everybody, everywhere', () => {
    const { value, findings } = readPromotion(sampleRecord({ name: 'x' }, ID))
    expect(value).toMatchObject({ conditions: null, benefit: null })
    expect(findings.map(({ field }) => field)).toEqual(['conditions', 'benefit'])
  })

  test.each<['conditions' | 'benefit', FieldValue]>([
    ['conditions', { stores: ['a/b'] }],
    ['conditions', { from: '2026-02-30' }],
    ['conditions', { weekdays: [0] }],
    ['conditions', { hours: [{ from: 0, until: 1440 }] }],
    ['conditions', { coupon: ' ' }],
    ['conditions', { store: ['north'] }],
    ['conditions', []],
    ['benefit', { kind: 'each', on: [], off: { kind: 'price', price: 0 } }],
    ['benefit', { kind: 'each', on: {}, off: { kind: 'percent', millionths: 1_000_001 } }],
    ['benefit', { kind: 'each', on: {}, off: { kind: 'amount', amount: -1 } }],
    [
      'benefit',
      { kind: 'cheapest', on: {}, take: 2.5, cut: 1, mixed: true, off: { kind: 'price', price: 0 } },
    ],
    ['benefit', { kind: 'bundle', parts: [], off: { kind: 'price', price: 0 } }],
    ['benefit', { kind: 'whole-sale', off: { kind: 'price', price: 1 } }],
    ['benefit', { kind: 'free' }],
    ['benefit', null],
  ])('C2 %s %j is none', (field, value) => {
    expect(validatePromotionField(field, value)).toBe(
      field === 'conditions' ? 'not-conditions' : 'not-a-benefit',
    )
  })

  test('C1 reading never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (conditions, benefit) => {
        readPromotion(
          sampleRecord({ conditions: conditions as FieldValue, benefit: benefit as FieldValue }, ID),
        )
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

describe('C7 price lists', () => {
  const trade = {
    name: 'Trade',
    priority: 1,
    archived: false,
    conditions: { customerGroups: new Set([toId<CustomerGroupId>('trade')]) },
  }
  const mug = toId<ProductId>('mug')
  const cup = toId<ProductId>('cup')

  test('what is written is read, each price by itself', () => {
    const fields = priceListFields(
      trade,
      new Map([
        [mug, 900],
        [cup, null],
      ]),
    )
    expect(fields).toMatchObject({ 'price/mug': 900, 'price/cup': null })
    const prices = new Map([[mug, 900]])
    expect(readPriceList(sampleRecord(fields, 'list'))).toEqual({ value: { ...trade, prices }, findings: [] })
    expect(priceListFields({}, new Map([[cup, 5]]))).toEqual({ 'price/cup': 5 })
  })

  test('it holds only when its conditions are readable and it is not archived', () => {
    const list = { ...trade, prices: new Map([[mug, 900]]) }
    expect(priceListOf(toId('list'), list)).toEqual({
      id: 'list',
      name: 'Trade',
      priority: 1,
      customerGroups: trade.conditions.customerGroups,
      prices: list.prices,
    })
    expect(priceListOf(toId('list'), { ...list, conditions: null })).toBeUndefined()
    expect(priceListOf(toId('list'), { ...list, archived: true })).toBeUndefined()
  })

  test('H3 a product that was put on it since has no price there without a value', () => {
    const fields = { ...priceListFields(trade, new Map([[mug, 900]])), other: 1 }
    expect(priceListDefaults(sampleRecord(fields, 'list'))).toEqual({
      priority: 0,
      archived: false,
      'price/mug': null,
    })
  })

  test('one bad price spoils no other', () => {
    const fields = { ...priceListFields(trade, new Map([[mug, 900]])), 'price/cup': -1, 'price/a b': 1 }
    const { value, findings } = readPriceList(sampleRecord(fields, 'list'))
    expect([...value.prices]).toEqual([[mug, 900]])
    expect(findings.map(({ field, problem }) => [field, problem])).toEqual([
      ['price/cup', 'not-a-price'],
      ['price/a b', 'not-a-price'],
    ])
  })
})
