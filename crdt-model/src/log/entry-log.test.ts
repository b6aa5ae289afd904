import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { parseDot } from './dot.ts'
import {
  appendToLog,
  deleteFromLog,
  entriesAddedTo,
  entriesDeletedBy,
  entriesSince,
  holdsOnly,
  readLog,
} from './entry-log.ts'

function sync(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
}

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values)
}

describe('entry log', () => {
  it('R1 appends and reads raw entries, bytes among them', () => {
    const doc = new Y.Doc()
    appendToLog(doc, 'moves', [bytes(1, 2), ['a', 1]])
    appendToLog(doc, 'moves', [])
    appendToLog(doc, 'moves', [bytes(3)])
    const other = new Y.Doc()
    sync(doc, other)
    for (const each of [doc, other]) expect(readLog(each, 'moves')).toEqual([bytes(1, 2), ['a', 1], bytes(3)])
    expect(readLog(other, 'elsewhere')).toEqual([])
  })

  it('R1 tells the entries of an update that adds to one log and does nothing else', () => {
    const doc = new Y.Doc()
    const added: (unknown[] | undefined)[] = []
    doc.on('update', update => added.push(entriesAddedTo('moves', update)))
    appendToLog(doc, 'moves', [bytes(1), ['a', 1]])
    appendToLog(doc, 'moves', [bytes(2)])
    const client = doc.clientID
    expect(added.splice(0)).toEqual([
      [
        { client, clock: 0, raw: bytes(1) },
        { client, clock: 1, raw: ['a', 1] },
      ],
      [{ client, clock: 2, raw: bytes(2) }],
    ])
    appendToLog(doc, 'elsewhere', [bytes(3)])
    deleteFromLog(doc, 'moves', [0])
    doc.getArray('moves').push([new Y.Map()])
    doc.getMap('map').set('key', 1)
    doc.getText('text').insert(0, 'a')
    expect(added).toEqual(added.map(() => undefined))
    expect(added).toHaveLength(5)
  })

  it('R1 keeps neighbouring entries of one writer in one item, bytes too', () => {
    const doc = new Y.Doc()
    for (let i = 0; i < 100; i++) appendToLog(doc, 'entries', [bytes(i)])
    expect(doc.store.clients.get(doc.clientID)).toHaveLength(1)
  })

  it('R1 reads bytes that were stored without the helper', () => {
    const doc = new Y.Doc()
    doc.getArray('entries').push([bytes(1)])
    expect(readLog(doc, 'entries')).toEqual([bytes(1)])
    expect(entriesSince(doc).get('entries')).toEqual([bytes(1)])
  })

  it('R11 gives the entries since an older state, of each log, and from the middle of a merged item', () => {
    const doc = new Y.Doc()
    appendToLog(doc, 'products', [['a'], ['b']])
    appendToLog(doc, 'departments', [['x']])
    const state = Y.encodeStateVector(doc)
    expect(entriesSince(doc, state)).toEqual(new Map())
    appendToLog(doc, 'departments', [['y'], ['z']])
    appendToLog(doc, 'products', [['c']])
    const other = new Y.Doc()
    appendToLog(other, 'products', [['d']])
    sync(other, doc)
    expect(sorted(entriesSince(doc, state))).toEqual({ products: ['c', 'd'], departments: ['y', 'z'] })
    expect(sorted(entriesSince(doc))).toEqual({
      products: ['a', 'b', 'c', 'd'],
      departments: ['x', 'y', 'z'],
    })
  })

  it('R11 works on a document whose logs nobody has opened yet', () => {
    const from = new Y.Doc()
    appendToLog(from, 'products', [['a']])
    const doc = new Y.Doc()
    sync(from, doc)
    expect(sorted(entriesSince(doc))).toEqual({ products: ['a'] })
    expect(readLog(doc, 'products')).toEqual([['a']])
    expect(sorted(entriesSince(doc))).toEqual({ products: ['a'] })
  })

  it('R11 leaves deleted entries out', () => {
    const doc = new Y.Doc()
    appendToLog(doc, 'products', [['a'], ['b'], ['c']])
    deleteFromLog(doc, 'products', [1])
    expect(sorted(entriesSince(doc))).toEqual({ products: ['a', 'c'] })
  })

  it('W9 tells a document of nothing but logs from one that holds something else', () => {
    const doc = new Y.Doc()
    appendToLog(doc, 'products', [['a'], bytes(1)])
    deleteFromLog(doc, 'products', [0])
    expect(holdsOnly(doc, ['products', 'departments'])).toBe(true)
    expect(holdsOnly(doc, ['departments'])).toBe(false)
    for (const add of [
      (other: Y.Doc) => other.getText('note').insert(0, 'a'),
      (other: Y.Doc) => other.getMap('map').set('a', 1),
      (other: Y.Doc) => other.getArray('products').push([new Y.Text('a')]),
    ]) {
      const other = new Y.Doc()
      sync(doc, other)
      add(other)
      expect(holdsOnly(other, ['products'])).toBe(false)
    }
  })

  it('R10 tells what a transaction deleted, here or elsewhere', () => {
    const relay = new Y.Doc()
    appendToLog(relay, 'products', [['a'], ['b'], ['c'], ['d']])
    appendToLog(relay, 'departments', [['x']])
    const till = new Y.Doc()
    sync(relay, till)
    for (const doc of [relay, till]) {
      const deleted: Record<string, string[]>[] = []
      doc.on('afterTransaction', (transaction: Y.Transaction) => {
        const found = sorted(entriesDeletedBy(transaction))
        if (Object.keys(found).length > 0) deleted.push(found)
      })
      if (doc === relay) {
        relay.transact(() => {
          deleteFromLog(relay, 'products', [1, 2])
          deleteFromLog(relay, 'departments', [0])
        })
      } else sync(relay, till)
      expect(deleted).toEqual([{ products: ['b', 'c'], departments: ['x'] }])
    }
    appendToLog(till, 'products', [['e']])
    expect(readLog(till, 'products')).toEqual([['a'], ['d'], ['e']])
  })

  it('R9 deletes any set of entries by index, in one transaction', () => {
    const count = 300
    for (const wanted of [
      (i: number) => i % 2 === 0,
      (i: number) => i % 7 < 3,
      () => true,
      (i: number) => i === 299,
    ]) {
      const doc = new Y.Doc()
      const all = Array.from({ length: count }, (_, i) => [`e${i}`])
      appendToLog(doc, 'products', all)
      let updates = 0
      doc.on('update', () => updates++)
      deleteFromLog(
        doc,
        'products',
        all.flatMap((_, i) => (wanted(i) ? [i] : [])),
      )
      expect(readLog(doc, 'products')).toEqual(all.filter((_, i) => !wanted(i)))
      expect(updates).toBe(1)
    }
    const doc = new Y.Doc()
    deleteFromLog(doc, 'products', [])
    expect(readLog(doc, 'products')).toEqual([])
  })
})

