import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReplicaId, toId } from '../ids.ts'
import { everythingShown, valuesNobodyReplaced, valuesShown } from '../testing/record-oracle.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import type { Fields, RecordEntry } from './record-entry.ts'
import {
  applyDeletedEntries,
  applyRecordEntries,
  conflictsOf,
  createRecordFold,
  currentVersion,
  type RecordFold,
  readRecord,
  recordIds,
} from './record-fold.ts'
import { writeRecord } from './write-record.ts'

/** Somebody who edits: an own fold, and a counter. */
function editor(name: string, knows: readonly RecordEntry[] = []) {
  const replica = toId<ReplicaId>(name)
  const fold = foldOf(knows)
  let counter = 0
  return {
    fold,
    hears(...entries: RecordEntry[]): void {
      applyRecordEntries(fold, entries)
    },
    /** Undefined when there is nothing to write. */
    writes(record: string, fields: Fields): RecordEntry | undefined {
      const entry = writeRecord(fold, { replica, counter: counter + 1, record, fields, who: name, at: 1_000 })
      if (entry === undefined) return undefined
      counter++
      applyRecordEntries(fold, [entry])
      return entry
    },
    wrote(record: string, fields: Fields): RecordEntry {
      const entry = this.writes(record, fields)
      if (entry === undefined) throw new Error('the test expected something to write')
      return entry
    },
  }
}

function foldOf(entries: Iterable<RecordEntry>): RecordFold {
  const fold = createRecordFold()
  applyRecordEntries(fold, entries)
  return fold
}

function field(fold: RecordFold, record: string, name: string) {
  return readRecord(fold, record)?.fields.get(name)
}

