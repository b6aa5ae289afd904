import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountId, type CustomerId, toId } from '../ids.ts'
import { type CashRounding, roundToStep } from '../money/cash-rounding.ts'
import { accepted, CONTEXT, GBP, sampleLine, sampleSale, USD } from '../testing/sample-sale.ts'
import { dueWith, remainingDue } from './amount-due.ts'
import type { CardSlip } from './card-slip.ts'
import { worthOf } from './exchange-rate.ts'
import type { PayingSale, SaleResult } from './sale.ts'
import {
  addTender,
  checkPayingSale,
  completeSale,
  removeTender,
  setTip,
  startPayment,
} from './take-payment.ts'
import type { Tender, TenderKind, TenderRules } from './tender.ts'

const FIVE: CashRounding<TenderKind> = {
  currency: GBP,
  step: 5,
  rule: 'half-up',
  tenders: ['cash', 'foreign-cash'],
}
const CARD = toId<AccountId>('card-1')
const CUSTOMER = toId<CustomerId>('customer-1')
const RULES: TenderRules = {
  rates: new Map([[USD, { foreign: 100, own: 80 }]]),
  spendable: new Map([[CARD, 500]]),
  creditLeft: new Map([[CUSTOMER, 1000]]),
}

function paying(total: number, rounding?: CashRounding<TenderKind>): PayingSale {
  const context = { ...CONTEXT, ...(rounding ? { cashRounding: [rounding] } : {}) }
  return accepted(startPayment(sampleSale(sampleLine({ unitPrice: total, listPrice: total })), context))
}

function cash(amount: number): Tender {
  return { kind: 'cash', amount }
}

function card(amount: number): Extract<Tender, { kind: 'card' }> {
  return { kind: 'card', amount, reference: 'T-77' }
}

function dollars(handed: number, amount = worthOf(handed, { foreign: 100, own: 80 })): Tender {
  return { kind: 'foreign-cash', amount, currency: USD, handed, rate: { foreign: 100, own: 80 } }
}

function refusalOf(result: SaleResult<PayingSale>) {
  return result.ok ? undefined : result.refusal
}

test('E8 of a currency whose coins are not taken only whole notes are', () => {
  const rules = { rates: new Map([[USD, { foreign: 100, own: 80, step: 500 }]]) }
  expect(refusalOf(addTender(paying(1000), dollars(1250), rules))).toEqual({ code: 'coins-not-taken' })
  expect(refusalOf(addTender(paying(1000), dollars(1500), rules))).toBeUndefined()
})

describe('E1 E4 several tenders', () => {
  test('card, voucher and cash together; only cash gives change', () => {
    const voucher: Tender = { kind: 'voucher', amount: 200, reference: 'V1' }
    const all = [card(700), voucher, cash(500)].reduce(
      (sale, tender) => accepted(addTender(sale, tender)),
      paying(1200),
    )
    expect(accepted(completeSale(all))).toMatchObject({ change: 200 })
  })

  test.each([card(1201), { kind: 'voucher', amount: 5000, reference: 'V1' } as const])(
    'what gives no change is refused above what is due: $kind',
    tender => {
      expect(refusalOf(addTender(paying(1200), tender))).toEqual({ code: 'overpaid', most: 1200 })
    },
  )

  test('nothing but cash is taken when enough was tendered', () => {
    const enough = accepted(addTender(paying(1200), cash(2000)))
    expect(refusalOf(addTender(enough, card(1)))).toEqual({ code: 'overpaid', most: 0 })
  })

  test('a card or voucher needs its number', () => {
    expect(refusalOf(addTender(paying(1200), { kind: 'card', amount: 1, reference: ' ' }))).toEqual({
      code: 'reference-missing',
    })
  })

  const slip = { scheme: 'Visa Debit', lastFour: '1234', aid: 'A0000000031010', approval: '123456' }
  const withSlip = (said: CardSlip) => refusalOf(addTender(paying(1200), { ...card(700), slip: said }))

  test('E10 a card may have what its slip says, as it should be', () => {
    expect(withSlip(slip)).toBeUndefined()
    expect(withSlip({ approval: 'A1' })).toBeUndefined()
    for (const bad of [{}, { ...slip, lastFour: '12345' }, { ...slip, aid: 'A0' }])
      expect(withSlip(bad)).toEqual({ code: 'bad-slip' })
  })

  test('E11 what could be a whole card number is refused, as reference too; a voucher’s number is its own', () => {
    const pan = '4111 1111 1111 1111'
    const refused = { code: 'card-number' }
    expect(refusalOf(addTender(paying(1200), { ...card(700), reference: pan }))).toEqual(refused)
    expect(withSlip({ ...slip, scheme: pan })).toEqual(refused)
    expect(withSlip({ ...slip, lastFour: pan })).toEqual(refused)
    const voucher: Tender = { kind: 'voucher', amount: 200, reference: pan }
    expect(refusalOf(addTender(paying(1200), voucher))).toBeUndefined()
    // Whoever records the payment asks again.
    const forged = { ...paying(1200), tenders: [{ ...card(1200), reference: pan }] }
    expect(checkPayingSale(forged, CONTEXT)).toMatchObject({ ok: false, refusal: refused })
  })

  test('L11 each can be taken back until the sale is done', () => {
    const two = accepted(addTender(accepted(addTender(paying(1200), card(700))), cash(500)))
    expect(remainingDue(accepted(removeTender(two, 0)))).toBe(700)
  })

  test('L12 underpayment says what is missing', () => {
    expect(completeSale(accepted(addTender(paying(1200), card(700))))).toEqual({
      ok: false,
      refusal: { code: 'still-to-pay', missing: 500 },
    })
  })
})

