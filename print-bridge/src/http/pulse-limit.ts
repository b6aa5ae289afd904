const WINDOW_MS = 60_000
const PULSES = 12

/** At most twelve drawer pulses a minute and printer: more is no cashier. */
export class PulseLimit {
  readonly #now: () => number
  readonly #taken = new Map<string, number[]>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** False when the drawer of this printer was asked to open too often. */
  take(printerId: string): boolean {
    const now = this.#now()
    const recent = (this.#taken.get(printerId) ?? []).filter(at => now - at < WINDOW_MS)
    if (recent.length >= PULSES) return false
    this.#taken.set(printerId, [...recent, now])
    return true
  }
}
