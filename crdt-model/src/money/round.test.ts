import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RoundingRule, roundFraction, roundProduct, roundQuotient } from './round.ts'

test.each<[number, number, RoundingRule, number]>([
  [5, 2, 'half-up', 3],
  [-5, 2, 'half-up', -3],
  [5, 2, 'half-even', 2],
  [7, 2, 'half-even', 4],
  [-5, 2, 'half-even', -2],
  [-7, 2, 'half-even', -4],
  [1, 2, 'half-even', 0],
  [1, 2, 'half-up', 1],
  [4, 3, 'half-up', 1],
  [5, 3, 'half-even', 2],
  [-4, 3, 'half-up', -1],
  [-1, 3, 'half-up', 0],
  [0, 7, 'half-even', 0],
  [9_007_199_254_740_991, 2, 'half-up', 4_503_599_627_370_496],
  [9_007_199_254_740_991, 2, 'half-even', 4_503_599_627_370_496],
])('M4 %i / %i %s is %i', (numerator, denominator, rule, expected) => {
  expect(roundQuotient(numerator, denominator, rule)).toBe(expected)
  expect(roundFraction(BigInt(numerator), BigInt(denominator), rule)).toBe(expected)
})

test('M4 products beyond 2^53 are exact', () => {
  // 33,333,333,333.5 exactly; the float product is off by units.
  expect(roundProduct(66_666_666_667, 500_000, 1_000_000, 'half-up')).toBe(33_333_333_334)
  expect(roundProduct(66_666_666_667, 500_000, 1_000_000, 'half-even')).toBe(33_333_333_334)
  expect(roundProduct(66_666_666_665, 500_000, 1_000_000, 'half-even')).toBe(33_333_333_332)
  expect(roundProduct(99_999_999_999, 999_999, 1_000_000, 'half-up')).toBe(99_999_899_999)
})

const amounts = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })
const divisors = fc.integer({ min: 1, max: 2_000_000 })

test('M4 the result is a nearest integer, and both ways of computing agree', () => {
  fc.assert(
    fc.property(
      amounts,
      fc.nat(1_000_000),
      divisors,
      fc.constantFrom<RoundingRule>('half-up', 'half-even'),
      (a, b, c, rule) => {
        fc.pre(Math.abs((a * b) / c) < 2 ** 53 - 1)
        const rounded = roundProduct(a, b, c, rule)
        const error = 2n * (BigInt(rounded) * BigInt(c) - BigInt(a) * BigInt(b))
        expect(error <= BigInt(c) && error >= -BigInt(c)).toBe(true)
        expect(rounded).toBe(roundFraction(BigInt(a) * BigInt(b), BigInt(c), rule))
      },
    ),
  )
})

test('M4 rounding mirrors at zero', () => {
  fc.assert(
    fc.property(amounts, divisors, fc.constantFrom<RoundingRule>('half-up', 'half-even'), (a, c, rule) => {
      expect(roundQuotient(-a, c, rule) + roundQuotient(a, c, rule)).toBe(0)
    }),
  )
})

test('M4 a result that is no safe integer, and a divisor that is not positive, throw', () => {
  expect(() => roundProduct(2 ** 52, 4, 1, 'half-up')).toThrow(RangeError)
  expect(() => roundQuotient(1, 0, 'half-up')).toThrow(RangeError)
  expect(() => roundQuotient(1, -1, 'half-up')).toThrow(RangeError)
  expect(() => roundQuotient(0.5, 1, 'half-up')).toThrow(RangeError)
})
