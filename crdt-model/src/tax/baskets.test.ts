import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type DepartmentId, type ProductId, toId } from '../ids.ts'
import { parseCurrency } from '../money/currency.ts'
import type { Benefit, Need, ProductSelector, Promotion, Reduction } from '../pricing/promotion.ts'
import { addLine, openSale } from '../sale/edit-lines.ts'
import { priceSale } from '../sale/price-sale.ts'
import type { OpenSale, PricingContext } from '../sale/sale.ts'
import type { TaxClass } from './tax-class.ts'

interface Given {
  readonly off: { readonly amount: number } | { readonly percent: number }
  readonly eachUnitOf?: string
  readonly eachUnitTagged?: string
  readonly wholeSaleIfContains?: string
  readonly wholeSale?: true
  readonly quantityAtLeast?: number
  readonly itemsTotalAtLeast?: number
  readonly taggedTotalAtLeast?: { readonly tag: string; readonly amount: number }
}

interface Basket {
  readonly rates: readonly { class: string; rateMillionths: number; included: boolean }[]
  readonly products: readonly {
    name: string
    price: number
    class: string | null
    tags?: readonly string[]
  }[]
  readonly promotions?: readonly { name: string; priority?: number; gives: Given }[]
  readonly rounding: 'per line' | 'per unit'
  readonly basket: readonly { product: string; quantity: number }[]
  readonly expect: {
    readonly total: number
    readonly taxAdded?: number
    readonly taxIncluded?: number
    readonly wholeSaleDiscount?: number
    readonly lineDiscount?: { readonly [product: string]: number }
  }
}

const BASKETS: readonly Basket[] = JSON.parse(
  readFileSync(new URL('./testdata/baskets.json', import.meta.url), 'utf8'),
)
const GBP = parseCurrency('GBP') ?? expect.unreachable()

test('T6 there are 45 published baskets, 33 of them with promotions', () => {
  expect(BASKETS).toHaveLength(45)
  expect(BASKETS.filter(basket => (basket.promotions?.length ?? 0) > 0)).toHaveLength(33)
})

describe('T6 published baskets', () => {
  test.each(BASKETS.map((basket, i) => [i, basket] as const))('basket %i', (_, basket) => {
    const sale = ringUp(basket)
    const totals = priceSale(sale, contextOf(basket))
    const { total, taxAdded, taxIncluded, wholeSaleDiscount, lineDiscount } = basket.expect
    expect(totals.total).toBe(total)
    if (taxAdded !== undefined) expect(totals.taxAdded).toBe(taxAdded)
    if (taxIncluded !== undefined) expect(totals.taxIncluded).toBe(taxIncluded)
    const given = (totals.discounts ?? []).reduce((sum, { amount }) => sum + amount, 0)
    if (wholeSaleDiscount !== undefined) expect(given).toBe(wholeSaleDiscount)
    for (const [product, amount] of Object.entries(lineDiscount ?? {})) {
      const line = totals.lines[sale.lines.findIndex(each => each.product === product)]
      expect((line?.discounts ?? []).reduce((sum, each) => sum + each.amount, 0)).toBe(amount)
    }
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
    promotions: (basket.promotions ?? []).map(promotionOf),
  }
}

/** A source's tag is a department here; all its promotions stack. */
function promotionOf({ name, priority = 0, gives }: NonNullable<Basket['promotions']>[number]): Promotion {
  const off: Reduction =
    'amount' in gives.off
      ? { kind: 'amount', amount: gives.off.amount }
      : { kind: 'percent', millionths: gives.off.percent * 10_000 }
  const on = selectorOf(gives)
  const benefit: Benefit = on ? { kind: 'each', on, off } : { kind: 'whole-sale', off }
  return { id: toId(name), name, priority, stacks: true, conditions: { needs: needsOf(gives) }, benefit }
}

function selectorOf({ eachUnitOf, eachUnitTagged }: Given): ProductSelector | undefined {
  if (eachUnitOf !== undefined) return { products: new Set([toId<ProductId>(eachUnitOf)]) }
  return eachUnitTagged === undefined
    ? undefined
    : { departments: new Set([toId<DepartmentId>(eachUnitTagged)]) }
}

function needsOf({
  wholeSaleIfContains,
  quantityAtLeast,
  itemsTotalAtLeast,
  taggedTotalAtLeast,
}: Given): Need[] {
  const needs: Need[] = []
  if (wholeSaleIfContains !== undefined)
    needs.push({ on: { products: new Set([toId<ProductId>(wholeSaleIfContains)]) } })
  if (quantityAtLeast !== undefined) needs.push({ on: {}, quantity: quantityAtLeast * 1000 })
  if (itemsTotalAtLeast !== undefined) needs.push({ on: {}, amount: itemsTotalAtLeast })
  if (taggedTotalAtLeast !== undefined) {
    const { tag, amount } = taggedTotalAtLeast
    needs.push({ on: { departments: new Set([toId<DepartmentId>(tag)]) }, amount })
  }
  return needs
}

function ringUp(basket: Basket): OpenSale {
  return basket.basket.reduce(
    (sale, { product, quantity }) => {
      const found = basket.products.find(({ name }) => name === product) ?? expect.unreachable()
      const { name, price, class: taxClass, tags = [] } = found
      const result = addLine(sale, {
        product: toId(name),
        name,
        department: tags[0] === undefined ? null : toId(tags[0]),
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
