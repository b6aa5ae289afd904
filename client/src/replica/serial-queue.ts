/** Runs asynchronous jobs one after the other, in the order they were given. A job that fails stops nobody. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve()

  run<Result>(job: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(job, job)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when everything given so far is done. */
  async idle(): Promise<void> {
    await this.#last
  }
}
