import type { SyncLag } from './protocol.ts'

/** Percentiles are over so many entries: about a day of a busy till. */
const ENTRIES = 500

/** How long entries took from the till's journal to the relay's word that they are safe. */
export class SyncLagMeter {
  readonly #lags: number[] = []
  #next = 0

  /** @param milliseconds negative when the till's clock was set back meanwhile: counts as none */
  add(milliseconds: number): void {
    this.#lags[this.#next] = Math.max(0, Math.round(milliseconds))
    this.#next = (this.#next + 1) % ENTRIES
  }

  figures(): SyncLag | null {
    const sorted = this.#lags.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
    return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95), entries: sorted.length }
  }
}
