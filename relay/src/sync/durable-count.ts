/** One update-carrying message of a connection, and what must be committed before it counts. */
export interface Receipt {
  /** How many of the document's appended updates must be committed; null while that is not known yet. */
  needs: number | null
}

/**
 * Counts a connection's update-carrying messages that are committed. They count in the order in which they came: a
 * later one never counts before an earlier one.
 */
export class DurableCount {
  readonly #waiting: Receipt[] = []
  #durable = 0
  #told = 0

  /** A message came. Its receipt is filled in when it has been dealt with. */
  receive(): Receipt {
    const receipt: Receipt = { needs: null }
    this.#waiting.push(receipt)
    return receipt
  }

  /** @returns the new count when it grew since the last call, else undefined. */
  advance(committed: number): number | undefined {
    let done = 0
    for (const { needs } of this.#waiting) {
      if (needs === null || needs > committed) break
      done++
    }
    this.#waiting.splice(0, done)
    this.#durable += done
    if (this.#durable === this.#told) return undefined
    this.#told = this.#durable
    return this.#durable
  }
}
