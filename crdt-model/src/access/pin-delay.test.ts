import { expect, test } from 'vitest'
import { pinDelay } from './pin-delay.ts'

test.each([
  [0, 0],
  [1, 0],
  [2, 0],
  [3, 5_000],
  [4, 15_000],
  [5, 60_000],
  [6, 300_000],
  [7, 900_000],
  [8, 900_000],
  [1_000_000, 900_000],
])('P1 after %i wrong PINs in a row the next try waits %i ms', (failures, delay) => {
  expect(pinDelay(failures)).toBe(delay)
})

test('P1 a count that is no count gives no free tries beyond the first', () => {
  expect(pinDelay(-1)).toBe(0)
  expect(pinDelay(Number.NaN)).toBe(900_000)
})
