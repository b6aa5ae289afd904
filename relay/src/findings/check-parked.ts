import { type AttributedEntry, foldParked, soldTwice } from '@evertill/crdt-model'
import type { FoundFault } from './found-fault.ts'

/** Parked sales that were paid more than once: tills that were apart took the same one. SPEC N7. */
export function checkParked(entries: readonly AttributedEntry[]): FoundFault[] {
  return soldTwice(foldParked(entries.map(entry => entry.raw))).map(sold => ({
    kind: 'sold-twice',
    receipts: sold.map(({ receipt }) => receipt).sort(),
    entries: sold.length,
  }))
}
