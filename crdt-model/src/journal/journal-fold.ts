import { compareBytes } from '../log/same-bytes.ts'
import { type DecodedEntry, decodeEntry } from './encode-entry.ts'

/** What a journal's raw entries hold. */
export interface OrderedJournal {
  /** One entry for each epoch and number, in their order. */
  readonly entries: DecodedEntry[]
  /** Further, different entries of a number that is taken: a finding. In order. */
  readonly contradictions: DecodedEntry[]
  /** Positions of raw values that are no entries: a finding. */
  readonly undecodable: number[]
}

/**
 * The entries of a journal by epoch and number, each once, whatever the order and duplication of the raw values. Of
 * different entries with one number the one with the lesser bytes is taken. Checks no chain: see `verifyJournal`.
 * SPEC J5.
 */
export function orderJournal(raws: Iterable<unknown>): OrderedJournal {
  const decoded: DecodedEntry[] = []
  const undecodable: number[] = []
  let position = 0
  for (const raw of raws) {
    const entry = raw instanceof Uint8Array ? decodeEntry(raw) : undefined
    if (entry === undefined) undecodable.push(position)
    else decoded.push(entry)
    position++
  }
  return { ...separate(decoded.sort(compareEntries)), undecodable }
}

function separate(sorted: readonly DecodedEntry[]): {
  entries: DecodedEntry[]
  contradictions: DecodedEntry[]
} {
  const entries: DecodedEntry[] = []
  const contradictions: DecodedEntry[] = []
  let before: DecodedEntry | undefined
  for (const decoded of sorted) {
    if (before === undefined || !hasSameNumber(before, decoded)) entries.push(decoded)
    else if (compareBytes(before.bytes, decoded.bytes) !== 0) contradictions.push(decoded)
    before = decoded
  }
  return { entries, contradictions }
}

function hasSameNumber(a: DecodedEntry, b: DecodedEntry): boolean {
  return a.entry.epoch === b.entry.epoch && a.entry.number === b.entry.number
}

function compareEntries(a: DecodedEntry, b: DecodedEntry): number {
  return a.entry.epoch - b.entry.epoch || a.entry.number - b.entry.number || compareBytes(a.bytes, b.bytes)
}
