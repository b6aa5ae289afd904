import { describe, expect, it } from 'vitest'
import { decodeText } from './code-pages.ts'

describe('the emulated printer', () => {
  it.each([
    [0, [0x9c, 0xa4, 0x82], '£ñé'],
    [2, [0xd5, 0xb5, 0xa8], 'ıÁ¿'],
    [16, [0x80, 0x93, 0xe9, 0xf1], '€“éñ'],
    [19, [0xd5, 0xb5, 0xa8], '€Á¿'],
    [17, [0x8f, 0xe0], 'Пр'],
    [250, [0x41, 0x80], 'A�'],
  ])('writes in code page %i', (page, bytes, text) => {
    expect(decodeText(Uint8Array.from(bytes), page)).toBe(text)
  })

  it('has a character for every byte of its pages', () => {
    const all = Uint8Array.from({ length: 128 }, (_, index) => index + 128)
    for (const page of [0, 2, 16, 19]) {
      const text = decodeText(all, page)
      expect([...text]).toHaveLength(128)
      expect(text).not.toContain('�')
    }
  })
})
