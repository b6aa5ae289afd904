import { expect, test } from 'vitest'
import { type AccountId, toId } from '../ids.ts'
import { tenderRulesOf } from '../records/store-tenders.ts'
import { creditForReturn } from './credit-for-return.ts'

const ANN = toId<AccountId>('sc_ann')
const NOTE = toId<AccountId>('gc_abcdefghijklmnopqrst_1234')

test("X4 store credit is the customer's, and a credit note for who is not known", () => {
  const rules = tenderRulesOf({ tenderKinds: ['gift-card', 'store-credit'] })
  expect(creditForReturn(rules, ANN, NOTE)).toBe(ANN)
  expect(creditForReturn(rules, undefined, NOTE)).toBe(NOTE)
})

test('X4 nothing is given that the store does not take: a note is spent as a gift card', () => {
  const withoutCards = tenderRulesOf({ tenderKinds: ['store-credit'] })
  expect(creditForReturn(withoutCards, ANN, NOTE)).toBe(ANN)
  expect(creditForReturn(withoutCards, undefined, NOTE)).toBeUndefined()
  for (const rules of [tenderRulesOf({ tenderKinds: ['gift-card'] }), tenderRulesOf({})]) {
    expect(creditForReturn(rules, ANN, NOTE)).toBeUndefined()
    expect(creditForReturn(rules, undefined, NOTE)).toBeUndefined()
  }
})
