import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountId, type TillId, toId } from '../ids.ts'
import type { RefundEvent } from '../journal/events/refund.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import type { CardSlip } from '../sale/card-slip.ts'
import { anyPaidSale, FIVE_PENCE } from '../testing/any-sale-event.ts'
import { usualSale } from '../testing/sale-events.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { exchangeCredit, exchangeOf } from './exchange.ts'
import { payBack, payBackRefusal } from './pay-back.ts'
import {
  overReturned,
  type ReturnedGoods,
  type ReturnResult,
  refundsOf,
  returnGoods,
} from './return-goods.ts'
import { taxesOfSoldLines } from './tax-of-sold-lines.ts'
import { voidedNumbers, voidLastSale } from './void-sale.ts'

function goodsOf(result: ReturnResult): ReturnedGoods {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.goods
}

function refundOf(goods: ReturnedGoods, tenders: SaleEvent['tenders'] = []): RefundEvent {
  const { origins, ...sold } = goods
  return {
    kind: 'refund',
    of: null,
    reason: '',
    goods: { kind: 'sale', ...sold, tenders, change: 0, ageChecked: 0 },
    origins,
  }
}

function back(line: number, quantity: number) {
  return { line, quantity, restock: true }
}

describe('X1 never more than was bought', () => {
  test('over several returns', () => {
    const first = refundOf(goodsOf(returnGoods(usualSale, [], [back(2, 5000)])))
    expect(returnGoods(usualSale, [first], [back(2, 8000)])).toEqual({
      ok: false,
      refusal: { code: 'more-than-bought', line: 2, left: 7000 },
    })
    expect(returnGoods(usualSale, [first], [back(2, 7000)]).ok).toBe(true)
  })

  test('whether it came back as a refund or in an exchange', () => {
    const of = { till: toId<TillId>('till'), epoch: 1, number: 7 }
    const refund = { ...refundOf(goodsOf(returnGoods(usualSale, [], [back(0, 1000)]))), of }
    const other = { ...refund, of: { ...of, number: 8 } }
    const events: JournalEvent[] = [refund, usualSale, { kind: 'exchange', refund, sale: usualSale }, other]
    expect(refundsOf(of, events)).toEqual([refund, refund])
  })

  test('nor by naming a line twice, a line that is not there, or nothing', () => {
    expect(returnGoods(usualSale, [], [back(0, 1000), back(0, 1)])).toMatchObject({
      refusal: { code: 'more-than-bought', line: 0, left: 0 },
    })
    expect(returnGoods(usualSale, [], [back(3, 1000)])).toMatchObject({ refusal: { code: 'no-such-line' } })
    expect(returnGoods(usualSale, [], [back(0, 1000)], true)).toMatchObject({ refusal: { code: 'voided' } })
    expect(returnGoods(usualSale, [], [])).toMatchObject({ refusal: { code: 'nothing-to-return' } })
    expect(returnGoods(usualSale, [], [back(0, 0)])).toMatchObject({ refusal: { code: 'more-than-bought' } })
    expect(returnGoods(usualSale, [], [back(0, -1000)])).toMatchObject({
      refusal: { code: 'more-than-bought' },
    })
  })

  test('X3 two tills that did not know of each other are found out', () => {
    const refund = refundOf(goodsOf(returnGoods(usualSale, [], [back(1, 2000)])))
    expect(overReturned(usualSale, [refund])).toEqual([])
    expect(overReturned(usualSale, [refund, refund])).toEqual([{ line: 1, bought: 2000, returned: 4000 }])
  })
})

