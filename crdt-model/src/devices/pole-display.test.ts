import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { POLE_LANGUAGES, poleBytes, poleCentred, poleLine, poleStart } from './pole-display.ts'

const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes)

describe('[Y9] a pole display', () => {
  it.each([
    ['esc-pos', `\x1f$\x01\x01${'A'.padEnd(20)}\x1f$\x01\x02${'B'.padEnd(20)}`],
    ['cd5220', `\x1bQA${'A'.padEnd(20)}\r\x1bQB${'B'.padEnd(20)}\r`],
    ['plain', `\f${'A'.padEnd(20)}${'B'.padEnd(20)}`],
  ] as const)('is told both lines whole: %s', (language, expected) => {
    expect(textOf(poleBytes(language, ['A', 'B']))).toBe(expected)
  })

  it('writes what its code page has, and spells the rest', () => {
    const bytes = poleBytes('plain', ['Piñón £1 é', 'Çelik €2 Ōsaka 茶'])
    expect(textOf(bytes.subarray(1))).toBe(
      'Pi\xa4\xa2n \x9c1 \x82'.padEnd(20) + '\x80elik EUR2 Osaka ?'.padEnd(20),
    )
  })

  it('keeps an amount whole at its right, and cuts the label', () => {
    expect(poleLine('Assorted Colour Bird Ornament', '£1.69')).toBe('Assorted Colou £1.69')
    expect(poleLine('Total', '12,50\u00a0€')).toBe('Total      12,50 EUR')
    expect(poleLine('', '£0.00')).toBe('£0.00'.padStart(20))
    expect(poleCentred('Lantern & Lace')).toBe('   Lantern & Lace   ')
  })

  it.each(POLE_LANGUAGES)('is given twenty signs a line and no command of anybody’s: %s', language => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (label, amount) => {
        const line = poleLine(label, amount)
        expect(line).toHaveLength(20)
        const bytes = poleBytes(language, [label, line])
        const harmless = poleBytes(language, ['', ''])
        expect(bytes).toHaveLength(harmless.length)
        bytes.forEach((byte, i) => {
          if (harmless[i] === 0x20) expect(byte).toBeGreaterThanOrEqual(0x20)
          else expect(byte).toBe(harmless[i])
        })
      }),
    )
    expect(poleStart(language).at(0)).toBeLessThan(0x20)
  })
})
