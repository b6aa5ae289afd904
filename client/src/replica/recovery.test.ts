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

function traces(change: Partial<JournalTraces>): JournalTraces {
  const head = headAt(10)
  const witness = witnessOf(head)
  return { head, hasKey: true, lastRow: 10, witnesses: [witness, witness], mirrored: [], ...change }
}

const lost = (expectedNumber: number, foundNumber: number) => ({
  kind: 'incident',
  incident: { kind: 'journal-lost', expectedNumber, foundNumber },
})

describe('a database that agrees with its witnesses', () => {
  it('is opened', () => {
    expect(planRecovery(traces({}))).toEqual({ kind: 'intact', head: headAt(10) })
  })

  it('is opened when the witnesses are behind: it is written first', () => {
    const behind = witnessOf(headAt(9))
    expect(planRecovery(traces({ witnesses: [behind, null] })).kind).toBe('intact')
  })

  it('is opened when there is no witness at all', () => {
    expect(planRecovery(traces({ witnesses: [null, null] })).kind).toBe('intact')
  })

  it('is opened before its first entry', () => {
    const head = headAt(0)
    expect(planRecovery({ head, hasKey: true, lastRow: 0, witnesses: [null, null], mirrored: [] }).kind).toBe(
      'intact',
    )
  })
})

describe('a database that lost something', () => {
  it('is an incident when it is empty, even if nobody knows of an entry', () => {
    expect(planRecovery(traces({ head: undefined, lastRow: 0 }))).toEqual(lost(10, 0))
    expect(
      planRecovery(traces({ head: undefined, hasKey: false, lastRow: 0, witnesses: [null, null] })),
    ).toEqual(lost(0, 0))
  })

  it('is an incident when the key is gone', () => {
    expect(planRecovery(traces({ hasKey: false })).kind).toBe('incident')
  })

  it('is filled from the witness file when that has every missing entry, to be sent again', () => {
    const witness = witnessOf(headAt(12))
    const plan = planRecovery(
      traces({ witnesses: [witness, witness], mirrored: [row(10), row(12), row(11)] }),
    )
    expect(plan).toEqual({
      kind: 'restore',
      head: headAt(10),
      rows: [
        { ...row(11), acknowledged: 0 },
        { ...row(12), acknowledged: 0 },
      ],
    })
  })

  it('is an incident when the witness file lacks one of them', () => {
    const witness = witnessOf(headAt(12))
    expect(planRecovery(traces({ witnesses: [witness, null], mirrored: [row(12)] }))).toEqual(lost(12, 10))
  })

  it('is an incident when one witness alone knows more', () => {
    expect(planRecovery(traces({ witnesses: [null, witnessOf(headAt(11))] }))).toEqual(lost(11, 10))
    expect(planRecovery(traces({ witnesses: [witnessOf(headAt(11)), null] }))).toEqual(lost(11, 10))
  })

  it('is an incident when the head is there and its entries are not', () => {
    expect(planRecovery(traces({ lastRow: 7 }))).toEqual(lost(10, 7))
  })

  it('is an incident when the same number has another hash: another journal', () => {
    const other = { epoch: 1, number: 10, hash: toHex(hashOf(99)) }
    expect(planRecovery(traces({ witnesses: [other, null] }))).toEqual(lost(10, 10))
  })

  it('takes no entries of another epoch', () => {
    const witness = witnessOf(headAt(11))
    const other = { ...row(11), epoch: 2 }
    expect(planRecovery(traces({ witnesses: [witness, witness], mirrored: [other] }))).toEqual(lost(11, 10))
  })
})

describe('the witness file', () => {
  const whole = [encodeEndFrame(witnessOf(headAt(3))), encodeRowFrame(row(4)), encodeRowFrame(row(5))]
  const bytes = Uint8Array.from(whole.flatMap(frame => [...frame]))

  it('gives back what was written', () => {
    expect(readWitnessLog(bytes)).toEqual({ end: witnessOf(headAt(5)), rows: [row(4), row(5)] })
    expect(readWitnessLog(new Uint8Array())).toEqual({ end: null, rows: [] })
  })

  it('loses nothing but the torn frame, wherever the tail is torn', () => {
    const [first, second] = whole.map(frame => frame.length)
    for (let length = 0; length < bytes.length; length++) {
      const { rows } = readWitnessLog(bytes.subarray(0, length))
      expect(rows).toHaveLength(length < (first ?? 0) + (second ?? 0) ? 0 : 1)
    }
  })

  it('reads nothing behind a damaged frame', () => {
    const damaged = bytes.slice()
    const at = (whole[0]?.length ?? 0) + 20
    damaged[at] = (damaged[at] ?? 0) ^ 1
    expect(readWitnessLog(damaged)).toEqual({ end: witnessOf(headAt(3)), rows: [] })
  })

  it('knows the furthest end when it was begun anew and cut short no further', () => {
    const restarted = Uint8Array.from([...encodeEndFrame(witnessOf(headAt(9))), ...bytes.subarray(40)])
    expect(readWitnessLog(restarted).end).toEqual(witnessOf(headAt(9)))
  })
})
