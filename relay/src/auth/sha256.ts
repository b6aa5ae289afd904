import { createHash } from 'node:crypto'

/** What the database keeps of a secret that is random enough to need no salt. */
export function sha256(text: string): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(text).digest())
}
