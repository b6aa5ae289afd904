import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReplicaId, toId } from '../ids.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import type { Fields, RecordEntry, RecordState } from './record-entry.ts'
import { applyRecordEntries, createRecordFold, type RecordFold, readRecord } from './record-fold.ts'
import { restoredFields, valuesBefore } from './record-history.ts'
import { redundantEntries } from './redundant-entries.ts'
import { writeRecord } from './write-record.ts'

/** Writers that see what the fold they are given sees. */
class Log {
  readonly entries: RecordEntry[] = []
  #counter = 0

  write(fields: Fields, seen: readonly RecordEntry[] = this.entries, by = 'ann'): RecordEntry {
    const write = {
      replica: toId<ReplicaId>(by),
      counter: ++this.#counter,
      record: 'tea',
      fields,
      who: by,
      at: this.#counter,
    }
    const entry = writeRecord(foldOf(seen), write)
    if (entry === undefined) throw new Error('nothing to write')
    this.entries.push(entry)
    return entry
  }
}

function foldOf(entries: readonly RecordEntry[]): RecordFold {
  const fold = createRecordFold()
  applyRecordEntries(fold, entries)
  return fold
}

function stateOf(entries: readonly RecordEntry[]): RecordState {
  const state = readRecord(foldOf(entries), 'tea')
  if (state === undefined) throw new Error('the record must be there')
  return state
}

const DEFAULTS: Fields = { price: null, archived: false, note: '' }

describe('values before an entry', () => {
  it('H2 are those it replaced, and none for a new field', () => {
    const log = new Log()
    const first = log.write({ price: 100, name: 'Tea' })
    const second = log.write({ price: 120, note: 'new' })
    expect(valuesBefore(second, 'price', log.entries)).toEqual([100])
    expect(valuesBefore(second, 'note', log.entries)).toEqual([])
    expect(valuesBefore(first, 'price', log.entries)).toEqual([])
  })

  it('H2 leave out what was replaced before and is only named again', () => {
    const log = new Log()
    log.write({ price: 100, name: 'Tea' })
    log.write({ price: 120, note: 'new' })
    const third = log.write({ price: 150 })
    // R6: the name keeps the first entry alive, so the third names its price again.
    expect(third.replaces.price).toHaveLength(2)
    expect(valuesBefore(third, 'price', log.entries)).toEqual([120])
  })

  it('H2 are both sides of a conflict that it settled', () => {
    const log = new Log()
    const first = log.write({ price: 100 })
    log.write({ price: 120 }, [first])
    log.write({ price: 130 }, [first], 'bob')
    const settling = log.write({ price: 140 })
    expect(valuesBefore(settling, 'price', log.entries)).toEqual([120, 130])
  })

  it('H2 are what is known of them', () => {
    const log = new Log()
    log.write({ price: 100 })
    const second = log.write({ price: 120 })
    expect(valuesBefore(second, 'price', [])).toEqual([])
  })
})

describe('restoring a record', () => {
  it('H3 writes what differs and nothing else', () => {
    const log = new Log()
    log.write({ price: 100, name: 'Tea' })
    const then = stateOf(log.entries)
    log.write({ price: 120 })
    expect(restoredFields(then, stateOf(log.entries), DEFAULTS)).toEqual({ price: 100 })
    log.write({ price: 100 })
    expect(restoredFields(then, stateOf(log.entries), DEFAULTS)).toEqual({})
  })

  it('H3 gives a field that nobody had written its default', () => {
    const log = new Log()
    log.write({ name: 'Tea' })
    const then = stateOf(log.entries)
    log.write({ price: 120, archived: true, colour: 'red' })
    expect(restoredFields(then, stateOf(log.entries), DEFAULTS)).toEqual({ price: null, archived: false })
  })

  it('H3 archives a record that was not there yet, once', () => {
    const log = new Log()
    log.write({ name: 'Tea' })
    expect(restoredFields(undefined, stateOf(log.entries), DEFAULTS)).toEqual({ archived: true })
    expect(restoredFields(undefined, stateOf(log.entries), {})).toEqual({})
    log.write({ archived: true })
    expect(restoredFields(undefined, stateOf(log.entries), DEFAULTS)).toEqual({})
  })

  it('H3 leaves a conflict alone that is still the same, and settles one that is new', () => {
    const log = new Log()
    const first = log.write({ price: 100, name: 'Tea' })
    log.write({ price: 120 }, [first])
    const before = stateOf(log.entries)
    log.write({ price: 130 }, [first], 'bob')
    const torn = stateOf(log.entries)
    expect(restoredFields(torn, stateOf(log.entries), DEFAULTS)).toEqual({})
    expect(restoredFields(before, torn, DEFAULTS)).toEqual({ price: 120 })
    log.write({ price: 140 })
    expect(restoredFields(torn, stateOf(log.entries), DEFAULTS)).toEqual({ price: 120 })
  })
})

describe('a history that forgets', () => {
  const step = fc.record({
    by: fc.nat({ max: 2 }),
    field: fc.constantFrom('price', 'name', 'note'),
    value: fc.nat({ max: 3 }),
    /** How many of the entries so far the writer has not seen. */
    unseen: fc.nat({ max: 3 }),
  })

  for (const { name, seed } of seeds({ first: 1, second: 20_261_121 })) {
    it(
      `H1 tells every moment from its beginning on as before (${name} ${seed})`,
      () => {
        fc.assert(
          fc.property(fc.array(step, { maxLength: 25, size: 'max' }), fc.nat({ max: 25 }), tellsTheSame),
          { seed },
        )
      },
      PROPERTY_TIMEOUT,
    )
  }
})

function tellsTheSame(steps: readonly Step[], beginning: number): void {
  const log = new History()
  for (const each of steps) log.write(each)
  const all = log.entries
  const old = all.slice(0, beginning)
  const forgotten = new Set(redundantEntries(old))
  const kept = all.filter((_, index) => !forgotten.has(index))
  for (let moment = old.length; moment <= all.length; moment++) {
    const before = all.slice(0, moment)
    expect(shown(kept.filter(entry => before.includes(entry)))).toEqual(shown(before))
  }
}

interface Step {
  readonly by: number
  readonly field: string
  readonly value: number
  readonly unseen: number
}

/** Writers who each miss some of what the others wrote lately. */
class History {
  readonly entries: RecordEntry[] = []
  readonly #counters = [0, 0, 0]

  write(step: Step): void {
    const seen = this.entries.filter(
      (entry, index) => entry.who === String(step.by) || index < this.entries.length - step.unseen,
    )
    const counter = (this.#counters[step.by] ?? 0) + 1
    const entry = writeRecord(foldOf(seen), {
      replica: toId<ReplicaId>(`r${step.by}`),
      counter,
      record: 'tea',
      fields: { [step.field]: step.value },
      who: String(step.by),
      at: 0,
    })
    if (entry === undefined) return
    this.#counters[step.by] = counter
    this.entries.push(entry)
  }
}

function shown(entries: readonly RecordEntry[]): RecordState | undefined {
  return readRecord(foldOf(entries), 'tea')
}
