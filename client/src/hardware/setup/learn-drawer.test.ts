import { expect, it } from 'vitest'
import { levelWhenOpen, nextPin } from './learn-drawer.ts'

it('tries the other pin, and on a Star printer gives up after its only one', () => {
  expect(nextPin(2, 'esc-pos')).toBe(5)
  expect(nextPin(5, 'esc-pos')).toBeNull()
  expect(nextPin(2, 'star-prnt')).toBeNull()
})

it('learns the level of an open drawer from the change alone', () => {
  expect(levelWhenOpen('low', 'high')).toBe('high')
  expect(levelWhenOpen('high', 'low')).toBe('low')
  expect(levelWhenOpen('low', 'low')).toBeNull()
  expect(levelWhenOpen('unknown', 'high')).toBeNull()
  expect(levelWhenOpen('low', 'unknown')).toBeNull()
})
