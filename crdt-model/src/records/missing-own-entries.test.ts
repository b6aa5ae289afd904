import { describe, expect, it } from 'vitest'
import { type ReplicaId, toId } from '../ids.ts'
import { encodeRecordEntry } from './encode-record-entry.ts'
import { missingOwnEntries } from './missing-own-entries.ts'

const entry = (replica: string, counter: number) =>
  encodeRecordEntry({
    replica: toId<ReplicaId>(replica),
    counter,
    record: 'soap',
    fields: { price: counter },
    replaces: {},
    who: 'Olga',
    at: 1,
  })
const own = new Set(['mine', 'earlier'])
const dots = (copy: unknown[], fetched: unknown[]) =>
  missingOwnEntries(copy, fetched, own).map(({ replica, counter }) => `${replica}.${counter}`)

describe('entries to write again', () => {
  it('W5 are the own ones that the relay never had, in the order of their counters', () => {
    const copy = [entry('mine', 3), entry('mine', 2), entry('mine', 1), entry('earlier', 1)]
    expect(dots(copy, [entry('mine', 1)])).toEqual(['earlier.1', 'mine.2', 'mine.3'])
    expect(dots(copy, [...copy])).toEqual([])
  })

  it('W5 are not those that were there and are deleted: a later one of their replica tells', () => {
    expect(dots([entry('mine', 1), entry('mine', 2), entry('mine', 3)], [entry('mine', 2)])).toEqual([
      'mine.3',
    ])
  })

  it('W5 are nobody else’s, are no rubbish, and come once', () => {
    const copy = [entry('theirs', 1), 'rubbish', entry('mine', 1), entry('mine', 1)]
    expect(dots(copy, [])).toEqual(['mine.1'])
  })
})
