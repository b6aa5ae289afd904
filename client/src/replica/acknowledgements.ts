/**
 * Bookkeeping of one connection: which of our update messages the relay has committed, and what that makes safe.
 *
 * The relay counts the update messages (sync step 2 and update) of a connection and tells how many are committed.
 * A *mark* is a number the caller gives for "what the document held when this message was sent"; marks only grow.
 * What a mark covers is safe when the message it was sent with is committed *and* so is the sync step 2 of this
 * connection: updates carry only what changed since, step 2 carries everything older that the relay lacked.
 */
export class Acknowledgements {
  /** Marks of messages that are not committed yet, oldest first. */
  #waiting: { count: number; mark: number }[] = []
  #sent = 0
  #committed = 0
  /** Count of the first sync step 2 on this connection, or null while the relay has not asked for it. */
  #stepTwo: number | null = null
  #safe: number | null = null

  /** An update-carrying message goes out while the document stands at `mark`. */
  sent(kind: 'step-2' | 'update', mark: number): void {
    this.#sent++
    if (kind === 'step-2' && this.#stepTwo === null) this.#stepTwo = this.#sent
    this.#waiting.push({ count: this.#sent, mark })
  }

  /**
   * The relay has committed the first `count` messages of this connection.
   * Returns the highest mark that became safe by it, or null when nothing did.
   */
  committed(count: number): number | null {
    if (count <= this.#committed || count > this.#sent) return null
    this.#committed = count
    if (this.#stepTwo === null || this.#stepTwo > count) return null
    const before = this.#safe
    let passed = 0
    for (const message of this.#waiting) {
      if (message.count > count) break
      this.#safe = Math.max(this.#safe ?? message.mark, message.mark)
      passed++
    }
    this.#waiting.splice(0, passed)
    return this.#safe === before ? null : this.#safe
  }

  /** Whether everything that was sent on this connection is committed, step 2 among it. */
  get settled(): boolean {
    return this.#stepTwo !== null && this.#committed === this.#sent
  }
}
