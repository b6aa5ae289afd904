import fc from 'fast-check'
import {
  type AccountId,
  type AnyId,
  type CustomerId,
  type PersonId,
  type ProductId,
  type PromotionId,
  type TillId,
  toId,
} from '../ids.ts'
import type { RefundEvent } from '../journal/events/refund.ts'
import type { CashCount } from '../journal/events/shift.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { Discount } from '../pricing/priced-item.ts'
import type { CardSlip } from '../sale/card-slip.ts'
import type { Tender } from '../sale/tender.ts'
import { anySale } from './sale-events.ts'

const symbol = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_')

function id<Id extends AnyId>(): fc.Arbitrary<Id> {
  return fc.string({ unit: symbol, minLength: 1, maxLength: 32 }).map(text => toId<Id>(text))
}

const amount = fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 99_999_999_999 }))
const text = fc.string({ unit: 'binary', maxLength: 20 })
const filled = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })
const currency = fc.constantFrom('GBP', 'USD', 'JPY', 'KWD').map(code => code as CurrencyCode)
const number = fc.integer({ min: 1, max: 1_000_000 })

const capitals = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const hex = fc.constantFrom(...'0123456789ABCDEF')

/** Whatever a slip may say, and not nothing. */
const anySlip: fc.Arbitrary<CardSlip> = fc
  .record(
    {
      scheme: fc.constantFrom('Visa Debit', 'X', 'CARTE BANCAIRE', 'Débito · 銀聯', 'é'.repeat(24)),
      lastFour: fc.integer({ min: 0, max: 9999 }).map(digits => String(digits).padStart(4, '0')),
      aid: fc
        .record({
          register: fc.constantFrom('A', 'D', 'F'),
          provider: fc.string({ unit: hex, minLength: 9, maxLength: 9 }),
          application: fc.array(fc.string({ unit: hex, minLength: 2, maxLength: 2 }), { maxLength: 11 }),
        })
        .map(({ register, provider, application }) => `${register}${provider}${application.join('')}`),
      approval: fc.string({ unit: capitals, minLength: 1, maxLength: 8 }),
    },
    { requiredKeys: [] },
  )
  .filter(slip => Object.keys(slip).length > 0)

export const anyTender: fc.Arbitrary<Tender> = fc.oneof(
  fc.record({ kind: fc.constant('cash' as const), amount }),
  fc.record({
    kind: fc.constant('foreign-cash' as const),
    amount,
    currency,
    handed: amount,
    rate: fc.record({ foreign: number, own: number }),
  }),
  fc.record({ kind: fc.constantFrom('card' as const, 'voucher' as const), amount, reference: text }),
  fc.record({ kind: fc.constant('card' as const), amount, reference: text, slip: anySlip }),
  fc.record({
    kind: fc.constantFrom('gift-card' as const, 'store-credit' as const),
    amount,
    account: id<AccountId>(),
  }),
  fc.record(
    {
      kind: fc.constant('on-account' as const),
      amount,
      customer: id<CustomerId>(),
      unheld: fc.constant(true as const),
    },
    { requiredKeys: ['kind', 'amount', 'customer'] },
  ),
  fc.record({ kind: fc.constant('exchange' as const), amount }),
)

const anyDiscount: fc.Arbitrary<Discount> = fc.record({
  source: fc.oneof(
    fc.constantFrom<Discount['source']>({ kind: 'line' }, { kind: 'sale' }),
    id<PromotionId>().map(promotion => ({ kind: 'promotion' as const, promotion })),
  ),
  amount,
})

const exemptions = fc.array(
  fc.record(
    { reason: text, certificate: text, taxes: fc.array(text, { maxLength: 3 }) },
    { requiredKeys: ['reason', 'certificate'] },
  ),
  { minLength: 1, maxLength: 2 },
)

