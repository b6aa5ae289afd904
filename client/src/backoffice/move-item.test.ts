import { expect, it } from 'vitest'
import { moveItem } from './move-item.ts'

it.each([
  ['b', 0, 'bacd'],
  ['b', 2, 'acbd'],
  ['a', 3, 'bcda'],
  ['a', 99, 'bcda'],
  ['d', -1, 'dabc'],
  ['c', 2, 'abcd'],
  ['x', 0, 'abcd'],
])('moves %s to place %d', (item, to, expected) => {
  expect(moveItem([...'abcd'], item, to).join('')).toBe(expected)
})
