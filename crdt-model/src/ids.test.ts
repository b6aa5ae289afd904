import { describe, expect, it } from 'vitest'
import { ID_RANDOM_BYTES, isId, makeId, type ProductId, parseBusinessDay, parseId, toId } from './ids.ts'

describe('ids', () => {
  it('A3 are 1 to 32 characters that need no escaping anywhere', () => {
    for (const text of ['a', '0', '_', '-', 'A'.repeat(32), 'office-aB3']) expect(isId(text), text).toBe(true)
    const none = [
      '',
      'a'.repeat(33),
      'a/b',
      'a.b',
      'a b',
      'a:b',
      '*',
      '..',
      '%2f',
      'ä',
      'a\n',
      '\u0000',
      '’',
      '𝟙',
    ]
    for (const text of none) {
      expect(isId(text), text).toBe(false)
      expect(parseId(text), text).toBeUndefined()
      expect(() => toId(text), text).toThrow(RangeError)
    }
  })

  it('A3 are made of random bytes that the caller brings', () => {
    expect(makeId<ProductId>(Uint8Array.from({ length: ID_RANDOM_BYTES }, (_, i) => i))).toBe('0123456789')
    expect(isId(makeId<ProductId>(new Uint8Array(ID_RANDOM_BYTES).fill(255)))).toBe(true)
    expect(() => makeId(new Uint8Array(ID_RANDOM_BYTES - 1))).toThrow(RangeError)
  })

  it('A3 a business day is a date and nothing else', () => {
    expect(parseBusinessDay('2026-11-20')).toBe('2026-11-20')
    for (const text of [
      '',
      '2026-1-1',
      '2026-13-01',
      '2026-00-01',
      '2026-01-00',
      '2026-01-32',
      '20260101',
      '2026-01-01Z',
    ]) {
      expect(parseBusinessDay(text), text).toBeUndefined()
    }
  })
})
