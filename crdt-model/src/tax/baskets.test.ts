import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toId } from '../ids.ts'
import { parseCurrency } from '../money/currency.ts'
import { addLine, openSale } from '../sale/edit-lines.ts'
import { priceSale } from '../sale/price-sale.ts'
import type { OpenSale, PricingContext } from '../sale/sale.ts'
import type { TaxClass } from './tax-class.ts'

interface Basket {
  readonly rates: readonly { class: string; rateMillionths: number; included: boolean }[]
  readonly products: readonly { name: string; price: number; class: string | null }[]
  readonly promotions?: readonly unknown[]
  readonly rounding: 'per line' | 'per unit'
  readonly basket: readonly { product: string; quantity: number }[]
  readonly expect: { readonly total: number; readonly taxAdded?: number; readonly taxIncluded?: number }
}

const BASKETS: readonly Basket[] = JSON.parse(
  readFileSync(new URL('./testdata/baskets.json', import.meta.url), 'utf8'),
)
const WITHOUT_PROMOTIONS = BASKETS.filter(basket => basket.promotions === undefined)
const GBP = parseCurrency('GBP') ?? expect.unreachable()

test('T6 12 of the 45 published baskets can be priced now, 33 wait for promotions', () => {
  expect(BASKETS).toHaveLength(45)
  expect(WITHOUT_PROMOTIONS).toHaveLength(12)
  expect(BASKETS.filter(basket => (basket.promotions?.length ?? 0) > 0)).toHaveLength(33)
})

describe('T6 published baskets', () => {
  test.each(WITHOUT_PROMOTIONS.map((basket, i) => [i, basket] as const))('basket %i', (_, basket) => {
    const totals = priceSale(ringUp(basket), contextOf(basket))
    expect(totals.total).toBe(basket.expect.total)
    if (basket.expect.taxAdded !== undefined) expect(totals.taxAdded).toBe(basket.expect.taxAdded)
    if (basket.expect.taxIncluded !== undefined) expect(totals.taxIncluded).toBe(basket.expect.taxIncluded)
  })
})

function contextOf(basket: Basket): PricingContext {
  const classes = basket.rates.map(
    ({ class: name, rateMillionths, included }): TaxClass => ({
      id: toId(name),
      name,
      rates: [{ name, rateMillionths, included }],
    }),
  )
  return {
    currency: GBP,
    taxClasses: new Map(classes.map(taxClass => [taxClass.id, taxClass])),
    taxRounding: basket.rounding === 'per unit' ? 'per-unit' : 'per-line',
  }
}

function ringUp(basket: Basket): OpenSale {
  return basket.basket.reduce(
    (sale, { product, quantity }) => {
      const {
        name,
        price,
        class: taxClass,
      } = basket.products.find(p => p.name === product) ?? expect.unreachable()
      const result = addLine(sale, {
        product: toId(name),
        name,
        department: null,
        quantity: quantity * 1000,
        unitPrice: price,
        listPrice: price,
        taxClass: taxClass === null ? null : toId(taxClass),
        minimumAge: 0,
      })
      return result.ok ? result.sale : expect.unreachable()
    },
    openSale('basket', GBP),
  )
}
