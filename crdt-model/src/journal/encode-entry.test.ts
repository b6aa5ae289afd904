import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PersonId, type ProductId, toId } from '../ids.ts'
import type { CurrencyCode } from '../money/money.ts'
import { anyEntry, usualSale } from '../testing/sale-events.ts'
import { PROPERTY_TIMEOUT } from '../testing/seeds.ts'
import { decodeEntry, encodeEntry, JOURNAL_VERSION, SIGNATURE_BYTES } from './encode-entry.ts'
import type { JournalEntry, SaleEvent } from './journal-entry.ts'

const entry: JournalEntry = {
  epoch: 1,
  number: 12_345,
  at: Date.UTC(2026, 10, 20, 12, 34, 56, 789),
  offsetMinutes: -300,
  operator: toId<PersonId>('operator01'),
  previous: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  event: usualSale,
}

/** With a signature of zeroes behind. */
function sealed(content: Uint8Array): Uint8Array {
  return Uint8Array.of(...content, ...new Uint8Array(SIGNATURE_BYTES))
}

function withSale(sale: Partial<SaleEvent>): JournalEntry {
  return { ...entry, event: { ...usualSale, ...sale } }
}

function withLine(line: Partial<SaleEvent['lines'][number]>): JournalEntry {
  return withSale({ lines: usualSale.lines.map(each => ({ ...each, ...line })) })
}

describe('journal entry', () => {
  it('J1 comes back as it was, with the two parts of its bytes', () => {
    const content = encodeEntry(entry)
    const bytes = Uint8Array.of(...content, ...Uint8Array.from({ length: SIGNATURE_BYTES }, (_, i) => i))
    const decoded = decodeEntry(bytes)
    expect(decoded?.entry).toEqual(entry)
    expect(decoded?.content).toEqual(content)
    expect(decoded?.signature[63]).toBe(63)
    expect(decoded?.bytes).toBe(bytes)
  })

  it(
    'J1 comes back as it was, whatever was sold',
    () => {
      fc.assert(
        fc.property(anyEntry, each => {
          const content = encodeEntry(each)
          expect(decodeEntry(sealed(content))?.entry).toEqual(each)
        }),
        { seed: 1, numRuns: 1_000 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  it('J3 takes at most 165 bytes for a sale of three lines with its signature', () => {
    expect(sealed(encodeEntry(entry)).length).toBeLessThanOrEqual(165)
  })

  it('J2 reads nothing that is cut off or has bytes behind', () => {
    const bytes = sealed(encodeEntry(entry))
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeEntry(bytes.subarray(0, length)), `${length} bytes`).toBeUndefined()
    }
    expect(decodeEntry(Uint8Array.of(...bytes, 0))).toBeUndefined()
    expect(decodeEntry(new Uint8Array(1_000_000))).toBeUndefined()
  })

  it(
    'J2 never throws, and has one form for one entry',
    () => {
      const content = encodeEntry(entry)
      const change = fc.tuple(fc.nat({ max: content.length - 1 }), fc.nat({ max: 255 }))
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
          const changed = content.slice()
          for (const [position, value] of changes) changed[position] = value
          const decoded = decodeEntry(sealed(changed))
          if (decoded !== undefined) expect(encodeEntry(decoded.entry)).toEqual(changed)
        }),
        { seed: 2, numRuns: 3_000 },
      )
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200, size: 'max' }), bytes => {
          decodeEntry(bytes)
          decodeEntry(Uint8Array.of(JOURNAL_VERSION, 1, ...bytes))
        }),
        { seed: 3, numRuns: 3_000 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  it('J2 J10 refuses another version and the event 0, and keeps what a newer till wrote', () => {
    const content = encodeEntry(entry)
    const at = (position: number, value: number) => {
      const changed = content.slice()
      changed[position] = value
      return decodeEntry(sealed(changed))
    }
    expect(at(0, JOURNAL_VERSION)).toBeDefined()
    expect(at(0, JOURNAL_VERSION + 1)).toBeUndefined()
    expect(at(1, 0)).toBeUndefined()
    expect(at(1, 99)?.entry.event).toMatchObject({ kind: 'unknown', code: 99 })
  })

  it('J2 does not read behind the end of a view', () => {
    const bytes = sealed(encodeEntry(withLine({ item: { kind: 'unlisted', name: 'x'.repeat(150) } })))
    const buffer = new Uint8Array(2_000).fill(65)
    buffer.set(bytes, 100)
    expect(decodeEntry(buffer.subarray(100, 100 + bytes.length))).toBeDefined()
    for (let cut = 1; cut < bytes.length; cut += 7) {
      expect(decodeEntry(buffer.subarray(100, 100 + bytes.length - cut))).toBeUndefined()
    }
  })

  it('J3 leaves out what follows from the rest', () => {
    const plain = encodeEntry(entry).length
    expect(encodeEntry(withLine({ listPrice: 999 })).length).toBe(plain + 3 * 2)
    expect(encodeEntry(withLine({ amount: 1 })).length).toBe(plain + 3)
    expect(encodeEntry(withLine({ taxes: [] })).length).toBe(plain + 3)
    expect(encodeEntry(withSale({ ageChecked: 18 })).length).toBe(plain + 1)
    expect(encodeEntry(withSale({ change: 0 })).length).toBe(plain - 2)
    expect(encodeEntry({ ...entry, operator: null }).length).toBe(plain - 8)
  })

  it.each([
    ['number 0', { ...entry, number: 0 }],
    ['epoch 0', { ...entry, epoch: 0 }],
    ['an unsafe number', { ...entry, number: 2 ** 53 }],
    ['a time with a fraction', { ...entry, at: 1.5 }],
    ['a time before 1970', { ...entry, at: -1 }],
    ['an offset of a day', { ...entry, offsetMinutes: 1440 }],
    ['an operator that is no id', { ...entry, operator: 'a/b' as PersonId }],
    ['a short link', { ...entry, previous: new Uint8Array(7) }],
    ['a currency that is none', withSale({ currency: 'gbp' as CurrencyCode })],
    ['a total that is no number', withSale({ total: Number.NaN })],
    ['half a penny', withSale({ total: 0.5 })],
    ['a total out of bounds', withSale({ total: 1e13 + 1 })],
    ['a tax that is not there', withLine({ taxes: [1] })],
    [
      'a negative rate',
      withSale({ taxes: [{ name: 'x', rateMillionths: -1, included: true, net: 1, tax: 1 }] }),
    ],
    ['a name too long', withLine({ item: { kind: 'unlisted', name: 'x'.repeat(201) } })],
    ['a product that is no id', withLine({ item: { kind: 'product', product: '' as ProductId } })],
    ['an age of 200', withSale({ ageChecked: 200 })],
    [
      'too many lines',
      withSale({ lines: Array.from({ length: 4097 }, () => usualSale.lines[0]).flatMap(l => l ?? []) }),
    ],
  ] satisfies [string, JournalEntry][])('J2 does not write %s', (_, bad) => {
    expect(() => encodeEntry(bad)).toThrow(RangeError)
  })

  it('J2 does not write what it would not read for its length', () => {
    const long = Array.from({ length: 4_000 }, () => usualSale.lines[0]).flatMap(line => line ?? [])
    const content = encodeEntry(withSale({ lines: long }))
    expect(decodeEntry(sealed(content))).toBeDefined()
    const named = long.map(line => ({
      ...line,
      item: { kind: 'unlisted' as const, name: 'a name of some length' },
    }))
    expect(() => encodeEntry(withSale({ lines: named }))).toThrow(RangeError)
  })
})
