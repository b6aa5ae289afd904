import { expect, it } from 'vitest'
import { tipSuggestions } from './tip-suggestions.ts'

it('are shares of the total, half a penny up, none twice and none of nothing', () => {
  const store = { tipMillionths: [100_000, 125_000, 150_000] }
  expect(tipSuggestions(store, 1_230).map(({ amount }) => amount)).toEqual([123, 154, 185])
  expect(tipSuggestions(store, 4)).toEqual([{ millionths: 125_000, amount: 1 }])
  expect(tipSuggestions({}, 1_230)).toEqual([])
})
