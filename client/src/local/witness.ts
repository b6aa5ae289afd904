import type { Witness } from '../replica/protocol.ts'

/**
 * The end of a till's journal, kept in localStorage: a store that survives what empties IndexedDB. Page only;
 * workers have no localStorage.
 */

/** Remembers the end of the till's journal. A full or forbidden localStorage is no reason to stop a sale. */
export function keepWitness(device: string, witness: Witness): void {
  try {
    localStorage.setItem(witnessKey(device), JSON.stringify(witness))
  } catch {
    // The witness in the origin-private file system remains.
  }
}

/** What localStorage remembers of the till's journal, or null. */
export function readWitness(device: string): Witness | null {
  try {
    return parseWitness(localStorage.getItem(witnessKey(device)))
  } catch {
    return null
  }
}

/** The witness that a text holds, or null when it is none. */
export function parseWitness(text: string | null): Witness | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { epoch, number, hash } = value as Record<string, unknown>
    if (!isCount(epoch) || !isCount(number) || typeof hash !== 'string') return null
    return { epoch, number, hash }
  } catch {
    return null
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function witnessKey(device: string): string {
  return `evertill-witness-${device}`
}
