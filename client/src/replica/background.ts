/**
 * Work that nobody waits for. A failure is shown like any uncaught error, but not once the stores were closed on
 * purpose: what was under way then has nowhere to go.
 */
export class Background {
  #stopped = false

  readonly run = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      if (!this.#stopped) reportError(error)
    })
  }

  stop(): void {
    this.#stopped = true
  }
}