describe('deleting from a log', () => {
  it('R9 leaves the array as right as it was: by index, in both of its copies, and for what is appended later', () => {
    const doc = new Y.Doc()
    const other = new Y.Doc()
    for (let i = 0; i < 200; i++) {
      appendToLog(i % 3 ? doc : other, 'products', [[`e${i}`]])
      sync(doc, other)
      sync(other, doc)
    }
    const before = readLog(doc, 'products')
    // Reading by index makes Yjs remember where indexes are.
    for (let i = 0; i < 200; i += 17) doc.getArray('products').get(i)
    const gone = before.flatMap((_, i) => (i % 5 === 2 || (i > 90 && i < 130) ? [i] : []))
    deleteFromLog(doc, 'products', gone)
    const left = before.filter((_, i) => !gone.includes(i))
    expect(left.map((_, i) => doc.getArray('products').get(i))).toEqual(left)
    appendToLog(doc, 'products', [['last']])
    doc.getArray('products').insert(100, [['between']])
    sync(doc, other)
    const expected = [...left.slice(0, 100), ['between'], ...left.slice(100), ['last']]
    expect(readLog(doc, 'products')).toEqual(expected)
    expect(readLog(other, 'products')).toEqual(expected)
    expect(doc.getArray('products').length).toBe(expected.length)
  })
})

describe('dot', () => {
  it('R1 is replica and counter, and nothing else is one', () => {
    expect(parseDot('a-B_1.12')).toEqual({ replica: 'a-B_1', counter: 12 })
    for (const text of [
      '',
      '.',
      'a',
      'a.',
      '.1',
      'a.0',
      'a.01',
      'a.1.2',
      'a.-1',
      'a.1e3',
      'a b.1',
      `a.${'9'.repeat(16)}`,
    ]) {
      expect(parseDot(text), text).toBeUndefined()
    }
  })
})

/** Entries of one text each, by log, in order of their text. */
function sorted(entries: ReadonlyMap<string, readonly unknown[]>): Record<string, string[]> {
  const result: Record<string, string[]> = {}
  for (const [log, raws] of entries) result[log] = raws.map(raw => String(raw)).sort()
  return result
}
