import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsCardNumber } from './card-number.ts'

/** Numbers that card schemes publish for tests. */
const CARDS = [
  '4111111111111111',
  '5555555555554444',
  '378282246310005',
  '30569309025904',
  '6304000000000000',
]

describe('E11 what could be a whole card number', () => {
  test.each([
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '3782 822463 10005',
    '4111 1111 1111 1111 12/28',
    '4111111111111111 1228',
    'Visa 4111.1111.1111.1111',
    ';4111111111111111=28121010000000000000?',
    '%B4111111111111111^RUIZ/ANA^2812?',
    'T-77 4111\u00a01111\u20111111 1111',
    '４１１１１１１１１１１１１１１１',
  ])('%s is one', text => expect(holdsCardNumber(text)).toBe(true))

  test.each([
    '',
    '1234',
    'A-004712',
    '00004711',
    '123456789012',
    '4111111111111112',
    '000000000000',
    '0000000031010',
    'A0000000031010',
    '41111111111',
    // Right by chance: what terminals call a payment.
    '632845104736',
    '4111x1111x1111x1111',
    '12345678901234567890123',
  ])('%s is none', text => expect(holdsCardNumber(text)).toBe(false))

  test('one that is typed in any groups, with anything around it that is no digit, is found', () => {
    const between = fc.constantFrom('', ' ', '-', '.', '  ', '–')
    const around = fc.constantFrom('', 'Visa ', 'no. ', 'x', '=', '/')
    fc.assert(
      fc.property(
        fc.constantFrom(...CARDS),
        fc.array(between, { minLength: 20, maxLength: 20 }),
        around,
        around,
        (card, gaps, before, behind) => {
          const typed = [...card].map((digit, i) => `${i === 0 ? '' : gaps[i]}${digit}`).join('')
          expect(holdsCardNumber(`${before}${typed}${behind}`)).toBe(true)
        },
      ),
    )
  })

  test('a wrong digit makes it none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CARDS),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (card, place, more) => {
          const at = 1 + (place % (card.length - 1))
          const digit = (Number(card[at]) + more) % 10
          expect(holdsCardNumber(`${card.slice(0, at)}${digit}${card.slice(at + 1)}`)).toBe(false)
        },
      ),
    )
  })
})
