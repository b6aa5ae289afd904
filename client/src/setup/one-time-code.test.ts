import { expect, it } from 'vitest'
import { groupOneTimeCode, isWholeOneTimeCode } from './one-time-code.ts'

it.each([
  ['', ''],
  ['abcd', 'ABCD'],
  ['abcde', 'ABCD-E'],
  ['#ABCD-EFGH-JKMN', 'ABCD-EFGH-JKMN'],
  [' abcd efgh jkmn ', 'ABCD-EFGH-JKMN'],
  ['ABCD-EFGH-JKMN-PQRS', 'ABCD-EFGH-JKMN'],
])('reads %j as %j', (text, code) => {
  expect(groupOneTimeCode(text)).toBe(code)
})

it('is whole with twelve letters and digits', () => {
  expect(['ABCD-EFGH-JKM', 'ABCD-EFGH-JKMN'].map(isWholeOneTimeCode)).toEqual([false, true])
})
