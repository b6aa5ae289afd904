import type { FindingKind } from '@evertill/crdt-model'

/** Something that is wrong with one or more entries of a document, as the relay found it. */
export interface FoundFault {
  readonly kind: FindingKind
  readonly log?: string
  readonly record?: string
  readonly field?: string
  readonly epoch?: number
  /** Journal numbers, both included. */
  readonly from?: number
  readonly to?: number
  readonly byMs?: number
  readonly claimed?: string
  readonly receipts?: readonly string[]
  /** Who sent it, and what they were called then. */
  readonly writer?: string
  readonly writerName?: string
  /** How many entries it is true of. */
  readonly entries: number
}

/** The same fault of several entries as one. */
export function mergeFaults(faults: readonly FoundFault[]): ReadonlyMap<string, FoundFault> {
  const merged = new Map<string, FoundFault>()
  for (const fault of faults) {
    const key = keyOf(fault)
    const known = merged.get(key)
    merged.set(key, known === undefined ? fault : { ...fault, entries: known.entries + fault.entries })
  }
  return merged
}

function keyOf({ kind, log, record, field, epoch, from, claimed, writer, receipts }: FoundFault): string {
  const place = [kind, log, record, field, epoch, from, claimed, writer]
  return JSON.stringify(receipts === undefined ? place : [...place, receipts])
}
