import { SESSION_TIMES, type SessionTimes } from '@evertill/crdt-model/printing'

/** All in milliseconds. */
export interface WorkerTimes extends SessionTimes {
  /** The first wait after a failure before anything was sent; it doubles up to `retryLongest`. */
  readonly retryFirst: number
  readonly retryLongest: number
  /** How long a connection is kept after the last job: most printers serve one client, and others may wait. */
  readonly linger: number
  /** How long it is kept for the proof of a job whose fate is unknown: the cover may be closed in the meantime. */
  readonly lateProof: number
  /** How often an idle printer is asked how it is, while somebody watches. */
  readonly statusPoll: number
}

export const WORKER_TIMES: WorkerTimes = {
  ...SESSION_TIMES,
  retryFirst: 1000,
  retryLongest: 30_000,
  linger: 2000,
  lateProof: 120_000,
  statusPoll: 15_000,
}
