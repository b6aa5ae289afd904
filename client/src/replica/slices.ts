/** Longest stretch of background work before commands get their turn, milliseconds. */
export const SLICE = 8

/**
 * For so long after a key or a touch background work stands back, milliseconds: longer than a scanner waits between
 * two digits, and than it takes from the last of them to the line on screen.
 */
const STAND_BACK = 80

/** And never longer than this at a time: who scans without a pause gets the new prices all the same. */
const LONGEST_STAND_BACK = 250

let standsBackUntil = Number.NEGATIVE_INFINITY

/**
 * Somebody is typing, scanning or tapping: work that stands back lets the tables and the processor be. A scan that
 * reads the products meets no transaction that writes them, for it is over before the scan's last digit.
 */
export function standBack(): void {
  standsBackUntil = performance.now() + STAND_BACK
}

/**
 * Cuts long background work into slices, so that a sale never waits for more than one of them. `pause()` returns at
 * once until the slice is used up, then lets every waiting message be handled first.
 */
export class Slices {
  readonly #standsBack: boolean
  #until = performance.now() + SLICE

  /** @param kind of work: what nobody waits for stands back, after its first slice, for people who are at work */
  constructor(kind: 'awaited' | 'unhurried' = 'awaited') {
    this.#standsBack = kind === 'unhurried'
  }

  /** Whether the slice is used up: ask before awaiting in a hot loop. */
  get over(): boolean {
    return performance.now() >= this.#until
  }

  async pause(): Promise<void> {
    if (!this.over) return
    await nextTask()
    if (this.#standsBack) await untilNobodyIsAtWork()
    this.#until = performance.now() + SLICE
  }
}

async function untilNobodyIsAtWork(): Promise<void> {
  const latest = performance.now() + LONGEST_STAND_BACK
  for (;;) {
    const rest = Math.min(standsBackUntil, latest) - performance.now()
    if (rest <= 0) return
    await new Promise(resolve => setTimeout(resolve, rest))
  }
}

const { port1: woken, port2: waker } = new MessageChannel()
const waiting: (() => void)[] = []
woken.onmessage = () => waiting.shift()?.()

/** Resolves in a task of its own, behind the messages that wait already. A timer would be held back by 4 ms. */
export function nextTask(): Promise<void> {
  return new Promise(resolve => {
    waiting.push(resolve)
    waker.postMessage(null)
  })
}
