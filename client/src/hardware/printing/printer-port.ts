import type { NotSentReason, PrintJobKind, PrintJobState } from '@evertill/crdt-model/printing'
import type { PrinterLook } from '../../local/printing.ts'

/** A job ready to be sent. */
export interface EncodedJob {
  readonly id: string
  readonly kind: PrintJobKind
  readonly bytes: Uint8Array
  readonly expiresAt: number
  readonly copyOf: string | null
  /** It was offered to this printer before, and nobody knows how far that came. */
  readonly offeredBefore: boolean
}

export interface JobSteps {
  /**
   * Written down before the step that it names. `claimed`: the job is offered to somebody who takes it once, however
   * often it is offered. `sending`: from now on bytes may reach the printer. Rejects when it cannot be written down.
   */
  readonly note: (step: 'claimed' | 'sending') => Promise<void>
  /** Nothing was sent yet, and it is tried on. */
  readonly waiting: (reason: NotSentReason) => void
  /** A job that ended as unknown was printed after all. */
  readonly confirmedLate: (id: string) => void
}

/**
 * A printer as the till knows it, whatever carries the bytes. One job at a time.
 * `print` ends with a state that is over, or with `failed` and the moment from which it may be tried again.
 */
export interface PrinterPort {
  print(job: EncodedJob, steps: JobSteps): Promise<PrintJobState>
  /**
   * How the printer is. Never rejects; while it prints, whoever cannot ask it then asks it after that.
   * @param now whether it is worth disturbing a printer that others use as well
   */
  look(now: boolean): Promise<PrinterLook>
  close(): Promise<void>
}