describe('record fold', () => {
  it('R2 shows a written field as settled, with who and when', () => {
    const entry = editor('ana').wrote('tea', { price: 500, name: 'Tea' })
    expect(field(foldOf([entry]), 'tea', 'price')).toEqual({
      kind: 'settled',
      version: { value: 500, dot: 'ana.1', who: 'ana', at: 1_000 },
    })
    expect(readRecord(foldOf([entry]), 'coffee')).toBeUndefined()
  })

  it('R2 merges different fields of one record, written at the same time, without a word', () => {
    const base = editor('seed').wrote('tea', { price: 500, name: 'Tea' })
    const price = editor('ana', [base]).wrote('tea', { price: 600 })
    const name = editor('ben', [base]).wrote('tea', { name: 'Green tea' })
    expect(valuesShown(foldOf([base, price, name]))).toEqual(['tea name "Green tea"', 'tea price 600'])
  })

  it('R3 keeps both values of one field, written at the same time, until a person picks one', () => {
    const base = editor('seed').wrote('tea', { price: 500 })
    const ana = editor('ana', [base])
    const ben = editor('ben', [base])
    const cheap = ana.wrote('tea', { price: 400 })
    const dear = ben.wrote('tea', { price: 600 })
    const fold = foldOf([dear, base, cheap])
    const record = readRecord(fold, 'tea')
    if (record === undefined) throw new Error('the record is missing')
    expect(conflictsOf(record)).toEqual(['price'])
    const state = record.fields.get('price')
    expect(state?.kind === 'conflict' && state.versions.map(version => version.value)).toEqual([400, 600])

    ana.hears(dear)
    const settled = ana.wrote('tea', { price: 600 })
    applyRecordEntries(fold, [settled])
    expect(field(fold, 'tea', 'price')).toMatchObject({
      kind: 'settled',
      version: { value: 600, who: 'ana' },
    })
  })

  it('R3 does not lose a value written during the settling of a conflict by somebody who did not see it', () => {
    const base = editor('seed').wrote('tea', { price: 500 })
    const ana = editor('ana', [base])
    const cheap = ana.wrote('tea', { price: 400 })
    const dear = editor('ben', [base]).wrote('tea', { price: 600 })
    ana.hears(dear)
    const settled = ana.wrote('tea', { price: 400 })
    const late = editor('eva', [base]).wrote('tea', { price: 700 })
    expect(valuesShown(foldOf([late, settled, cheap, dear, base]))).toEqual([
      'tea price 400',
      'tea price 700',
    ])
  })

  it('R4 shows equal values written at the same time as one settled value', () => {
    const base = editor('seed').wrote('tea', { tags: ['a'], size: { grams: 5, box: 'x' } })
    const one = editor('ana', [base]).wrote('tea', { tags: ['b'], size: { grams: 6, box: 'y' } })
    const two = editor('ben', [base]).wrote('tea', { tags: ['b'], size: { box: 'y', grams: 6 } })
    const fold = foldOf([two, one])
    applyRecordEntries(fold, [base])
    expect(field(fold, 'tea', 'tags')).toMatchObject({
      kind: 'settled',
      version: { value: ['b'], who: 'ana' },
    })
    expect(field(fold, 'tea', 'size')?.kind).toBe('settled')
    expect(editor('eva', [base, one, two]).writes('tea', { tags: ['b'] })).toBeUndefined()
    expect(editor('eva', [base, one, two]).wrote('tea', { tags: [] }).replaces).toEqual({
      tags: ['ana.1', 'ben.1'],
    })
  })

  it('R5 picks by the dot, and never by the time somebody’s clock showed', () => {
    const early = { ...editor('zoe').wrote('tea', { price: 1 }), at: 1 }
    const late = { ...editor('ana').wrote('tea', { price: 2 }), at: 9_999_999 }
    for (const entries of [
      [early, late],
      [late, early],
    ]) {
      const record = readRecord(foldOf(entries), 'tea')
      expect(record && currentVersion(record, 'price')).toMatchObject({ value: 2, dot: 'ana.1' })
    }
  })

  it('R6 writes only what changes, and nothing when nothing does', () => {
    const ana = editor('ana')
    ana.wrote('tea', { price: 500, name: 'Tea', tags: ['x'] })
    expect(ana.wrote('tea', { price: 600, name: 'Tea', tags: ['x'] })).toMatchObject({
      counter: 2,
      fields: { price: 600 },
      replaces: { price: ['ana.1'] },
    })
    expect(ana.writes('tea', { price: 600, name: 'Tea' })).toBeUndefined()
  })

  it('R6 replaces again what is replaced in an entry that other fields keep alive', () => {
    const ana = editor('ana')
    ana.wrote('tea', { price: 1, name: 'Tea' })
    ana.wrote('tea', { price: 2 })
    expect(ana.wrote('tea', { price: 3 }).replaces).toEqual({ price: ['ana.1', 'ana.2'] })
    expect(ana.wrote('tea', { price: 4 }).replaces).toEqual({ price: ['ana.1', 'ana.3'] })
    expect(ana.wrote('tea', { name: 'Green tea' }).replaces).toEqual({ name: ['ana.1'] })
    expect(ana.wrote('tea', { price: 5 }).replaces).toEqual({ price: ['ana.4'] })
  })

  it('R6 settles a conflict even with the value that is picked already', () => {
    const ben = editor('ben').wrote('tea', { price: 2 })
    const ana = editor('ana')
    ana.wrote('tea', { price: 1 })
    ana.hears(ben)
    expect(ana.wrote('tea', { price: 1 }).replaces).toEqual({ price: ['ana.1', 'ben.1'] })
  })

  it('R8 keeps what two entries say that wrongly have one dot', () => {
    const one = editor('ana').wrote('tea', { price: 1, name: 'Tea' })
    const two = editor('ana').wrote('tea', { price: 2 })
    const all = [one, two]
    expect(valuesShown(foldOf(all))).toEqual(['tea name "Tea"', 'tea price 1', 'tea price 2'])
    expect(everythingShown(foldOf([...all].reverse()))).toBe(everythingShown(foldOf(all)))
    const after = editor('ben', all).wrote('tea', { price: 3 })
    expect(valuesShown(foldOf([after, ...all, ...all]))).toEqual(['tea name "Tea"', 'tea price 3'])
  })

  it('R2 reports the changed records only, and a duplicate changes nothing', () => {
    const ana = editor('ana')
    const tea = ana.wrote('tea', { price: 1 })
    const cup = ana.wrote('cup', { price: 2 })
    const dearer = ana.wrote('tea', { price: 3 })
    const fold = createRecordFold()
    expect(applyRecordEntries(fold, [tea, cup])).toEqual(new Set(['tea', 'cup']))
    expect(applyRecordEntries(fold, [cup])).toEqual(new Set())
    expect(applyRecordEntries(fold, [dearer])).toEqual(new Set(['tea']))
    expect(applyRecordEntries(fold, [tea, dearer, cup])).toEqual(new Set())
    expect([...recordIds(fold)]).toEqual(['tea', 'cup'])
  })

  it('R10 drops the values of a deleted entry whose replacement was deleted before it was seen here', () => {
    const ana = editor('ana')
    const first = ana.wrote('tea', { price: 1, name: 'Tea' })
    const second = ana.wrote('tea', { price: 2, name: 'Teas' })
    const third = ana.wrote('tea', { price: 3, name: 'Tea!' })
    const lagging = foldOf([first])
    applyRecordEntries(lagging, [third])
    expect(valuesShown(lagging)).toHaveLength(4)
    expect(applyDeletedEntries(lagging, [first])).toEqual(new Set(['tea']))
    expect(applyDeletedEntries(lagging, [first])).toEqual(new Set())
    expect(everythingShown(lagging)).toBe(everythingShown(foldOf([first, second, third])))
    expect(applyRecordEntries(lagging, [first])).toEqual(new Set())
  })

  for (const { name, seed } of seeds({ first: 1, second: 20_261_120 })) {
    it(
      `R2 is the same for any order, duplication and grouping (${name}, seed ${seed})`,
      () => {
        fc.assert(
          fc.property(
            history(),
            fc.array(fc.nat({ max: 999 }), { maxLength: 60, size: 'max' }),
            (entries, draws) => {
              const expected = foldOf(entries)
              expect(valuesShown(expected)).toEqual(valuesNobodyReplaced(entries))
              const mixed = foldInPieces(shuffled(entries, draws), draws)
              expect(everythingShown(mixed)).toBe(everythingShown(expected))
            },
          ),
          { seed, numRuns: 300 },
        )
      },
      PROPERTY_TIMEOUT,
    )
  }
})

