import type { BusinessDay, ParkedEntry } from '@evertill/crdt-model'

/** The key of an entry of this till: what is said twice is said once. */
export function parkedEntryKey(entry: ParkedEntry, day: BusinessDay): string {
  switch (entry.kind) {
    case 'park':
    case 'take':
      return `${entry.kind} ${entry.parking}`
    case 'sold':
      return `sold ${entry.sale} ${day}`
  }
}
