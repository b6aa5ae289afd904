import fc from 'fast-check'
import { type BusinessDay, type StoreId, type TaxClassId, toId } from '../ids.ts'
import type { OpenSale, PricingContext, SaleLine } from '../sale/sale.ts'
import type { TaxClass, TaxExemption, TaxRate } from '../tax/tax-class.ts'
import { GBP } from './sample-sale.ts'

const RATES: readonly TaxRate[] = [
  { name: 'VAT', rateMillionths: 200_000, included: true },
  { name: 'Reduced', rateMillionths: 50_000, included: true },
  { name: 'Zero', rateMillionths: 0, included: true },
  { name: 'IEPS', rateMillionths: 265_000, included: true },
  { name: 'IVA', rateMillionths: 160_000, included: true, compound: true },
  { name: 'GST', rateMillionths: 50_000, included: false },
  { name: 'QST', rateMillionths: 99_750, included: false, compound: true },
  { name: 'State', rateMillionths: 62_500, included: false },
  { name: 'City', rateMillionths: 8_750, included: false },
  { name: 'Levy', rateMillionths: 1, included: false },
  { name: 'Old', rateMillionths: 175_000, included: true, until: day('2025-12-31') },
  { name: 'New', rateMillionths: 210_000, included: true, from: day('2026-01-01') },
  { name: 'Here', rateMillionths: 10_000, included: false, stores: [toId<StoreId>('here')] },
  { name: 'There', rateMillionths: 20_000, included: false, stores: [toId<StoreId>('there')] },
]

const CLASSES: readonly TaxClass[] = [
  [0],
  [1],
  [2],
  [3, 4],
  [5, 6],
  [7, 8],
  [7, 8, 9],
  [0, 7],
  [0, 5, 6],
  [10, 11],
  [12, 13, 0],
  [3, 4, 5, 6],
].map((places, i) => ({
  id: toId<TaxClassId>(`class${i}`),
  name: `Class ${i}`,
  rates: places.flatMap(place => RATES[place] ?? []),
}))

const exemption: fc.Arbitrary<TaxExemption> = fc.record(
  {
    reason: fc.constant('Embassy'),
    certificate: fc.constantFrom('', 'C-1'),
    taxes: fc.subarray(['VAT', 'IVA', 'GST', 'State', 'IEPS'], { minLength: 1 }),
  },
  { requiredKeys: ['reason', 'certificate'] },
)

const discount = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), millionths: fc.integer({ min: 1, max: 1_000_000 }) }),
  fc.record({ kind: fc.constant('amount' as const), amount: fc.integer({ min: 1, max: 4000 }) }),
)

const line: fc.Arbitrary<Omit<SaleLine, 'id'>> = fc
  .record(
    {
      quantity: fc.oneof(
        fc.integer({ min: 1, max: 12 }).map(pieces => pieces * 1000),
        fc.integer({ min: 1, max: 9000 }),
      ),
      unitPrice: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 1_000_000 })),
      taxClass: fc.option(fc.constantFrom(...CLASSES.map(({ id }) => id))),
      discount,
      exemption,
      notDiscountable: fc.constant(true as const),
    },
    { requiredKeys: ['quantity', 'unitPrice', 'taxClass'] },
  )
  .map(drawn => ({
    product: null,
    name: 'Thing',
    department: null,
    minimumAge: 0,
    listPrice: drawn.unitPrice,
    ...drawn,
  }))

/** Sales of up to eight lines with discounts and exemptions, under classes of every kind. No promotions. */
export const anyPricedSale: fc.Arbitrary<{ sale: OpenSale; context: PricingContext }> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    terms: fc.record({ discount, exemption }, { requiredKeys: [] }),
    taxRounding: fc.constantFrom('per-unit' as const, 'per-line' as const, 'per-document' as const),
    halves: fc.constantFrom('half-up' as const, 'half-even' as const),
    store: fc.constantFrom(toId<StoreId>('here'), toId<StoreId>('there')),
    day: fc.constantFrom(day('2025-12-31'), day('2026-01-01')),
  })
  .map(({ lines, terms, taxRounding, halves, store, day: date }) => ({
    sale: {
      state: 'open',
      id: 's',
      currency: GBP,
      ageChecked: 0,
      lines: lines.map((each, i) => ({ ...each, id: String(i + 1) })),
      ...terms,
    },
    context: {
      currency: GBP,
      taxClasses: new Map(CLASSES.map(each => [each.id, each])),
      taxRounding,
      halves,
      store,
      moment: { day: date, minute: 600 },
    },
  }))

function day(text: string): BusinessDay {
  return toId<BusinessDay>(text)
}
