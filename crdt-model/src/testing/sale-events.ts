import fc from 'fast-check'
import { type PersonId, type ProductId, toId } from '../ids.ts'
import type { JournalEntry, JournalEvent, SaleEvent, SaleEventLine } from '../journal/journal-entry.ts'
import type { CurrencyCode } from '../money/money.ts'

/** A sale as most are: three lines of ids with ten characters, one tax, paid in cash. */
export const usualSale: SaleEvent = {
  kind: 'sale',
  currency: 'GBP' as CurrencyCode,
  lines: [line('aB3dE6gH9j', 1000, 295), line('ZZyyXX1122', 2000, 1250), line('0123456789', 12_000, 85)],
  taxes: [{ name: 'VAT', rateMillionths: 200_000, included: true, net: 3179, tax: 636 }],
  total: 3815,
  tenders: [{ kind: 'cash', amount: 4000 }],
  change: 185,
  ageChecked: 0,
}

function line(product: string, quantity: number, unitPrice: number): SaleEventLine {
  const amount = (quantity * unitPrice) / 1000
  return {
    item: { kind: 'product', product: toId<ProductId>(product) },
    quantity,
    unitPrice,
    listPrice: unitPrice,
    amount,
    taxes: [0],
  }
}

const symbol = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_')
const id = fc.oneof(
  fc.string({ unit: symbol, minLength: 10, maxLength: 10 }),
  fc.string({ unit: symbol, minLength: 1, maxLength: 32 }),
)
const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const amount = fc.oneof(fc.integer({ min: -5, max: 5000 }), fc.integer({ min: -1e13, max: 1e13 }))
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map(pieces => pieces * 1000),
  fc.integer({ min: -1e12, max: 1e12 }),
)
const name = fc.string({ unit: 'binary', maxLength: 20 })

const tax = fc.record({
  name,
  rateMillionths: fc.integer({ min: 0, max: 1_000_000 }),
  included: fc.boolean(),
  net: amount,
  tax: amount,
})

function saleLine(taxCount: number): fc.Arbitrary<SaleEventLine> {
  const index = taxCount === 0 ? fc.constant([]) : fc.array(fc.nat({ max: taxCount - 1 }), { maxLength: 4 })
  const every = Array.from({ length: taxCount }, (_, position) => position)
  return fc
    .record({
      item: fc.oneof(
        id.map(product => ({ kind: 'product' as const, product: toId<ProductId>(product) })),
        fc.record({ kind: fc.constant('unlisted' as const), name }),
      ),
      quantity,
      unitPrice: amount,
      listPrice: fc.option(amount),
      amount: fc.option(amount),
      taxes: fc.oneof(fc.constant(every), index),
    })
    .map(drawn => ({
      ...drawn,
      listPrice: drawn.listPrice ?? drawn.unitPrice,
      amount: drawn.amount ?? plainAmount(drawn.quantity, drawn.unitPrice),
    }))
}

/** The amount that a line needs not say, where there is one. */
function plainAmount(quantity: number, unitPrice: number): number {
  const amount = (quantity * unitPrice) / 1000 + 0
  return Number.isSafeInteger(amount) && Math.abs(amount) <= 1e13 ? amount : 0
}

export const anySale: fc.Arbitrary<SaleEvent> = fc.array(tax, { maxLength: 3 }).chain(taxes =>
  fc.record({
    kind: fc.constant('sale' as const),
    currency: fc.string({ unit: letter, minLength: 3, maxLength: 3 }).map(code => code as CurrencyCode),
    lines: fc.array(saleLine(taxes.length), { maxLength: 6 }),
    taxes: fc.constant(taxes),
    total: amount,
    tenders: fc.array(fc.record({ kind: fc.constant('cash' as const), amount }), { maxLength: 3 }),
    change: fc.oneof(fc.constant(0), amount),
    ageChecked: fc.constantFrom(0, 16, 18, 21, 150),
  }),
)

const anyEvent: fc.Arbitrary<JournalEvent> = fc.oneof(
  anySale,
  fc.constantFrom<JournalEvent>({ kind: 'sign-in' }, { kind: 'sign-out' }),
)

export const anyEntry: fc.Arbitrary<JournalEntry> = fc.record({
  epoch: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  number: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  at: fc.integer({ min: 0, max: 253_402_300_799_999 }),
  offsetMinutes: fc.integer({ min: -900, max: 900 }),
  operator: fc.option(id.map(person => toId<PersonId>(person))),
  previous: fc.uint8Array({ minLength: 8, maxLength: 8 }),
  event: anyEvent,
})
