/** Longest stretch of background work before commands get their turn, milliseconds. */
export const SLICE = 8

/**
 * Cuts long background work into slices, so that a sale never waits for more than one of them. `pause()` returns at
 * once until the slice is used up, then lets every waiting message be handled first.
 */
export class Slices {
  #until = performance.now() + SLICE

  /** Whether the slice is used up: ask before awaiting in a hot loop. */
  get over(): boolean {
    return performance.now() >= this.#until
  }

  async pause(): Promise<void> {
    if (!this.over) return
    await nextTask()
    this.#until = performance.now() + SLICE
  }
}

/** Resolves in a task of its own, behind the messages that wait already. A timer would be held back by 4 ms. */
export function nextTask(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