describe('E2 what the till takes', () => {
  test('a kind that is not taken is refused', () => {
    const onlyCash: TenderRules = { kinds: new Set<TenderKind>(['cash']) }
    expect(refusalOf(addTender(paying(1200), card(100), onlyCash))).toEqual({
      code: 'tender-not-taken',
      kind: 'card',
    })
  })

  test.each([
    { kind: 'gift-card', amount: 600, account: CARD } as const,
    { kind: 'store-credit', amount: 600, account: CARD } as const,
  ])('no more of a $kind than may be spent here', tender => {
    expect(refusalOf(addTender(paying(1200), tender, RULES))).toEqual({ code: 'balance-too-low', left: 500 })
    expect(refusalOf(addTender(paying(1200), tender))).toEqual({ code: 'balance-too-low', left: 0 })
    const once = accepted(addTender(paying(1200), { ...tender, amount: 300 }, RULES))
    expect(refusalOf(addTender(once, { ...tender, amount: 300 }, RULES))).toEqual({
      code: 'balance-too-low',
      left: 200,
    })
  })

  test('no more on account than the customer may owe', () => {
    const tender = { kind: 'on-account', amount: 1001, customer: CUSTOMER } as const
    expect(refusalOf(addTender(paying(1200), tender, RULES))).toEqual({
      code: 'credit-limit-reached',
      left: 1000,
    })
    expect(addTender(paying(1200), { ...tender, amount: 1000 }, RULES).ok).toBe(true)
  })

  test('goods in exchange pay no more than they are worth', () => {
    const tender = { kind: 'exchange', amount: 500 } as const
    expect(refusalOf(addTender(paying(1200), tender))?.code).toBe('tender-not-taken')
    expect(addTender(paying(1200), tender, { exchangeCredit: 500 }).ok).toBe(true)
  })
})

describe('E3 cash of another currency', () => {
  test('counts for what it is worth, and change is given in the shop’s own', () => {
    const given = accepted(addTender(paying(1200), dollars(2000), RULES))
    expect(accepted(completeSale(given))).toMatchObject({ change: 400 })
  })

  test('is refused at another rate or for another worth', () => {
    expect(refusalOf(addTender(paying(1200), dollars(2000, 1700), RULES))?.code).toBe('wrong-exchange-rate')
    expect(refusalOf(addTender(paying(1200), dollars(2000)))?.code).toBe('wrong-exchange-rate')
  })
})

describe('E5 cash rounding', () => {
  test.each([
    [1201, 1200, -1],
    [1202, 1200, -2],
    [1203, 1205, 2],
    [1205, 1205, 0],
  ])('%i is %i in cash', (total, due, rounding) => {
    const sale = paying(total, FIVE)
    expect(dueWith(sale, 'cash')).toBe(due)
    expect(dueWith(sale, 'card')).toBe(total)
    const completed = accepted(completeSale(accepted(addTender(sale, cash(due)))))
    expect(completed.change).toBe(0)
    expect(completed.rounding ?? 0).toBe(rounding)
  })

  test('rounds only the part that is not paid exactly', () => {
    const part = accepted(addTender(paying(1202, FIVE), card(700)))
    expect(dueWith(part, 'cash')).toBe(500)
    expect(accepted(completeSale(accepted(addTender(part, cash(500))))).rounding).toBe(-2)
    const exact = accepted(addTender(accepted(addTender(paying(1202, FIVE), cash(500))), card(702)))
    expect(accepted(completeSale(exact)).rounding).toBeUndefined()
  })

  test('does nothing to a sale that is paid by card', () => {
    const sale = accepted(completeSale(accepted(addTender(paying(1202, FIVE), card(1202)))))
    expect(sale.rounding).toBeUndefined()
  })

  test('a payment of nothing is taken where rounding takes all', () => {
    expect(refusalOf(addTender(paying(2), cash(0)))?.code).toBe('amount-out-of-range')
    expect(completeSale(paying(2, FIVE))).toMatchObject({ ok: false })
    const sale = accepted(completeSale(accepted(addTender(paying(2, FIVE), cash(0)))))
    expect(sale).toMatchObject({ change: 0, rounding: -2 })
  })
})

