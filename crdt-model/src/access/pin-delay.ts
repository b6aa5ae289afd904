const SECOND = 1000
const MINUTE = 60 * SECOND

/** Milliseconds to wait after 0, 1, 2, … wrong PINs in a row: three tries are free, typing errors happen. */
const DELAYS: readonly number[] = [0, 0, 0, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE]
const LONGEST = 15 * MINUTE

/** How many milliseconds the next try must wait after this many wrong PINs in a row. SPEC P1. */
export function pinDelay(failures: number): number {
  return DELAYS[Math.max(0, Math.trunc(failures))] ?? LONGEST
}
