import type { JobAnswer, PrinterStatus, PrintJobKind, PrintJobState } from '@evertill/crdt-model/printing'

/** A job as the bridge holds it. Times are milliseconds since 1970. */
export interface SpoolJob {
  /** Its place in the spool: jobs are printed in this order. */
  readonly number: number
  /** Whose it is: another origin's tills see nothing of it. */
  readonly origin: string
  readonly jobId: string
  readonly printerId: string
  readonly kind: PrintJobKind
  readonly sha256: string
  readonly expiresAt: number
  readonly reprintOf: string | null
  readonly acceptedAt: number
  /** Null once nothing will be sent any more: what a receipt says is not kept longer than it is needed. */
  bytes: Uint8Array | null
  state: PrintJobState
  attempts: number
  bytesWritten: number
  lastStatus: PrinterStatus | null
  /** When its state was last written down. */
  changedAt: number
}

export function answerOf(job: SpoolJob): JobAnswer {
  return {
    ...{ confirmedBy: null },
    ...job.state,
    jobId: job.jobId,
    printerId: job.printerId,
    attempts: job.attempts,
    bytesWritten: job.bytesWritten,
    lastStatus: job.lastStatus,
  }
}
