import { createHash } from 'node:crypto'

/** What the database keeps of a secret that is random enough to need no salt; also tells bytes apart. */
export function sha256(data: string | Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(data).digest())
}
