import type { ScaleReading } from './scale-reading.ts'

/** The readings in a piece of what a scale says. Its parity bit, where it sends one, is no part of a byte. */
export function readBytes(chunk: Uint8Array, take: (byte: number) => ScaleReading | null): ScaleReading[] {
  return [...chunk].flatMap(byte => take(byte & 0x7f) ?? [])
}
