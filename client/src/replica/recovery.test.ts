import { describe, expect, it } from 'vitest'
import type { JournalRow } from '../local/database.ts'
import { type JournalTraces, planRecovery } from './recovery.ts'
import { encodeEndFrame, encodeRowFrame, readWitnessLog, toHex, witnessOf } from './witness-log.ts'

function hashOf(number: number): Uint8Array {
  return new Uint8Array(32).fill(number)
}

function headAt(number: number) {
  return { epoch: 1, number, hash: hashOf(number) }
}

function row(number: number): JournalRow {
  return {
    epoch: 1,
    number,
    day: '2026-03-02',
    at: 1_772_445_600_000 + number,
    kind: 'sale',
    bytes: new Uint8Array([1, 2, number]),
    hash: hashOf(number),
    sale: `sale-${number}`,
    receipt: null,
    moves: [],
    acknowledged: 1,
  }
}

const EMPTY = headAt(0)

/** A witness file that was begun at `begin` and holds these entries. */
function fileOf(begin: number | null, ...numbers: number[]): NonNullable<JournalTraces['file']> {
  const ends = [...(begin === null ? [] : [begin]), ...numbers]
  const end = ends.length === 0 ? null : witnessOf(headAt(Math.max(...ends)))
  return { begin: begin === null ? null : witnessOf(headAt(begin)), end, rows: numbers.map(row) }
}

function traces(change: Partial<JournalTraces>): JournalTraces {
  const head = headAt(10)
  return { empty: EMPTY, head, hasKey: true, lastRow: 10, page: witnessOf(head), file: fileOf(10), ...change }
}

const lost = (expectedNumber: number, foundNumber: number) => ({
  kind: 'incident',
  incident: { kind: 'journal-lost', expectedNumber, foundNumber },
})

const unsafe = (...numbers: number[]) => numbers.map(number => ({ ...row(number), acknowledged: 0 }))

describe('a database that agrees with its witnesses', () => {
  it('is opened', () => {
    expect(planRecovery(traces({}))).toEqual({ kind: 'intact', head: headAt(10) })
  })

  it('is opened when the witnesses are behind: it is written first', () => {
    expect(planRecovery(traces({ page: witnessOf(headAt(9)), file: fileOf(3, 4) })).kind).toBe('intact')
  })

  it('is opened when there is no witness at all', () => {
    expect(planRecovery(traces({ page: null, file: null })).kind).toBe('intact')
    expect(planRecovery(traces({ page: null, file: fileOf(null) })).kind).toBe('intact')
  })

  it('is opened before its first entry', () => {
    expect(planRecovery(traces({ head: EMPTY, lastRow: 0, page: null, file: null })).kind).toBe('intact')
  })
})

describe('a database that was emptied', () => {
  const emptied = { head: undefined, lastRow: 0 }

  it('is filled from the witness file from its beginning on, behind which the relay has everything', () => {
    const page = witnessOf(headAt(12))
    expect(planRecovery(traces({ ...emptied, page, file: fileOf(9, 10, 11, 12) }))).toEqual({
      kind: 'restore',
      head: headAt(9),
      rows: unsafe(10, 11, 12),
    })
  })

  it('is filled from an empty journal on when the file goes back so far', () => {
    expect(planRecovery(traces({ ...emptied, page: null, file: fileOf(null, 1, 2) }))).toEqual({
      kind: 'restore',
      head: EMPTY,
      rows: unsafe(1, 2),
    })
  })

  it('goes on where the file begins when the relay has everything', () => {
    expect(planRecovery(traces({ ...emptied }))).toEqual({ kind: 'restore', head: headAt(10), rows: [] })
    expect(planRecovery(traces({ ...emptied, page: null, file: fileOf(0) }))).toEqual({
      kind: 'restore',
      head: EMPTY,
      rows: [],
    })
  })

  it('is an incident when localStorage knows of more than the file', () => {
    expect(planRecovery(traces({ ...emptied, page: witnessOf(headAt(13)) }))).toEqual(lost(13, 0))
  })

  it('is an incident without a file, or with one that is as new as the database', () => {
    expect(planRecovery(traces({ ...emptied, file: null }))).toEqual(lost(10, 0))
    expect(planRecovery(traces({ ...emptied, file: fileOf(null) }))).toEqual(lost(10, 0))
    expect(planRecovery(traces({ ...emptied, page: null, file: fileOf(null) }))).toEqual(lost(0, 0))
  })

  it('is an incident when the key is gone too', () => {
    expect(planRecovery(traces({ ...emptied, hasKey: false }))).toEqual(lost(10, 0))
    expect(planRecovery(traces({ hasKey: false })).kind).toBe('incident')
  })
})

