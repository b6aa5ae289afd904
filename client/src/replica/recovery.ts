import type { JournalHead } from '@evertill/crdt-model'
import type { JournalRow } from '../local/database.ts'
import type { Incident, Witness } from './protocol.ts'
import { toHex } from './witness-log.ts'

/** What the three places that remember the journal say when a till starts. */
export interface JournalTraces {
  /** The head in the database; undefined when the database is empty. */
  readonly head: JournalHead | undefined
  /** Whether the database still has the key that signs the journal. */
  readonly hasKey: boolean
  /** Number of the last entry in the database, 0 for none. */
  readonly lastRow: number
  /** The ends of the journal that localStorage and the witness file remember. */
  readonly witnesses: readonly (Witness | null)[]
  /** The entries in the witness file. */
  readonly mirrored: readonly JournalRow[]
}

export type RecoveryPlan =
  | { readonly kind: 'intact'; readonly head: JournalHead }
  /** The database lost its tail and the witness file has it: put these back, once their chain is verified. */
  | { readonly kind: 'restore'; readonly head: JournalHead; readonly rows: readonly JournalRow[] }
  | { readonly kind: 'incident'; readonly incident: Incident }

/**
 * Compares the database with its witnesses. The database is written first, so it may be ahead of them, never behind:
 * behind means that it lost something. An enrolled till whose database has no head or no key lost all of it.
 */
export function planRecovery(traces: JournalTraces): RecoveryPlan {
  const { head } = traces
  if (!head || !traces.hasKey) return incident(furthest(traces.witnesses), 0)
  const expected = furthest(traces.witnesses.filter(witness => witness?.epoch === head.epoch))
  const found = Math.min(head.number, traces.lastRow)
  if (found < head.number) return incident(Math.max(expected, head.number), found)
  if (found < expected) {
    const rows = following(traces.mirrored, head, expected)
    return rows ? { kind: 'restore', head, rows } : incident(expected, found)
  }
  // The same number with another hash is another journal: a copy of the device, or a restored profile.
  const sameNumber = traces.witnesses.filter(
    witness => witness?.epoch === head.epoch && witness.number === head.number,
  )
  if (head.number > 0 && sameNumber.some(witness => witness?.hash !== toHex(head.hash)))
    return incident(expected, found)
  return { kind: 'intact', head }
}

function incident(expectedNumber: number, foundNumber: number): RecoveryPlan {
  return { kind: 'incident', incident: { kind: 'journal-lost', expectedNumber, foundNumber } }
}

function furthest(witnesses: readonly (Witness | null)[]): number {
  return Math.max(0, ...witnesses.map(witness => witness?.number ?? 0))
}

/** The mirrored entries from behind the head to the expected end, without a gap; undefined when any is missing. */
function following(
  mirrored: readonly JournalRow[],
  head: JournalHead,
  expected: number,
): JournalRow[] | undefined {
  const byNumber = new Map(mirrored.filter(row => row.epoch === head.epoch).map(row => [row.number, row]))
  const rows: JournalRow[] = []
  for (let number = head.number + 1; number <= expected; number++) {
    const row = byNumber.get(number)
    if (!row) return undefined
    rows.push({ ...row, acknowledged: 0 })
  }
  return rows
}
