import { decodeEntry, type JournalEntry } from '@evertill/crdt-model'
import Dexie from 'dexie'
import type { JournalRow, LocalDatabase } from './database.ts'

type Journal = Pick<LocalDatabase, 'journal'>

/** Where a till's shifts stand: the last opening, and whether it is still open. */
export interface LastShift {
  readonly opening: JournalRow
  /** The close of it; null while the shift is open. */
  readonly close: JournalRow | null
}

/**
 * The till's last shift, found by two look-ups in an index and not by reading the journal, so it is right after
 * anything that put entries there: another tab, a journal that was put back. Undefined when no shift was ever opened.
 */
export async function readLastShift(database: Journal): Promise<LastShift | undefined> {
  const [opening, close] = await Promise.all([
    lastOfKind(database, 'shift-open'),
    lastOfKind(database, 'shift-close'),
  ])
  if (opening === undefined) return undefined
  return { opening, close: close !== undefined && isBehind(close, opening) ? close : null }
}

/** The till's last shift that was closed: its Z report can be had again while the next one is open. */
export async function readLastClosed(database: Journal): Promise<LastShift | undefined> {
  const close = await lastOfKind(database, 'shift-close')
  if (close === undefined) return undefined
  const openings = await Promise.all(
    [0, 1].map(acknowledged =>
      database.journal
        .where('[acknowledged+kind]')
        .equals([acknowledged, 'shift-open'])
        .reverse()
        .filter(row => isBehind(close, row))
        .first(),
    ),
  )
  const [opening] = openings.flatMap(row => row ?? []).sort((a, b) => (isBehind(a, b) ? -1 : 1))
  return opening && { opening, close }
}

/** The opening of the shift that is open, or null. */
export async function readOpenShift(database: Journal): Promise<JournalRow | null> {
  const last = await readLastShift(database)
  return last !== undefined && last.close === null ? last.opening : null
}

/** The entries of a shift in their order, from its opening to its close, or to the end while it is open. */
export async function readShiftEntries(
  database: Journal,
  { opening, close }: LastShift,
): Promise<JournalEntry[]> {
  const end = close === null ? [Dexie.maxKey, Dexie.maxKey] : [close.epoch, close.number]
  const rows = await database.journal
    .where('[epoch+number]')
    .between([opening.epoch, opening.number], end, true, true)
    .toArray()
  return rows.flatMap(({ bytes }) => decodeEntry(bytes)?.entry ?? [])
}

/** The last entry of a kind by number, acknowledged or not. */
export async function lastOfKind(
  database: Journal,
  kind: JournalRow['kind'],
): Promise<JournalRow | undefined> {
  const [waiting, safe] = await Promise.all(
    [0, 1].map(acknowledged =>
      database.journal.where('[acknowledged+kind]').equals([acknowledged, kind]).last(),
    ),
  )
  if (waiting === undefined || safe === undefined) return waiting ?? safe
  return isBehind(waiting, safe) ? waiting : safe
}

function isBehind(a: JournalRow, b: JournalRow): boolean {
  return a.epoch === b.epoch ? a.number > b.number : a.epoch > b.epoch
}
