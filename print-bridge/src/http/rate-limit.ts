const WINDOW_MS = 60_000
/** Of a printer: more is no cashier. */
export const DRAWER_PULSES = 12

/** At most so many of something a minute, counted for each key by itself. */
export class RateLimit {
  readonly #most: number
  readonly #now: () => number
  readonly #taken = new Map<string, number[]>()

  constructor(most: number, now: () => number) {
    this.#most = most
    this.#now = now
  }

  /** False when this was asked for too often. */
  take(key: string): boolean {
    const now = this.#now()
    const recent = (this.#taken.get(key) ?? []).filter(at => now - at < WINDOW_MS)
    if (recent.length >= this.#most) return false
    this.#taken.set(key, [...recent, now])
    return true
  }
}