describe('a database that lost its tail', () => {
  const page = witnessOf(headAt(12))

  it('is filled from the witness file when that has every missing entry, to be sent again', () => {
    const plan = planRecovery(traces({ page, file: fileOf(8, 10, 12, 11, 9) }))
    expect(plan).toEqual({ kind: 'restore', head: headAt(10), rows: unsafe(11, 12) })
  })

  it('goes on where the file begins when what is missing before it is safe at the relay', () => {
    const plan = planRecovery(traces({ page, file: fileOf(11, 12) }))
    expect(plan).toEqual({ kind: 'restore', head: headAt(11), rows: unsafe(12) })
  })

  it('is filled from the file when the head is there and its entries are not', () => {
    const plan = planRecovery(traces({ lastRow: 7, file: fileOf(5, 6, 7, 8, 9, 10) }))
    expect(plan).toEqual({ kind: 'restore', head: headAt(5), rows: unsafe(6, 7, 8, 9, 10) })
    expect(planRecovery(traces({ lastRow: 7, file: null }))).toEqual(lost(10, 7))
  })

  it('is an incident when the witness file lacks one of them', () => {
    expect(planRecovery(traces({ page, file: fileOf(9, 10, 12) }))).toEqual(lost(12, 10))
    expect(planRecovery(traces({ page, file: fileOf(9, 10, 11) }))).toEqual(lost(12, 10))
  })

  it('is an incident when the same number has another hash: another journal', () => {
    const other = { epoch: 1, number: 10, hash: toHex(hashOf(99)) }
    expect(planRecovery(traces({ page: other }))).toEqual(lost(10, 10))
  })

  it('takes no entries of another epoch', () => {
    const other = { ...row(11), epoch: 2 }
    const end = witnessOf(headAt(11))
    const file = { begin: witnessOf(headAt(10)), end, rows: [other] }
    expect(planRecovery(traces({ page: end, file }))).toEqual(lost(11, 10))
    const begun = { begin: { ...end, epoch: 2 }, end: { ...end, epoch: 2 }, rows: [] }
    expect(planRecovery(traces({ head: undefined, lastRow: 0, file: begun }))).toEqual(lost(10, 0))
  })
})

describe('the witness file', () => {
  const whole = [encodeEndFrame(witnessOf(headAt(3))), encodeRowFrame(row(4)), encodeRowFrame(row(5))]
  const bytes = Uint8Array.from(whole.flatMap(frame => [...frame]))

  it('gives back what was written', () => {
    expect(readWitnessLog(bytes)).toEqual({
      begin: witnessOf(headAt(3)),
      end: witnessOf(headAt(5)),
      rows: [row(4), row(5)],
      length: bytes.length,
    })
    expect(readWitnessLog(new Uint8Array())).toEqual({ begin: null, end: null, rows: [], length: 0 })
  })

  it('loses nothing but the torn frame, wherever the tail is torn', () => {
    const [first, second] = whole.map(frame => frame.length)
    for (let length = 0; length < bytes.length; length++) {
      const read = readWitnessLog(bytes.subarray(0, length))
      const ends = [0, first ?? 0, (first ?? 0) + (second ?? 0)]
      expect(read.rows).toHaveLength(length < (ends[2] ?? 0) ? 0 : 1)
      // Where the next entry is to be written, so that it can be read.
      expect(read.length).toBe(ends.findLast(end => end <= length))
    }
  })

  it('reads nothing behind a damaged frame', () => {
    const damaged = bytes.slice()
    const at = (whole[0]?.length ?? 0) + 20
    damaged[at] = (damaged[at] ?? 0) ^ 1
    const begin = witnessOf(headAt(3))
    expect(readWitnessLog(damaged)).toEqual({ begin, end: begin, rows: [], length: whole[0]?.length })
  })

  it('knows the furthest end when it was begun anew and cut short no further', () => {
    const restarted = Uint8Array.from([...encodeEndFrame(witnessOf(headAt(9))), ...bytes.subarray(40)])
    expect(readWitnessLog(restarted).end).toEqual(witnessOf(headAt(9)))
  })
})