describe('X2 what comes back is worth what was paid', () => {
  test('a discount is shared: two of three that were paid as two give two thirds of two', () => {
    const [line] = usualSale.lines
    const sale: SaleEvent = {
      ...usualSale,
      lines: [{ ...(line ?? expect.unreachable()), quantity: 3000, amount: 590 }],
      taxes: [{ name: 'VAT', rateMillionths: 200_000, included: true, net: 492, tax: 98 }],
      total: 590,
    }
    const goods = goodsOf(returnGoods(sale, [], [back(0, 2000)]))
    expect(goods).toMatchObject({ total: 393, taxes: [{ net: 328, tax: 65 }] })
  })

  test.each(seeds({ first: 1 }))(
    'returning all of a sale, in whatever parts, gives back exactly what it cost, seed $seed ($name)',
    ({ seed }) => {
      fc.assert(
        fc.property(
          anyPaidSale,
          fc.array(fc.nat({ max: 100 }), { minLength: 8, maxLength: 8 }),
          (sale, parts) => {
            const refunds: RefundEvent[] = []
            sale.lines.forEach((line, i) => {
              const first = Math.floor((line.quantity * (parts[i] ?? 0)) / 100)
              for (const quantity of [first, line.quantity - first]) {
                if (quantity > 0)
                  refunds.push(refundOf(goodsOf(returnGoods(sale, refunds, [back(i, quantity)]))))
              }
            })
            expect(refunds.reduce((sum, { goods }) => sum + goods.total, 0)).toBe(sale.total)
            for (const { name, rateMillionths, included, tax } of sale.taxes) {
              if (sale.taxes.filter(each => each.name === name).length > 1) continue
              const sum = refunds
                .flatMap(({ goods }) => goods.taxes)
                .filter(
                  each =>
                    each.name === name &&
                    each.rateMillionths === rateMillionths &&
                    each.included === included,
                )
                .reduce((all, each) => all + each.tax, 0)
              expect(sum).toBe(tax)
            }
            for (let i = 0; i < sale.lines.length; i++)
              expect(returnGoods(sale, refunds, [back(i, 1)])).toMatchObject({ refusal: { left: 0 } })
          },
        ),
        { seed, numRuns: 300 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test('the taxes of the lines add up to the taxes of the sale', () => {
    fc.assert(
      fc.property(anyPaidSale, sale => {
        const shares = taxesOfSoldLines(sale)
        sale.taxes.forEach(({ tax }, index) => {
          const sum = sale.lines.reduce(
            (all, line, i) => all + (shares[i]?.[line.taxes.indexOf(index)] ?? 0),
            0,
          )
          expect(sum).toBe(tax)
        })
      }),
      { seed: 3, numRuns: 300 },
    )
  })
})

describe('X4 paying back', () => {
  const account = toId<AccountId>('card-1')
  const paid: SaleEvent = {
    ...usualSale,
    tenders: [
      { kind: 'cash', amount: 2000 },
      { kind: 'card', amount: 1500, reference: 'T1' },
      { kind: 'gift-card', amount: 500, account },
    ],
    change: 185,
  }

  test('goes to cards first, in the order they were taken, and the rest is cash', () => {
    expect(payBack(1700, paid, []).tenders).toEqual([
      { kind: 'card', amount: 1500, reference: 'T1' },
      { kind: 'gift-card', amount: 200, account },
    ])
    expect(payBack(3815, paid, []).tenders.at(-1)).toEqual({ kind: 'cash', amount: 1815 })
  })

  test('knows what went back before', () => {
    const goods = goodsOf(returnGoods(paid, [], [back(0, 1000)]))
    const before = refundOf(goods, [{ kind: 'card', amount: 1000, reference: 'T1' }])
    expect(payBack(700, paid, [before]).tenders).toEqual([
      { kind: 'card', amount: 500, reference: 'T1' },
      { kind: 'gift-card', amount: 200, account },
    ])
  })

  test('E10 onto the card that its slip names, without the approval of the payment', () => {
    const card = { kind: 'card', amount: 1500, reference: 'T1' } as const
    const kept = { scheme: 'Visa Debit', lastFour: '1234' }
    const by = (slip: CardSlip): SaleEvent => ({ ...paid, tenders: [{ ...card, slip }], change: 0 })
    expect(payBack(700, by({ ...kept, approval: '123456' }), []).tenders).toEqual([
      { ...card, amount: 700, slip: kept },
    ])
    expect(payBack(700, by({ approval: '123456' }), []).tenders).toEqual([{ ...card, amount: 700 }])
    const sale = by({ ...kept, approval: '123456' })
    const before = refundOf(goodsOf(returnGoods(sale, [], [back(0, 1000)])), payBack(1000, sale, []).tenders)
    expect(payBackRefusal(payBack(500, sale, [before]), 500, sale, [before])).toBeUndefined()
    expect(payBack(700, sale, [before]).tenders[0]).toMatchObject({ kind: 'card', amount: 500 })
  })

  test('E11 what was journaled as a reference before goes back as it was paid', () => {
    const pan: SaleEvent = {
      ...paid,
      tenders: [{ kind: 'card', amount: 3815, reference: '4111111111111111' }],
      change: 0,
    }
    const plan = payBack(700, pan, [])
    expect(plan.tenders).toEqual([{ kind: 'card', amount: 700, reference: '4111111111111111' }])
    expect(payBackRefusal(plan, 700, pan, [])).toBeUndefined()
  })

  test('rounds what is cash', () => {
    const cash: SaleEvent = { ...usualSale, tenders: [{ kind: 'cash', amount: 3815 }], change: 0 }
    expect(payBack(1203, cash, [], FIVE_PENCE)).toEqual({
      tenders: [{ kind: 'cash', amount: 1205 }],
      rounding: 2,
    })
  })

  test('another way than it was paid is refused, store credit never', () => {
    const due = (tender: SaleEvent['tenders'][number]) =>
      payBackRefusal({ tenders: [tender], rounding: 0 }, tender.amount, paid, [])
    expect(due({ kind: 'card', amount: 1501, reference: 'T1' })).toMatchObject({
      code: 'more-than-was-paid',
      left: 1500,
    })
    expect(due({ kind: 'card', amount: 1, reference: 'T2' })).toMatchObject({
      code: 'more-than-was-paid',
      left: 0,
    })
    expect(due({ kind: 'cash', amount: 1815 })).toBeUndefined()
    expect(due({ kind: 'cash', amount: 1816 })).toMatchObject({ code: 'more-than-was-paid', left: 1815 })
    expect(due({ kind: 'store-credit', amount: 3815, account })).toBeUndefined()
    expect(payBackRefusal({ tenders: [], rounding: 0 }, 1, paid, [])).toEqual({
      code: 'does-not-add-up',
      due: 1,
    })
  })

  test('what it proposes is always allowed and adds up', () => {
    fc.assert(
      fc.property(anyPaidSale, fc.boolean(), (sale, isRounded) => {
        const rounding = isRounded ? FIVE_PENCE : undefined
        const proposed = payBack(sale.total, sale, [], rounding)
        const sum = proposed.tenders.reduce((all, { amount }) => all + amount, 0)
        expect(sum).toBe(sale.total + proposed.rounding)
        const isSameRounding = (sale.rounding ?? 0) === proposed.rounding
        if (isSameRounding) expect(payBackRefusal(proposed, sale.total, sale, [])).toBeUndefined()
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})

describe('X5 voids', () => {
  const entries = (...events: JournalEvent[]) => events.map((event, i) => ({ number: i + 1, event }))
  const open: JournalEvent = { kind: 'shift-open', shift: 1, float: [] }

  test('the last sale, whatever was done since that moved nothing', () => {
    const journal = entries(open, usualSale, { kind: 'reprint', epoch: 1, number: 2 }, { kind: 'sign-out' })
    const result = voidLastSale(journal, 2, 'Wrong item')
    expect(result).toEqual({
      ok: true,
      event: { kind: 'void', number: 2, reason: 'Wrong item', sale: usualSale },
    })
    const event: JournalEvent = result.ok ? result.event : expect.unreachable()
    expect(voidedNumbers([...journal, { event }])).toEqual(new Set([2]))
    expect(voidLastSale(entries(open, usualSale, event), 2, 'Again')).toMatchObject({ ok: false })
  })

  test.each<[string, JournalEvent[], number]>([
    ['not-the-last-sale', [open, usualSale, usualSale], 2],
    ['shift-closed', [open], 1],
    [
      'not-the-last-sale',
      [usualSale, { kind: 'cash-out', currency: usualSale.currency, amount: 1, reason: '' }],
      1,
    ],
    ['not-the-last-sale', [usualSale, { kind: 'unknown', code: 99, bytes: new Uint8Array() }], 1],
    ['shift-closed', [open, usualSale, { kind: 'shift-close', shift: 1, counted: [], reason: '' }], 2],
  ])('%s', (code, events, number) => {
    expect(voidLastSale(entries(...events), number, 'Wrong')).toEqual({ ok: false, refusal: { code } })
  })

  test('need a reason', () => {
    expect(voidLastSale(entries(usualSale), 1, ' ')).toEqual({
      ok: false,
      refusal: { code: 'reason-missing' },
    })
  })
})

describe('X6 exchanges', () => {
  const goods = goodsOf(returnGoods(usualSale, [], [back(1, 2000)]))
  const refund = refundOf(goods, [
    { kind: 'exchange', amount: 2000 },
    { kind: 'cash', amount: 500 },
  ])

  test('the goods that come back pay as much of the new ones as both are worth', () => {
    expect([exchangeCredit(2500, 2000), exchangeCredit(2500, 3000), exchangeCredit(2500, 0)]).toEqual([
      2000, 2500, 0,
    ])
  })

  test('both halves name the same amount', () => {
    const sale: SaleEvent = { ...usualSale, tenders: [{ kind: 'exchange', amount: 2000 }], change: 0 }
    expect(exchangeOf(refund, sale)).toEqual({ kind: 'exchange', refund, sale })
    expect(exchangeOf(refund, { ...sale, tenders: [{ kind: 'exchange', amount: 1999 }] })).toBeUndefined()
    expect(exchangeOf(refundOf(goods), usualSale)).toBeUndefined()
  })
})
