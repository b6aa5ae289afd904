/** The last durations of something that happens often, for their percentiles. Holds `size` numbers, milliseconds. */
export class RecentTimes {
  readonly #times: Float64Array
  #count = 0

  constructor(size: number) {
    this.#times = new Float64Array(size)
  }

  add(milliseconds: number): void {
    this.#times[this.#count % this.#times.length] = milliseconds
    this.#count++
  }

  /** The values below which these shares (0 to 1) lie, in their order; null while nothing was added. */
  percentiles<const Shares extends readonly number[]>(
    shares: Shares,
  ): { [Key in keyof Shares]: number } | null {
    const sorted = this.#times.slice(0, Math.min(this.#count, this.#times.length)).sort()
    if (sorted.length === 0) return null
    const values = shares.map(
      share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0,
    )
    return values as { [Key in keyof Shares]: number }
  }
}