/** Entries of three editors who hear of each other's now and then. */
function history(): fc.Arbitrary<RecordEntry[]> {
  const step = fc.record({
    who: fc.nat({ max: 2 }),
    hears: fc.array(fc.nat({ max: 30 }), { maxLength: 6, size: 'max' }),
    record: fc.constantFrom('tea', 'cup'),
    fields: fc.dictionary(fc.constantFrom('price', 'name', 'tags'), fc.nat({ max: 3 }), { minKeys: 1 }),
  })
  return fc.array(step, { maxLength: 30, size: 'max' }).map(steps => {
    const editors = ['ana', 'ben', 'eva'].map(name => editor(name))
    const written: RecordEntry[] = []
    for (const { who, hears, record, fields } of steps) {
      const one = editors[who]
      one?.hears(...hears.flatMap(index => written[index] ?? []))
      const entry = one?.writes(record, fields)
      if (entry !== undefined) written.push(entry)
    }
    return written
  })
}

/** In another order, some of them twice. */
function shuffled(entries: readonly RecordEntry[], draws: readonly number[]): RecordEntry[] {
  const mixed = [...entries]
  draws.forEach((draw, index) => {
    const entry = mixed[draw % mixed.length]
    if (entry !== undefined) mixed.splice(index % mixed.length, 0, entry)
  })
  return mixed.reverse()
}

function foldInPieces(entries: readonly RecordEntry[], draws: readonly number[]): RecordFold {
  const fold = createRecordFold()
  let at = 0
  for (const draw of draws) {
    applyRecordEntries(fold, entries.slice(at, at + (draw % 4)))
    at += draw % 4
  }
  applyRecordEntries(fold, entries.slice(at))
  return fold
}
