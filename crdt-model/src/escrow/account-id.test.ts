import { describe, expect, test } from 'vitest'
import { type CustomerId, toId } from '../ids.ts'
import {
  accountOwner,
  cardAccount,
  cardKey,
  creditAccount,
  groupedCardNumber,
  makeCardNumber,
} from './account-id.ts'

const HASH = Uint8Array.from({ length: 32 }, (_, i) => (i * 37) % 256)

describe('K6 accounts', () => {
  test('a card number is compared without blanks, hyphens and case', () => {
    expect(cardKey(' 6006-4912 3456 abcd ')).toBe('600649123456ABCD')
    for (const none of ['1234567', '', 'a card', '1'.repeat(33), '１２３４５６７８']) {
      expect(cardKey(none), none).toBeUndefined()
    }
  })

  test('an account tells the last four of its card and nothing else of the number', () => {
    const account = cardAccount('6006491234561234', HASH)
    expect(accountOwner(account)).toEqual({ kind: 'gift-card', lastFour: '1234' })
    expect(account).not.toContain('600649')
    expect(cardAccount('6006491234561234', HASH)).toBe(account)
    expect(cardAccount('6006491234561234', HASH.toReversed())).not.toBe(account)
    expect(() => cardAccount('6006491234561234', HASH.subarray(0, 19))).toThrow(RangeError)
  })

  test('a customer has one store credit', () => {
    const customer = toId<CustomerId>('ann')
    const account = creditAccount(customer)
    expect(account && accountOwner(account)).toEqual({ kind: 'store-credit', customer })
    expect(creditAccount(toId<CustomerId>('x'.repeat(32)))).toBeUndefined()
    for (const none of ['ann', 'gc_short_1234', 'sc_', '']) expect(accountOwner(none), none).toBeUndefined()
  })

  test('a new card has sixteen digits, read in groups of four', () => {
    const number = makeCardNumber(HASH)
    expect(number).toMatch(/^\d{16}$/)
    expect(cardKey(groupedCardNumber(number))).toBe(number)
    expect(groupedCardNumber('12345678901')).toBe('1234 5678 901')
  })
})
