import { expect, it } from 'vitest'
import { readTips } from './read-tips.ts'

it.each([
  ['', []],
  ['10', [100_000]],
  ['10, 12.5, 15', [100_000, 125_000, 150_000]],
  ['10 % 12,5 %', [100_000, 125_000]],
  ['5; 7,5; 10', [50_000, 75_000, 100_000]],
])('%j is %j', (text, tips) => {
  expect(readTips(text)).toEqual(tips)
})

it.each(['ten', '0', '-5', '101', '1, 2, 3, 4, 5'])('%j is none', text => {
  expect(readTips(text)).toBeUndefined()
})
