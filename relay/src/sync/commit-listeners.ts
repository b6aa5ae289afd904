/** Who works behind the commits: told of each document that was committed. The hub is there before they are. */
export class CommitListeners {
  readonly #listeners: ((name: string) => void)[] = []

  /** @param listener must return at once */
  add(listener: (name: string) => void): void {
    this.#listeners.push(listener)
  }

  readonly committed = (name: string): void => {
    for (const listener of this.#listeners) listener(name)
  }
}
