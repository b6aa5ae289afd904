import { type ScaleProtocol, type ScaleReading, ScaleSession } from '@evertill/crdt-model/devices'
import { LinkLost, type PrintLink } from '@evertill/crdt-model/printing'

/** A reading is good for so long: what is older may be another load's. Milliseconds. */
const FRESH_MS = 700
/** How long whoever asks waits for the first one. Milliseconds. */
const PATIENCE_MS = 2000
/** The port is given back when nobody asked for so long. Milliseconds. */
const LINGER_MS = 10_000
/** A scale that could not be opened is tried again after so long. Milliseconds. */
const REOPEN_MS = 1000

/** One scale: held open while tills ask what it weighs, and let go of afterwards. */
export class ScaleWorker {
  readonly #open: () => Promise<PrintLink>
  readonly #protocol: ScaleProtocol
  #session: ScaleSession | null = null
  #opening: Promise<void> | null = null
  #last: { readonly reading: ScaleReading; readonly at: number } | null = null
  #retryAt = 0
  #idle: NodeJS.Timeout | undefined
  #isStopped = false
  readonly #waiting = new Set<(reading: ScaleReading) => void>()

  constructor(open: () => Promise<PrintLink>, protocol: ScaleProtocol) {
    this.#open = open
    this.#protocol = protocol
  }

  /** What the scale says: never older than three quarters of a second. Does not reject. */
  weigh(): Promise<ScaleReading> {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.#letGo(), LINGER_MS)
    if (this.#session === null && this.#opening === null && Date.now() >= this.#retryAt)
      this.#opening = this.#connect().finally(() => {
        this.#opening = null
      })
    const last = this.#last
    if (last !== null && Date.now() - last.at < FRESH_MS) return Promise.resolve(last.reading)
    return this.#next()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#letGo()
  }

  #next(): Promise<ScaleReading> {
    return new Promise(resolve => {
      const tell = (reading: ScaleReading) => {
        clearTimeout(timer)
        this.#waiting.delete(tell)
        resolve(reading)
      }
      const timer = setTimeout(() => tell({ kind: this.#session === null ? 'lost' : 'silent' }), PATIENCE_MS)
      this.#waiting.add(tell)
    })
  }

  async #connect(): Promise<void> {
    try {
      const link = await this.#open()
      if (this.#isStopped) return await link.close()
      const session = new ScaleSession(link, this.#protocol, {
        startTimer: (milliseconds, then) => {
          const timer = setTimeout(then, milliseconds)
          return () => clearTimeout(timer)
        },
        onReading: reading => this.#hear(reading),
      })
      // Gone again before anybody listened.
      if (!session.isOver) this.#session = session
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error
      this.#hear({ kind: 'lost' })
    }
  }

  #hear(reading: ScaleReading): void {
    this.#last = { reading, at: Date.now() }
    if (reading.kind === 'lost') {
      const session = this.#session
      this.#session = null
      this.#retryAt = Date.now() + REOPEN_MS
      void session?.close()
    }
    for (const tell of [...this.#waiting]) tell(reading)
  }

  async #letGo(): Promise<void> {
    clearTimeout(this.#idle)
    await this.#opening
    const session = this.#session
    this.#session = null
    this.#last = null
    await session?.close()
  }
}
