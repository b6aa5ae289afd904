import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate } from './allocate.ts'

interface Case {
  readonly weights: readonly number[]
  readonly amount: number
  readonly shares: readonly number[]
}

const CASES: readonly Case[] = JSON.parse(
  readFileSync(new URL('./testdata/allocations.json', import.meta.url), 'utf8'),
)

test('M5 all published cases are here', () => {
  expect(CASES).toHaveLength(11)
})

test.each(CASES)('M5 $amount over $weights', ({ weights, amount, shares }) => {
  expect(allocate(amount, weights)).toEqual(shares)
})

test('M5 weights of 0 alone share evenly, the first get what is left over', () => {
  expect(allocate(11, [0, 0, 0])).toEqual([4, 4, 3])
})

const weights = fc.array(fc.nat(99_999_999_999), { minLength: 1, maxLength: 30, size: 'max' })
const amounts = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })

test('M5 no cent is lost or invented, and no share is a cent or more from its exact part', () => {
  fc.assert(
    fc.property(amounts, weights, (amount, parts) => {
      const shares = allocate(amount, parts)
      const sum = parts.reduce((a, b) => a + b, 0)
      expect(shares.reduce((a, b) => a + b, 0)).toBe(amount)
      fc.pre(sum > 0)
      for (const [i, share] of shares.entries()) {
        const error = BigInt(share) * BigInt(sum) - BigInt(amount) * BigInt(parts[i] ?? 0)
        expect(error < BigInt(sum) && error > -BigInt(sum)).toBe(true)
      }
    }),
  )
})

test('M5 a negative amount mirrors the positive one', () => {
  fc.assert(
    fc.property(amounts, weights, (amount, parts) => {
      const mirrored = allocate(-amount, parts).map(share => (share === 0 ? 0 : -share))
      expect(mirrored).toEqual(allocate(amount, parts))
    }),
  )
})

test('M5 what cannot be shared throws', () => {
  expect(allocate(0, [])).toEqual([])
  expect(() => allocate(1, [])).toThrow(RangeError)
  expect(() => allocate(1, [-1, 2])).toThrow(RangeError)
  expect(() => allocate(1, [0.5])).toThrow(RangeError)
  expect(() => allocate(0.5, [1])).toThrow(RangeError)
})
