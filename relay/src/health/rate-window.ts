const SECONDS = 60

/** How often something happened a second, over the last minute. */
export class RateWindow {
  readonly #counts = new Float64Array(SECONDS)
  #second = 0

  /** @param now milliseconds of a clock that does not go back */
  add(count: number, now: number): void {
    this.#advance(now)
    const slot = this.#second % SECONDS
    this.#counts[slot] = (this.#counts[slot] ?? 0) + count
  }

  perSecond(now: number): number {
    this.#advance(now)
    return this.#counts.reduce((sum, count) => sum + count, 0) / SECONDS
  }

  /** Empties the seconds in which nothing happened. */
  #advance(now: number): void {
    const second = Math.floor(now / 1000)
    const gone = Math.min(second - this.#second, SECONDS)
    for (let step = 0; step < gone; step++) this.#counts[(second - step) % SECONDS] = 0
    if (second > this.#second) this.#second = second
  }
}
