import { appendToLog } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeRandom } from '../../../test/harness/random.ts'
import { readUpdateShape } from './read-update.ts'
import { JoinedRuns, readRun } from './update-run.ts'

const LOG = 'entries'

/** The updates of a writer that appends entries, some of them several at once. */
function journal(count: number, client = 77): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  doc.clientID = client
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  for (let n = 0; n < count; n++) {
    const entries = Array.from({ length: 1 + (n % 3) }, (_, i) =>
      Uint8Array.from({ length: 120 + i }, () => n),
    )
    appendToLog(doc, LOG, entries)
  }
  return { doc, updates }
}

describe('a run', () => {
  it('is what a till adds behind its own last entry, as the guard reads it', () => {
    const [first = none, ...others] = journal(20).updates
    expect(readRun(first)).toBeUndefined()
    for (const update of others) {
      const run = readRun(update)
      const { structs, structCount } = readUpdateShape(update.slice())
      expect(run && [{ client: run.client, from: run.from, end: run.end }]).toEqual(structs)
      expect(run?.structCount).toBe(structCount)
    }
  })

  it('is nothing else', () => {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    const list = doc.getArray<unknown>(LOG)
    list.push([[Uint8Array.of(1)]])
    list.push(['text'])
    list.insert(0, [[Uint8Array.of(2)]])
    list.delete(0)
    doc.getMap('map').set('a', [Uint8Array.of(1)])
    list.push([new Y.Array()])
    list.push([[Uint8Array.of(1), Uint8Array.of(2)]])
    list.push([{ a: 1 }])
    list.push([Uint8Array.of(1)])
    expect(updates.map(update => readRun(update))).toEqual(updates.map(() => undefined))
    expect(readRun(Uint8Array.of(0, 0))).toBeUndefined()
    expect(readRun(none)).toBeUndefined()
  })

  it('is read within its bounds, wherever it lies', () => {
    const update = journal(2).updates[1] ?? none
    const memory = new Uint8Array(update.length + 200).fill(116)
    memory.set(update, 100)
    const view = memory.subarray(100, 100 + update.length)
    expect(readRun(view)).toEqual(readRun(update))
    for (let length = 0; length < update.length; length++)
      expect(readRun(view.subarray(0, length))).toBeUndefined()
    expect(readRun(memory.subarray(100, 101 + update.length))).toBeUndefined()
  })

  it('joins with what follows it into the same document', () => {
    const { doc, updates } = journal(50)
    const [first = none, ...others] = updates
    const joined = new JoinedRuns()
    for (const update of others) {
      const run = readRun(update)
      if (run === undefined) throw new Error('it is a run')
      expect(joined.takes(run)).toBe(true)
      joined.add(run, update)
      expect(joined.takes(run)).toBe(false)
    }
    const copy = new Y.Doc()
    Y.applyUpdate(copy, first)
    Y.applyUpdate(copy, joined.toUpdate())
    expect(copy.getArray(LOG).toJSON()).toEqual(doc.getArray(LOG).toJSON())
    expect(Y.encodeStateAsUpdate(copy)).toEqual(Y.encodeStateAsUpdate(doc))
    expect(readUpdateShape(joined.toUpdate()).structs).toHaveLength(1)
  })

  it('is, of 20,000 damaged ones, only what the guard reads the same and Yjs can apply', () => {
    const { updates } = journal(30)
    const random = makeRandom(1)
    let runs = 0
    for (let n = 0; n < 20_000; n++) {
      const index = 1 + Math.floor(random() * (updates.length - 1))
      const damaged = (updates[index] ?? none).slice()
      for (let hits = 0; hits <= n % 2; hits++)
        damaged[Math.floor(random() * Math.min(damaged.length, 40))] = Math.floor(random() * 256)
      const run = readRun(damaged)
      if (run === undefined) continue
      runs++
      const shape = readUpdateShape(damaged)
      expect([{ client: run.client, from: run.from, end: run.end }]).toEqual(shape.structs)
      if (run.client !== 77 || n % 20 !== 0) continue
      const doc = new Y.Doc()
      for (const update of updates.slice(0, index)) Y.applyUpdate(doc, update)
      if (Y.getState(doc.store, run.client) === run.from) Y.applyUpdate(doc, damaged)
    }
    expect(runs).toBeGreaterThan(1000)
  })
})

const none = new Uint8Array(0)
