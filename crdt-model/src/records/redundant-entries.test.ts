import { describe, expect, it } from 'vitest'
import { type ReplicaId, toId } from '../ids.ts'
import type { Dot } from '../log/dot.ts'
import { everythingShown } from '../testing/record-oracle.ts'
import type { RecordEntry } from './record-entry.ts'
import { applyRecordEntries, createRecordFold } from './record-fold.ts'
import { redundantEntries } from './redundant-entries.ts'
import { writeRecord } from './write-record.ts'

function wrote(dot: Dot, fields: Record<string, number>, replaces: Record<string, Dot[]> = {}): RecordEntry {
  const [replica = '', counter] = dot.split('.')
  return {
    replica: toId<ReplicaId>(replica),
    counter: Number(counter),
    record: 'tea',
    fields,
    replaces,
    who: 'ana',
    at: 0,
  }
}

/** Each replica's latest entry stays; an unrelated one puts the others of that replica up for deletion. */
function latestOf(replica: string): RecordEntry {
  return { ...wrote(`${replica}.99`, { note: 1 }), record: replica }
}

const others = ['a', 'b', 'c'].map(latestOf)
const A = wrote('a.1', { price: 1 })
const B = wrote('b.1', { price: 2 }, { price: ['a.1'] })
const C = wrote('c.1', { price: 3 }, { price: ['b.1'] })

/** The dots of what may be deleted. */
function redundantOf(...entries: (RecordEntry | undefined)[]): string[] {
  return redundantEntries(entries).map(index => `${entries[index]?.replica}.${entries[index]?.counter}`)
}

function shown(entries: readonly RecordEntry[]): string {
  const fold = createRecordFold()
  applyRecordEntries(fold, entries)
  return everythingShown(fold)
}

describe('redundant entries', () => {
  it('R9 keeps what nobody replaced, and what is no entry', () => {
    expect(redundantOf(A, ...others)).toEqual([])
    expect(redundantOf(undefined, A, undefined, B, ...others)).toEqual(['a.1'])
  })

  it('R9 keeps an entry while one of its fields is not replaced', () => {
    const both = wrote('a.1', { price: 1, name: 1 })
    expect(redundantOf(both, B, ...others)).toEqual([])
    const name = wrote('c.1', { name: 2 }, { name: ['a.1'] })
    expect(redundantOf(both, B, name, ...others)).toEqual(['a.1'])
  })

  it('R9 deletes a whole chain at once', () => {
    expect(redundantOf(C, A, B, ...others)).toEqual(['a.1', 'b.1'])
  })

  it('R9 keeps a replacement whose replaced entry was never here: it could still come', () => {
    const withoutA = [latestOf('b'), latestOf('c')]
    expect(redundantOf(B, C, ...withoutA)).toEqual([])
    expect(shown([...withoutA, B, C, A])).toBe(shown([...withoutA, C]))
    expect(shown([...withoutA, C, A])).not.toBe(shown([...withoutA, C]))
  })

  it('R9 deletes a replacement whose replaced entry was here and is deleted', () => {
    expect(redundantOf(B, C, ...others)).toEqual(['b.1'])
  })

  it('R9 keeps a replacement while what it replaces stays for another field', () => {
    const both = wrote('a.1', { price: 1, name: 1 })
    expect(redundantOf(both, B, C, ...others)).toEqual([])
    expect(shown([both, C])).not.toBe(shown([both, B, C]))
  })

  it('R9 lets one of two replacements go, when the other stays', () => {
    const both = wrote('a.1', { price: 1, name: 1 })
    const alsoReplaces = wrote('c.1', { price: 3 }, { price: ['a.1', 'b.1'] })
    expect(redundantOf(both, B, alsoReplaces, ...others)).toEqual(['b.1'])
  })

  it('R9 keeps the latest entry of each replica: it proves what was here', () => {
    expect(redundantOf(A, B, C)).toEqual([])
    expect(redundantOf(A, latestOf('a'), B, C)).toEqual(['a.1'])
  })

  it('R9 keeps along the chain whatever hangs on an entry that must stay', () => {
    const D = wrote('d.1', { price: 4 }, { price: ['c.1'] })
    const withoutA = [latestOf('b'), latestOf('c'), latestOf('d')]
    // B must stay for A's sake; C replaces B's value, so C must stay too.
    expect(redundantOf(B, C, D, ...withoutA)).toEqual([])
  })

  it('R9 keeps what must stay, and whatever hangs on it', () => {
    const log = [A, B, C, ...others]
    expect(redundantEntries(log)).toEqual([0, 1])
    expect(redundantEntries(log, new Set([1]))).toEqual([0])
    // Without B, A would come back.
    expect(redundantEntries(log, new Set([0]))).toEqual([])
  })

  it('R9 does not fall for entries that replace each other', () => {
    const first = wrote('a.1', { price: 1 }, { price: ['b.1'] })
    const second = wrote('b.1', { price: 2 }, { price: ['a.1'] })
    const rest = [latestOf('a'), latestOf('b')]
    expect(redundantOf(first, second, ...rest)).toEqual(['a.1', 'b.1'])
    expect(shown([first, second, ...rest])).toBe(shown(rest))
  })

  it('R9 does not take a dot of another record for a replaced value', () => {
    const elsewhere = { ...B, record: 'cup' }
    expect(redundantOf(A, elsewhere, C, ...others)).toEqual([])
  })

  it('R9 leaves one entry of each edited field, however often it was edited, beside the first', () => {
    const ana = toId<ReplicaId>('ana')
    const fold = createRecordFold()
    const log: RecordEntry[] = []
    const write = (fields: Record<string, number>) => {
      const entry = writeRecord(fold, {
        replica: ana,
        counter: log.length + 1,
        record: 'tea',
        fields,
        who: 'ana',
        at: 0,
      })
      if (entry === undefined) throw new Error('the test expected something to write')
      applyRecordEntries(fold, [entry])
      log.push(entry)
    }
    write({ price: 0, name: 0, tags: 0 })
    for (let i = 1; i <= 50; i++) write(i % 2 ? { price: i } : { name: i })
    const gone = new Set(redundantEntries(log))
    const kept = log.filter((_, index) => !gone.has(index))
    expect(kept.map(({ counter }) => counter)).toEqual([1, 50, 51])
    expect(shown(kept)).toBe(shown(log))
  })
})
