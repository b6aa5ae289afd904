import { INITIAL_STATUS } from './initial-status.ts'
import type { ReplicaStatus } from './protocol.ts'

/** Changes within this time are told as one, milliseconds. */
const COALESCE = 50

/** The replica's status: parts set what they know, the page hears the whole of it, at most every 50 ms. */
export class StatusBoard {
  readonly #tell: (status: ReplicaStatus) => void
  #status: ReplicaStatus = INITIAL_STATUS
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(tell: (status: ReplicaStatus) => void) {
    this.#tell = tell
  }

  get current(): ReplicaStatus {
    return this.#status
  }

  set(change: Partial<ReplicaStatus>): void {
    this.#status = { ...this.#status, ...change }
    this.#timer ??= setTimeout(() => this.flush(), COALESCE)
  }

  /** Tells what is new at once: before an answer that the page will compare with it. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#tell(this.#status)
  }
}
