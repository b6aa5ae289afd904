import {
  type BusinessDay,
  type DepartmentId,
  type ProductId,
  type PromotionConditions,
  parseCurrency,
  type StoreId,
  toId,
} from '@evertill/crdt-model'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { OfferNames } from './promotion-words.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('document', { documentElement: {} })
vi.stubGlobal('navigator', { languages: ['en-GB'] })
const { setLanguage, startLanguage } = await import('../../i18n/translate.ts')
const { conditionSentence, promotionSentence, weekdayWords } = await import('./promotion-words.ts')

beforeAll(() => startLanguage('promotions'))

const POUNDS = parseCurrency('GBP')
const NAMES: OfferNames = {
  currency:
    POUNDS ??
    (() => {
      throw new Error('no pounds')
    })(),
  productName: id => (id === 'gone' ? '' : id),
  departmentName: id => id ?? '',
  storeName: id => id,
  groupName: id => id,
}
const MUGS = { products: new Set([toId<ProductId>('mug')]) }
const FREE = { kind: 'percent', millionths: 1_000_000 } as const
const TENTH = { kind: 'percent', millionths: 100_000 } as const
const words = (
  benefit: Parameters<typeof promotionSentence>[0]['benefit'],
  conditions: PromotionConditions = {},
) => promotionSentence({ benefit, conditions }, NAMES)
const cheapest = { kind: 'cheapest', on: MUGS, take: 3, cut: 1, off: FREE, mixed: true } as const

describe('promotions in words', () => {
  it('tells each kind', () => {
    expect(words({ kind: 'each', on: {}, off: TENTH })).toBe('10% off everything.')
    expect(words({ kind: 'each', on: MUGS, off: { kind: 'price', price: 450 } })).toBe('Mug for £4.50 each.')
    expect(words(cheapest)).toBe('3 for 2 on mug.')
    expect(
      words({ ...cheapest, take: 2, off: { kind: 'percent', millionths: 500_000 }, mixed: false, times: 1 }),
    ).toBe('Of every 2 of mug the cheapest 50% off, each product by itself, once in a sale.')
    expect(
      words({
        kind: 'breaks',
        on: MUGS,
        breaks: [
          { quantity: 12_000, off: TENTH },
          { quantity: 6_000, off: { kind: 'amount', amount: 20 } },
        ],
      }),
    ).toBe('Mug: £0.20 off each from 6 and 10% off from 12.')
    expect(
      words({
        kind: 'bundle',
        parts: [
          { on: MUGS, pieces: 1 },
          { on: { departments: new Set([toId<DepartmentId>('teas')]) }, pieces: 2 },
        ],
        off: { kind: 'price', price: 1000 },
      }),
    ).toBe('1 × mug + 2 × teas together for £10.00.')
    expect(words({ kind: 'whole-sale', off: { kind: 'amount', amount: 500 } })).toBe(
      '£5.00 off the whole sale.',
    )
  })

  it('tells when, where, for whom, and what is needed', () => {
    expect(
      words(cheapest, {
        from: toId<BusinessDay>('2026-12-01'),
        weekdays: [1, 2, 3, 4, 5],
        hours: [{ from: 1020, until: 1140 }],
        stores: new Set([toId<StoreId>('Camden')]),
        coupon: 'XMAS',
        needs: [{ on: {}, amount: 2000 }],
      }),
    ).toBe(
      '3 for 2 on mug, from 1 Dec 2026 on, Mon–Fri, 17:00–19:00, at Camden, with the coupon XMAS, with at least £20.00 of everything.',
    )
    expect(conditionSentence({}, NAMES)).toBe('Always and everywhere.')
  })

  it('names a few products and counts the rest; what is not on file is said to be', () => {
    const products = new Set(['mug', 'cup', 'gone', 'pot', 'jug'].map(id => toId<ProductId>(id)))
    expect(words({ kind: 'each', on: { products, priceFrom: 500 }, off: TENTH })).toBe(
      '10% off mug, cup, something not on file and 2 more from £5.00.',
    )
  })

  it('says that half a promotion is none, and speaks Spanish', async () => {
    expect(promotionSentence({ benefit: null, conditions: {} }, NAMES)).toBe('Cannot be read')
    await setLanguage('es')
    expect(words(cheapest)).toBe('3 por 2 en mug.')
    await setLanguage('en')
  })

  it('joins days of the week that follow each other', () => {
    expect(weekdayWords([7, 1, 2])).toBe('Mon, Tue, Sun')
    expect(weekdayWords([6, 5, 7, 1])).toBe('Mon, Fri–Sun')
  })
})
