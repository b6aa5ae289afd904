/** Between two attempts to load a part, milliseconds. */
const RETRY_PAUSES = [200, 1000, 3000] as const

/**
 * Loads a part of the app. A load that fails, as while a new version is taking over or on a shaky network, is tried
 * again after a pause. @throws the last failure, after four attempts
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  for (const pause of RETRY_PAUSES) {
    try {
      return await load()
    } catch {
      await new Promise(resolve => setTimeout(resolve, pause))
    }
  }
  return load()
}

/** A part that is loaded when it is first wanted, and made once. What could not be loaded is tried anew when it is wanted next. */
export class LazyPart<Part> {
  readonly #load: () => Promise<Part>
  #loading: Promise<Part> | undefined

  constructor(load: () => Promise<Part>) {
    this.#load = load
  }

  get(): Promise<Part> {
    this.#loading ??= this.#begin()
    return this.#loading
  }

  /** Once it was wanted; nothing is loaded for the asking. */
  get wanted(): Promise<Part> | undefined {
    return this.#loading
  }

  async #begin(): Promise<Part> {
    try {
      return await loadPart(this.#load)
    } catch (error) {
      this.#loading = undefined
      throw error
    }
  }
}
