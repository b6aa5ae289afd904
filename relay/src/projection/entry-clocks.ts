import { decodeEntry, type JournalEntry, type PlacedEntry } from '@evertill/crdt-model'
import type { ShopQueryable } from '../storage/shop-database.ts'

/** By how much the till's clock was off when it brought an entry, milliseconds; null where that was not measured. */
export type EntryClocks = (entry: { readonly epoch: number; readonly number: number }) => number | null

interface MarkRow {
  readonly client: number
  readonly from_clock: number
  readonly clock_offset: number
}

/**
 * What was measured when these entries of a journal came.
 * @param decoded what is decoded of them already, by their raw bytes
 */
export async function readEntryClocks(
  database: ShopQueryable,
  document: number,
  entries: readonly PlacedEntry[],
  decoded: ReadonlyMap<unknown, JournalEntry> = new Map(),
): Promise<EntryClocks> {
  const marks = await database.query<MarkRow>(
    `select client, from_clock, clock_offset from clock_marks
     where organisation = $1 and document = $2 order by from_clock desc`,
    [database.organisation, document],
  )
  if (marks.length === 0) return () => null
  const offsets = new Map<string, number>()
  for (const { client, clock, raw } of entries) {
    const mark = marks.find(each => each.client === client && each.from_clock <= clock)
    const entry = decoded.get(raw) ?? (raw instanceof Uint8Array ? decodeEntry(raw)?.entry : undefined)
    // One that was written again, into another copy of the document, came with the first.
    if (mark !== undefined && entry !== undefined && !offsets.has(keyOf(entry))) {
      offsets.set(keyOf(entry), mark.clock_offset)
    }
  }
  return entry => offsets.get(keyOf(entry)) ?? null
}

function keyOf({ epoch, number }: { readonly epoch: number; readonly number: number }): string {
  return `${epoch}.${number}`
}
