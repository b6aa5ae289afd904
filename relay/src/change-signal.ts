/** Tells whoever listens that something the dashboard shows may have changed. Carries nothing: readers look again. */
export interface ChangeSignal {
  notify(): void
  /** @returns stops listening. */
  listen(listener: () => void): () => void
}

export function createChangeSignal(): ChangeSignal {
  const listeners = new Set<() => void>()
  return {
    notify() {
      for (const listener of listeners) listener()
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
