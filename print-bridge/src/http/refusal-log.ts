import type { Logger } from 'pino'

const WINDOW_MS = 60_000
const LINES = 30

/**
 * Writes down that a request was refused, and why, but nothing that it said. A page that asks a thousand times a
 * second fills no disk: after thirty lines a minute only their number is counted.
 */
export class RefusalLog {
  readonly #log: Logger
  readonly #now: () => number
  #windowStart = 0
  #lines = 0

  constructor(log: Logger, now: () => number) {
    this.#log = log
    this.#now = now
  }

  write(refusal: { readonly code: string; readonly status: number; readonly method: string }): void {
    const now = this.#now()
    if (now - this.#windowStart >= WINDOW_MS) {
      if (this.#lines > LINES) this.#log.warn({ unlogged: this.#lines - LINES }, 'more requests were refused')
      this.#windowStart = now
      this.#lines = 0
    }
    this.#lines++
    if (this.#lines <= LINES) this.#log.warn(refusal, 'request refused')
  }
}
