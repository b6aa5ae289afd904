import { describe, expect, it } from 'vitest'
import { hotp } from './oslo.ts'
import { findTotpStep, makeTotpSecret, parseTotpCode } from './totp.ts'

/** The secret of the test vectors of RFC 6238, appendix B. */
const RFC_SECRET = new TextEncoder().encode('12345678901234567890')

describe('time-based codes', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('are those of RFC 6238 at second %i', async (second, code) => {
    expect(await findTotpStep(RFC_SECRET, code, second * 1000)).toBe(Math.floor(second / 30))
  })

  it('are good in their half minute and the one before and after, and no longer', async () => {
    const code = await hotp(RFC_SECRET, 1000)
    const at = (step: number) => findTotpStep(RFC_SECRET, code, step * 30_000)
    expect(await Promise.all([998, 999, 1000, 1001, 1002].map(at))).toEqual([
      undefined,
      1000,
      1000,
      1000,
      undefined,
    ])
  })

  it('are taken with spaces, and are nothing else than six digits', () => {
    expect(parseTotpCode(' 123 456 ')).toBe('123456')
    expect(parseTotpCode('123-456')).toBe('123456')
    for (const text of ['12345', '1234567', 'ABCD-EFGH-JKMN', '12345x', '']) {
      expect(parseTotpCode(text)).toBeUndefined()
    }
  })

  it('have a secret of 160 bits that an app can read from a QR code', () => {
    const { bytes, text, uri } = makeTotpSecret('Corner shop', 'ada@shop.example')
    expect(bytes).toHaveLength(20)
    expect(text).toMatch(/^[A-Z2-7]{32}$/)
    const { protocol, host, pathname, searchParams } = new URL(uri)
    expect([protocol, host, decodeURIComponent(pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Corner shop:ada@shop.example',
    ])
    expect(Object.fromEntries(searchParams)).toEqual({ secret: text, issuer: 'Corner shop' })
  })
})