describe('E7 tips', () => {
  test('are due on top of the total', () => {
    const tipped = accepted(setTip(paying(1200), 150))
    expect(remainingDue(tipped)).toBe(1350)
    expect(accepted(completeSale(accepted(addTender(tipped, card(1350)))))).toMatchObject({
      tip: 150,
      change: 0,
    })
    expect(remainingDue(accepted(setTip(tipped, 0)))).toBe(1200)
    expect(refusalOf(setTip(tipped, -1))?.code).toBe('amount-out-of-range')
  })
})

describe('L13 tenders that come from elsewhere', () => {
  const context = { ...CONTEXT, tenders: RULES, cashRounding: [FIVE] }
  const started = accepted(startPayment(sampleSale(sampleLine()), context))

  test('are taken as they would have been', () => {
    const sale = { ...started, tenders: [cash(500), card(300), dollars(1000)] }
    expect(checkPayingSale(sale, context).ok).toBe(true)
  })

  test.each<[string, readonly Tender[]]>([
    ['overpaid', [card(1201)]],
    ['overpaid', [card(700), card(700)]],
    ['balance-too-low', [{ kind: 'gift-card', amount: 501, account: CARD }]],
    ['wrong-exchange-rate', [dollars(1000, 1000)]],
    ['tender-not-taken', [{ kind: 'exchange', amount: 100 }]],
    ['amount-out-of-range', [cash(0)]],
  ])('are refused: %s', (code, tenders) => {
    expect(refusalOf(checkPayingSale({ ...started, tenders }, context))?.code).toBe(code)
  })

  test('a rounding that the shop does not have does not count', () => {
    const forged = { ...started, cashRounding: { ...FIVE, step: 1000 }, tenders: [cash(1000)] }
    const checked = accepted(checkPayingSale(forged, CONTEXT))
    expect(completeSale(checked)).toMatchObject({ ok: false, refusal: { missing: 200 } })
  })
})

describe('E6 tenders less change are total, tip and rounding', () => {
  test('whatever is paid with', () => {
    const tender = fc.oneof(
      fc.integer({ min: 0, max: 2000 }).map(cash),
      fc.integer({ min: 1, max: 2000 }).map(card),
      fc.integer({ min: 1, max: 2000 }).map(handed => dollars(handed)),
      fc.integer({ min: 1, max: 600 }).map(amount => ({ kind: 'gift-card' as const, amount, account: CARD })),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 300 }),
        fc.option(fc.constantFrom(5, 10, 100)),
        fc.array(tender, { maxLength: 6 }),
        (total, tip, step, tenders) => {
          const started = paying(total, step === null ? undefined : { ...FIVE, step })
          const tipped = accepted(setTip(started, tip))
          const paid = tenders.reduce((sale, each) => {
            const result = addTender(sale, each, RULES)
            return result.ok ? result.sale : sale
          }, tipped)
          const result = completeSale(paid)
          const sum = paid.tenders.reduce((all, { amount }) => all + amount, 0)
          if (!result.ok) {
            expect(result.refusal.code).toBe('still-to-pay')
            expect(remainingDue(paid)).toBeGreaterThan(0)
            return
          }
          const { change, rounding = 0 } = result.sale
          expect(sum - change).toBe(total + tip + rounding)
          expect(change).toBeGreaterThanOrEqual(0)
          const isCash = (kind: TenderKind) => kind === 'cash' || kind === 'foreign-cash'
          const exact = paid.tenders.reduce((all, { kind, amount }) => all + (isCash(kind) ? 0 : amount), 0)
          expect(exact).toBeLessThanOrEqual(total + tip + Math.max(0, rounding))
          if (step !== null && rounding !== 0)
            expect(total + tip - exact + rounding).toBe(roundToStep(total + tip - exact, step, 'half-up'))
        },
      ),
      { seed: 11, numRuns: 1000 },
    )
  })
})
