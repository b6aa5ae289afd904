import type { JournalHead } from '@evertill/crdt-model'
import type { JournalRow } from '../local/database.ts'
import type { Incident, Witness } from './protocol.ts'
import { headOfWitness, toHex, type WitnessContent } from './witness-log.ts'

/** What the places that remember the journal say when a till starts. */
export interface JournalTraces {
  /** The journal of this device before its first entry. */
  readonly empty: JournalHead
  /** The head in the database; undefined when the database is empty. */
  readonly head: JournalHead | undefined
  /** Number of the last entry in the database, 0 for none. */
  readonly lastRow: number
  /** Whether the key that signs the journal is still here, in the database or in its spare. */
  readonly hasKey: boolean
  /** The end of the journal that localStorage remembers. */
  readonly page: Witness | null
  /** The witness file, or null where there is none. */
  readonly file: Pick<WitnessContent, 'begin' | 'end' | 'rows'> | null
}

export type RecoveryPlan =
  | { readonly kind: 'intact'; readonly head: JournalHead }
  /** The database lost entries. From `head` on the witness file has them: put these back, once their chain is verified. */
  | { readonly kind: 'restore'; readonly head: JournalHead; readonly rows: readonly JournalRow[] }
  | { readonly kind: 'incident'; readonly incident: Incident }

/**
 * Compares the database with its witnesses. The database is written first, so it may be ahead of them, never behind:
 * behind means that it lost something, or all. What the witness file has is put back; what stood before the file's
 * beginning is safe at the relay. Only when entries are in neither is it an incident.
 */
export function planRecovery(traces: JournalTraces): RecoveryPlan {
  const { head, lastRow, page, file, empty } = traces
  const witnesses = [page, file?.end ?? null].filter(witness => witness?.epoch === empty.epoch)
  const expected = Math.max(head?.number ?? 0, ...witnesses.map(witness => witness?.number ?? 0))
  const isWhole = head !== undefined && lastRow >= head.number
  const found = isWhole ? head.number : Math.min(head?.number ?? 0, lastRow)
  const incident: RecoveryPlan = {
    kind: 'incident',
    incident: { kind: 'journal-lost', expectedNumber: expected, foundNumber: found },
  }
  if (!traces.hasKey) return incident
  if (isWhole && found === expected) {
    // The same number with another hash is another journal: a copy of the device, or a restored profile.
    const same = witnesses.filter(witness => witness?.number === found)
    const isOther = found > 0 && same.some(witness => witness?.hash !== toHex(head.hash))
    return isOther ? incident : { kind: 'intact', head }
  }
  // A file that knows of no end is a new one: it says nothing of what was there before it.
  if (!file?.end) return incident
  const beginning = file.begin ? headOfWitness(file.begin) : empty
  for (const from of isWhole ? [head, beginning] : [beginning]) {
    const rows = from.epoch === empty.epoch && following(file.rows, from, expected)
    if (rows) return { kind: 'restore', head: from, rows }
  }
  return incident
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
