import { expect, test } from 'vitest'
import { type CustomerId, toId } from '../ids.ts'
import type { SaleEvent } from '../journal/journal-entry.ts'
import { GBP } from '../testing/sample-sale.ts'
import { creditLeft, owedOnAccount } from './owed-on-account.ts'

const [ANN, BEN] = [toId<CustomerId>('ann'), toId<CustomerId>('ben')]

function bought(customer: CustomerId, amount: number): SaleEvent {
  const tenders = [
    { kind: 'cash', amount: 5 },
    { kind: 'on-account', amount, customer },
  ] as const
  return {
    kind: 'sale',
    currency: GBP,
    lines: [],
    taxes: [],
    total: amount + 5,
    tenders,
    change: 0,
    ageChecked: 0,
  }
}

function refunded(goods: SaleEvent) {
  return { kind: 'refund', of: null, reason: '', goods, origins: [] } as const
}

test('E9 what is owed is what was bought on account, less what was paid back or undone', () => {
  const events = [
    bought(ANN, 700),
    bought(BEN, 900),
    refunded(bought(ANN, 200)),
    { kind: 'void', number: 1, reason: '', sale: bought(BEN, 900) } as const,
    { kind: 'exchange', refund: refunded(bought(ANN, 100)), sale: bought(ANN, 350) } as const,
    { kind: 'sign-out' } as const,
  ]
  expect(owedOnAccount(ANN, events)).toBe(750)
  expect(owedOnAccount(BEN, events)).toBe(0)
})

test('E9 nobody without a limit buys on account, and nobody gains by what was bought elsewhere', () => {
  expect(creditLeft(null, 0)).toBe(0)
  expect(creditLeft(1000, 750)).toBe(250)
  expect(creditLeft(1000, 1200)).toBe(0)
  expect(creditLeft(1000, -300)).toBe(1000)
})