/** A sale with anything that most have not. */
export const anyFullSale: fc.Arbitrary<SaleEvent> = fc
  .record({
    sale: anySale,
    tenders: fc.array(anyTender, { maxLength: 3 }),
    extras: fc.record(
      {
        customer: id<CustomerId>(),
        coupons: fc.array(text, { minLength: 1, maxLength: 2 }),
        tip: fc.integer({ min: 1, max: 10_000 }),
        rounding: fc.constantFrom(-4, -1, 2, 50),
      },
      { requiredKeys: [] },
    ),
    discounts: fc.option(fc.array(anyDiscount, { minLength: 1, maxLength: 3 })),
    exemptions: fc.option(exemptions),
    place: fc.nat({ max: 1000 }),
    about: fc.record(
      {
        exempted: fc.integer({ min: 1, max: 1000 }),
        serial: filled,
        note: filled,
        tare: fc.integer({ min: 1, max: 5000 }),
        deposit: fc.constant(true as const),
        account: id<AccountId>(),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ sale, tenders, extras, discounts, exemptions: exempt, place, about }) => ({
    ...sale,
    tenders,
    ...extras,
    ...(discounts ? { discounts } : {}),
    ...(exempt ? { exemptions: exempt } : {}),
    lines: sale.lines.map((line, i) => ({
      ...line,
      // Before what was taken off it, an amount must stay within bounds too.
      amount: Math.min(line.amount, 9e12),
      ...(i % 2 === place % 2 ? about : {}),
      ...(discounts && i === 0 ? { discounts: [[place % discounts.length, place] as const] } : {}),
      ...(exempt && i === 1 ? { exemption: place % exempt.length } : {}),
    })),
  }))

export const anyRefund: fc.Arbitrary<RefundEvent> = anyFullSale.chain(goods =>
  fc.record({
    kind: fc.constant('refund' as const),
    of: fc.option(fc.record({ till: id<TillId>(), epoch: number, number })),
    reason: text,
    goods: fc.constant(goods),
    origins: fc.tuple(
      ...goods.lines.map(() =>
        fc.record({ line: fc.option(fc.integer({ min: 0, max: 4095 })), restock: fc.boolean() }),
      ),
    ),
  }),
)

const count: fc.Arbitrary<CashCount> = fc.record({
  currency,
  pieces: fc.array(fc.record({ value: number, count: fc.nat({ max: 1000 }) }), { maxLength: 4 }),
  loose: amount,
})

/** An event of any kind but a sale that has a place in the first form. */
export const anyNewEvent: fc.Arbitrary<JournalEvent> = fc.oneof(
  anyFullSale,
  anyRefund,
  fc.record({ kind: fc.constant('void' as const), number, reason: text, sale: anyFullSale }),
  fc.record({ kind: fc.constant('exchange' as const), refund: anyRefund, sale: anyFullSale }),
  fc.record({
    kind: fc.constant('shift-open' as const),
    shift: number,
    float: fc.array(count, { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('shift-close' as const),
    shift: number,
    counted: fc.array(count, { maxLength: 2 }),
    reason: text,
  }),
  fc.record({
    kind: fc.constantFrom('cash-in' as const, 'cash-out' as const, 'drop' as const),
    currency,
    amount,
    reason: text,
  }),
  fc.record({ kind: fc.constant('no-sale' as const), reason: text }),
  fc.record({
    kind: fc.constant('price-override' as const),
    product: fc.option(id<ProductId>()),
    from: amount,
    to: amount,
    reason: text,
  }),
  fc.record({
    kind: fc.constant('line-void' as const),
    product: fc.option(id<ProductId>()),
    quantity: number,
    amount,
  }),
  fc.record({ kind: fc.constant('sale-cancel' as const), lines: number, amount }),
  fc.record({ kind: fc.constant('reprint' as const), epoch: number, number }),
  fc.record({
    kind: fc.constant('age-check' as const),
    years: fc.constantFrom(16, 18, 21),
    outcome: fc.constantFrom('passed' as const, 'refused' as const),
  }),
  fc.record({ kind: fc.constant('approval' as const), by: id<PersonId>(), right: text }),
  fc.record({
    kind: fc.constant('training' as const),
    step: fc.constantFrom('begin' as const, 'end' as const),
  }),
  fc.record({ kind: fc.constant('share-back' as const), account: id<AccountId>(), currency, amount }),
  fc.record({
    kind: fc.constant('unknown' as const),
    code: fc.integer({ min: 22, max: 255 }),
    bytes: fc.uint8Array({ maxLength: 40 }),
  }),
)
