import { expect, it } from 'vitest'
import { formatEnrollmentCode, makeEnrollmentCode, parseEnrollmentCode } from './enrollment-code.ts'

it('makes codes without look-alikes that it can read back as people type them', () => {
  const letters = new Set<string>()
  for (let i = 0; i < 500; i++) {
    const code = makeEnrollmentCode()
    for (const letter of code) letters.add(letter)
    expect(parseEnrollmentCode(formatEnrollmentCode(code))).toBe(code)
    expect(parseEnrollmentCode(` ${formatEnrollmentCode(code).toLowerCase().replace('-', ' — ')}\n`)).toBe(
      code,
    )
  }
  expect([...letters].sort().join('')).toBe('23456789ABCDEFGHJKMNPQRSTUVWXYZ')
})

it.each(['', 'ABCD-EFG', 'ABCD-EFGHJ', 'ABCD-EFG0', 'ABCD-EFGI', 'ABCD_EFGH'])(
  'takes %o for no code',
  text => {
    expect(parseEnrollmentCode(text)).toBeUndefined()
  },
)
