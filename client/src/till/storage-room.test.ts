import { expect, test } from 'vitest'
import { shareWorthTelling } from './storage-room.ts'

test('a device that is nearly full is told early, and no other', () => {
  expect(shareWorthTelling({ usage: 79, quota: 100 })).toBeNull()
  expect(shareWorthTelling({ usage: 80, quota: 100 })).toBe(0.8)
  expect(shareWorthTelling({ usage: 130, quota: 100 })).toBe(1)
})

test('a browser that tells nothing is no full device', () => {
  expect(shareWorthTelling({})).toBeNull()
  expect(shareWorthTelling({ usage: 5, quota: 0 })).toBeNull()
})
