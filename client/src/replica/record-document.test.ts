import {
  appendToLog,
  conflictsOf,
  currentVersion,
  deleteRedundantEntries,
  type Fields,
  type ReplicaId,
  readRecord,
  toId,
} from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { RecordDocument } from './record-document.ts'
import { Slices } from './slices.ts'

const LOGS = ['products', 'departments'] as const

function device(name: string) {
  const doc = new Y.Doc()
  const records = new RecordDocument(doc, LOGS)
  const edit = { replica: toId<ReplicaId>(name), who: name, at: 1_772_445_600 }
  const write = (record: string, fields: Fields) => records.write('products', [{ record, fields }], edit)
  const value = (record: string, field: string) => {
    const state = readRecord(records.fold('products'), record)
    return state && currentVersion(state, field)?.value
  }
  return { doc, records, edit, write, value }
}

function exchange(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)))
}

describe('following a document', () => {
  it('folds what arrives, and tells which records changed, once', async () => {
    const office = device('office')
    const till = device('till')
    office.write('p1', { name: 'Lamp' })
    exchange(office.doc, till.doc)
    await till.records.advance(new Slices())
    expect(till.records.takeChanged().records).toEqual(new Map([['products', new Set(['p1'])]]))
    expect(till.records.takeChanged().records.size).toBe(0)
    expect(till.value('p1', 'name')).toBe('Lamp')
    office.write('p2', { name: 'Box' })
    exchange(office.doc, till.doc)
    await till.records.advance(new Slices())
    expect(till.records.takeChanged().records.get('products')).toEqual(new Set(['p2']))
  })

  it('names the records that a projection made earlier lacks', async () => {
    const office = device('office')
    const till = device('till')
    office.write('p1', { name: 'Lamp' })
    exchange(office.doc, till.doc)
    await till.records.advance(new Slices())
    const { state } = till.records.takeChanged()
    office.write('p2', { name: 'Box' })
    exchange(office.doc, till.doc)

    const restarted = new RecordDocument(till.doc, LOGS)
    await restarted.advance(new Slices())
    expect(restarted.recordsSince(state)).toEqual(new Map([['products', new Set(['p2'])]]))
    expect(restarted.recordsSince(restarted.takeChanged().state).size).toBe(0)
    expect(restarted.recordsSince(undefined).get('products')).toEqual(new Set(['p1', 'p2']))
  })

  it('R10 sees no conflict with a value whose replacement was compacted away before it was seen here', async () => {
    const office = device('office')
    const till = device('till')
    office.write('p1', { price: 100 })
    exchange(office.doc, till.doc)
    await till.records.advance(new Slices())
    office.write('p1', { price: 110 })
    office.write('p1', { price: 120 })
    expect(deleteRedundantEntries(office.doc, 'products')).toBeGreaterThan(0)
    exchange(office.doc, till.doc)
    await till.records.advance(new Slices())
    const record = readRecord(till.records.fold('products'), 'p1')
    expect(record && conflictsOf(record)).toEqual([])
    expect(till.value('p1', 'price')).toBe(120)
  })

  it('leaves out what is no entry, and logs it does not know', async () => {
    const { doc, records } = device('till')
    appendToLog(doc, 'products', ['nonsense', [1, 2]])
    appendToLog(doc, 'others', [['a']])
    await records.advance(new Slices())
    expect(records.takeChanged().records.size).toBe(0)
    expect(() => records.fold('people')).toThrow(RangeError)
  })
})

describe('writing', () => {
  it('replaces what arrived a moment before, though nobody folded it yet', () => {
    const a = device('a')
    const b = device('b')
    a.write('p1', { price: 100 })
    exchange(a.doc, b.doc)
    b.write('p1', { price: 200 })
    exchange(a.doc, b.doc)
    a.write('p1', { price: 300 })
    exchange(a.doc, b.doc)
    b.records.takeChanged()
    const state = readRecord(b.records.fold('products'), 'p1')
    expect(state?.fields.get('price')?.kind).toBe('settled')
    expect(b.value('p1', 'price')).toBe(300)
  })

  it('keeps both values of edits that did not see each other', () => {
    const a = device('a')
    const b = device('b')
    a.write('p1', { price: 100 })
    exchange(a.doc, b.doc)
    a.write('p1', { price: 110 })
    b.write('p1', { price: 120 })
    exchange(a.doc, b.doc)
    for (const { records } of [a, b]) {
      records.takeChanged()
      expect(readRecord(records.fold('products'), 'p1')?.fields.get('price')?.kind).toBe('conflict')
    }
  })

  it('writes nothing for a value that is there already', () => {
    const a = device('a')
    expect(a.write('p1', { price: 100 })).toBe(1)
    const before = Y.encodeStateVector(a.doc)
    expect(a.write('p1', { price: 100 })).toBe(0)
    expect(Y.encodeStateVector(a.doc)).toEqual(before)
  })

  it('writes many records in one update', () => {
    const a = device('a')
    let updates = 0
    a.doc.on('update', () => updates++)
    const writes = Array.from({ length: 50 }, (_, i) => ({ record: `p${i}`, fields: { price: i } }))
    expect(a.records.write('products', writes, a.edit)).toBe(50)
    expect(updates).toBe(1)
  })
})
