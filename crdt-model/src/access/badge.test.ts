import { expect, test } from 'vitest'
import { BADGE_RANDOM_BYTES, makeBadgeCode, parseBadgeCode } from './badge.ts'

const RANDOM = Uint8Array.from({ length: BADGE_RANDOM_BYTES }, (_, index) => index * 13)

test('P2 a badge is read as it was made, with the identifier of its symbol and in any case', () => {
  const code = makeBadgeCode(RANDOM)
  expect(code).toHaveLength(23)
  expect(parseBadgeCode(code)).toBe(code)
  expect(parseBadgeCode(` ]Q1${code.toLowerCase()}\r`)).toBe(code)
})

test('P2 every random byte counts', () => {
  const codes = Array.from(RANDOM, (byte, index) => makeBadgeCode(RANDOM.with(index, byte ^ 1)))
  expect(new Set([...codes, makeBadgeCode(RANDOM)]).size).toBe(BADGE_RANDOM_BYTES + 1)
  expect(() => makeBadgeCode(RANDOM.slice(1))).toThrow('20 bytes')
})

test.each([
  '',
  '5012345678900',
  'EVB',
  'EVBIIIIIIIIIIIIIIIIIIII',
  'EVB0123456789ABCDEFGH123',
  'XEVB0123456789ABCDEFGH1',
])('P2 %j is no badge', scanned => {
  expect(parseBadgeCode(scanned)).toBeUndefined()
})
