export interface RetryTimerOptions {
  /** The first pause, doubled each time up to the longest; milliseconds. */
  readonly firstPause: number
  readonly longestPause: number
  readonly work: () => void
}

/** Starts a piece of work: soon, and later again at growing pauses while something of it is left. One start waits at a time. */
export class RetryTimer {
  readonly #options: RetryTimerOptions
  #timer: ReturnType<typeof setTimeout> | undefined
  #pause: number
  #stopped = false

  constructor(options: RetryTimerOptions) {
    this.#options = options
    this.#pause = options.firstPause
  }

  get isStopped(): boolean {
    return this.#stopped
  }

  /** Instead of what was waited for; the pauses begin anew. @param milliseconds until then */
  soon(milliseconds: number): void {
    this.#pause = this.#options.firstPause
    this.#in(milliseconds)
  }

  /** Once more, after a pause. */
  later(): void {
    this.#in(this.#pause)
    this.#pause = Math.min(this.#pause * 2, this.#options.longestPause)
  }

  /** For good. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #in(milliseconds: number): void {
    clearTimeout(this.#timer)
    if (!this.#stopped) this.#timer = setTimeout(this.#options.work, milliseconds)
  }
}
