import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type ReplicaId, toId } from '../ids.ts'
import { PROPERTY_TIMEOUT } from '../testing/seeds.ts'
import {
  canonicalJson,
  decodeRecordEntry,
  encodeRecordEntry,
  RECORD_ENTRY_BOUNDS,
  sameValue,
} from './encode-record-entry.ts'
import type { RecordEntry } from './record-entry.ts'

const entry: RecordEntry = {
  replica: toId<ReplicaId>('aB3-_'),
  counter: 7,
  record: 'tea',
  fields: { price: 500, tags: ['a', { deep: null }], archived: false },
  replaces: { price: ['other.3', 'aB3-_.6'] },
  who: 'user1',
  at: 1_795_000_000,
}

/** A raw entry, with one of its seven parts exchanged. */
function rawWith(position: number, value: unknown): unknown[] {
  const raw = [...(encodeRecordEntry(entry) as unknown[])]
  raw[position] = value
  return raw
}

describe('record entry', () => {
  it('R1 is a compact array, and comes back as it was', () => {
    expect(encodeRecordEntry({ ...entry, replaces: {} })).toEqual([
      'aB3-_',
      7,
      'tea',
      entry.fields,
      0,
      'user1',
      1_795_000_000,
    ])
    expect(decodeRecordEntry(encodeRecordEntry(entry))).toEqual(entry)
    expect(decodeRecordEntry(encodeRecordEntry({ ...entry, replaces: {} }))).toEqual({
      ...entry,
      replaces: {},
    })
  })

  it('R1 comes back through Yjs as it was', () => {
    const from = new Y.Doc()
    from.getArray('products').push([encodeRecordEntry(entry)])
    const to = new Y.Doc()
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
    expect(decodeRecordEntry(to.getArray('products').get(0))).toEqual(entry)
  })

  const hostile: [string, unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'entry'],
    ['bytes', new Uint8Array(8)],
    ['too short', rawWith(0, 'a').slice(0, 6)],
    ['too long', [...rawWith(0, 'a'), 1]],
    ['keyed', { ...entry }],
    ['a replica that is no id', rawWith(0, 'a.b')],
    ['a replica that is no text', rawWith(0, 4)],
    ['counter 0', rawWith(1, 0)],
    ['a counter with a fraction', rawWith(1, 1.5)],
    ['a counter beyond the safe integers', rawWith(1, 2 ** 53)],
    ['an empty record id', rawWith(2, '')],
    ['a record id with a slash', rawWith(2, 'a/b')],
    ['a long record id', rawWith(2, 'a'.repeat(33))],
    ['no fields', rawWith(3, {})],
    ['fields in an array', rawWith(3, ['price'])],
    ['fields null', rawWith(3, null)],
    ['a field named constructor', rawWith(3, { constructor: 1 })],
    ['a field named toString', rawWith(3, { toString: 1 })],
    ['a field with an empty name', rawWith(3, { '': 1 })],
    ['a field with a long name', rawWith(3, { ['x'.repeat(RECORD_ENTRY_BOUNDS.fieldNameLength + 1)]: 1 })],
    ['an own __proto__', rawWith(3, JSON.parse('{"__proto__":{"polluted":1},"price":1}'))],
    ['another prototype', rawWith(3, Object.assign(Object.create({ inherited: 1 }), { price: 1 }))],
    ['a value with another prototype', rawWith(3, { price: Object.create({ inherited: 1 }) })],
    ['a value with a key constructor', rawWith(3, { price: { constructor: 1 } })],
    ['too many fields', rawWith(3, Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`f${i}`, i])))],
    ['undefined as a value', rawWith(3, { price: undefined })],
    ['infinity', rawWith(3, { price: Number.POSITIVE_INFINITY })],
    ['a big integer', rawWith(3, { price: 5n })],
    ['bytes as a value', rawWith(3, { price: new Uint8Array(3) })],
    ['a value nested too deep', rawWith(3, { price: [[[[[[[1]]]]]]] })],
    ['a text too long', rawWith(3, { price: 'x'.repeat(RECORD_ENTRY_BOUNDS.valueSize + 1) })],
    [
      'a list too long',
      rawWith(3, { price: Array.from({ length: RECORD_ENTRY_BOUNDS.valueSize }, () => 0) }),
    ],
    ['an empty replaces', rawWith(4, {})],
    ['replaces null', rawWith(4, null)],
    ['replaces of a field it does not write', rawWith(4, { name: ['other.3'] })],
    ['replaces that is no list', rawWith(4, { price: 'other.3' })],
    ['a dot without a counter', rawWith(4, { price: ['other'] })],
    ['a dot with counter 0', rawWith(4, { price: ['other.0'] })],
    ['a dot that is no text', rawWith(4, { price: [3] })],
    ['its own dot', rawWith(4, { price: ['aB3-_.7'] })],
    ['too many dots', rawWith(4, { price: Array.from({ length: 1025 }, (_, i) => `other.${i + 1}`) })],
    ['a writer that is no text', rawWith(5, 5)],
    ['a long writer', rawWith(5, 'x'.repeat(65))],
    ['a time before 1970', rawWith(6, -1)],
    ['a time with a fraction', rawWith(6, 1.5)],
  ]
  it.each(hostile)('R7 refuses %s', (_, raw) => {
    expect(decodeRecordEntry(raw)).toBeUndefined()
  })

  it(
    'R7 never throws, whatever the raw value',
    () => {
      fc.assert(
        fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), raw => {
          expect(decodeRecordEntry(raw)).toBeUndefined()
        }),
        { seed: 7, numRuns: 300 },
      )
      const part = fc.oneof(fc.anything(), fc.string(), fc.nat())
      fc.assert(
        fc.property(fc.nat({ max: 6 }), part, (position, value) => {
          decodeRecordEntry(rawWith(position, value))
        }),
        { seed: 7, numRuns: 1_000 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  it('R4 compares values as JSON: the order of keys does not matter, the type does', () => {
    expect(sameValue({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true)
    expect(sameValue({ a: 1 }, { a: 1, b: null })).toBe(false)
    expect(sameValue([1], { 0: 1 })).toBe(false)
    expect(sameValue('1', 1)).toBe(false)
    expect(sameValue(null, {})).toBe(false)
    expect(canonicalJson({ b: null, a: [true, 'x"'] })).toBe('{"a":[true,"x\\""],"b":null}')
  })
})
