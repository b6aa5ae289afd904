import { expect, it } from 'vitest'
import { readPercent } from './read-percent.ts'

it.each([
  ['20', 200_000],
  ['17,5 %', 175_000],
  ['5.5%', 55_000],
  ['0.0001', 1],
  ['-3.25', -32_500],
  ['−10', -100_000],
  ['+5', 50_000],
  ['0', 0],
  ['-0', 0],
])('%s is %i millionths', (text, millionths) => {
  expect(readPercent(text)).toBe(millionths)
})

it.each(['', 'ten', '5.12345', '1,000.5', '%', '5%%'])('%j is no percentage', text => {
  expect(readPercent(text)).toBeUndefined()
})
