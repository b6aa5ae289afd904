import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SaleEvent } from '../journal/journal-entry.ts'
import { anyPaidSale, FIVE_PENCE } from '../testing/any-sale-event.ts'
import { usualSale } from '../testing/sale-events.ts'
import { payBack, payBackRefusal } from './pay-back.ts'
import { payBackChoices } from './pay-back-choices.ts'

const paid: SaleEvent = {
  ...usualSale,
  tenders: [
    { kind: 'cash', amount: 2000 },
    { kind: 'card', amount: 1500, reference: 'T1' },
    { kind: 'card', amount: 500, reference: 'T2' },
  ],
  change: 185,
}

describe('X4 choices of paying back', () => {
  test('as it was paid first, then all of it in one way, where so much was paid in it', () => {
    expect(payBackChoices(1600, paid, []).map(({ tenders }) => tenders)).toEqual([
      [
        { kind: 'card', amount: 1500, reference: 'T1' },
        { kind: 'card', amount: 100, reference: 'T2' },
      ],
      [{ kind: 'cash', amount: 1600 }],
    ])
    expect(payBackChoices(400, paid, []).map(({ tenders }) => tenders)).toEqual([
      [{ kind: 'card', amount: 400, reference: 'T1' }],
      [{ kind: 'cash', amount: 400 }],
      [{ kind: 'card', amount: 400, reference: 'T2' }],
    ])
  })

  test('a sale in one tender has no other choice', () => {
    const card: SaleEvent = { ...paid, tenders: [{ kind: 'card', amount: 3815, reference: 'T1' }], change: 0 }
    expect(payBackChoices(1000, card, [])).toHaveLength(1)
  })

  test('the first is what is proposed, and each of the others is allowed', () => {
    fc.assert(
      fc.property(anyPaidSale, fc.integer({ min: 1, max: 100 }), (sale, percent) => {
        const total = Math.ceil((sale.total * percent) / 100)
        const [first, ...others] = payBackChoices(total, sale, [], FIVE_PENCE)
        expect(first).toEqual(payBack(total, sale, [], FIVE_PENCE))
        for (const other of others) expect(payBackRefusal(other, total, sale, [])).toBeUndefined()
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})
