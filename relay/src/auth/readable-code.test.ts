import { expect, it } from 'vitest'
import { formatReadableCode, makeReadableCode, parseReadableCode } from './readable-code.ts'

it('makes codes without look-alikes that it can read back as people type them', () => {
  const letters = new Set<string>()
  for (let i = 0; i < 500; i++) {
    const code = makeReadableCode(12)
    for (const letter of code) letters.add(letter)
    expect(parseReadableCode(formatReadableCode(code), 12)).toBe(code)
    const typed = ` ${formatReadableCode(code).toLowerCase().replace('-', ' — ')}\n`
    expect(parseReadableCode(typed, 12)).toBe(code)
  }
  expect([...letters].sort().join('')).toBe('23456789ABCDEFGHJKMNPQRSTUVWXYZ')
})

it('writes codes in groups of four', () => {
  expect(formatReadableCode('ABCDEFGH')).toBe('ABCD-EFGH')
  expect(formatReadableCode('ABCDEFGHJ')).toBe('ABCD-EFGH-J')
})

it.each(['', 'ABCD-EFG', 'ABCD-EFGHJ', 'ABCD-EFG0', 'ABCD-EFGI', 'ABCD_EFGH'])(
  'takes %o for no code of eight',
  text => {
    expect(parseReadableCode(text, 8)).toBeUndefined()
  },
)
