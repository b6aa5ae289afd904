import type { ConfirmedBy, UnknownReason } from './print-job.ts'
import type { PrinterProblem } from './printer-status.ts'

/** How a printer proves that it printed. `auto` asks in both ways; `none`: it never answers. */
export type ProofKind = 'auto' | 'process-id' | 'status-reply' | 'none'

/** All in milliseconds. */
export interface SessionTimes {
  /** One answer to a status question. */
  readonly statusAnswer: number
  /** No byte of a job taken for so long: the printer has stopped reading. */
  readonly stall: number
  /** From the last byte to the proof, while the printer reports no trouble. */
  readonly proof: number
  /** How often it is asked what it is waiting for. */
  readonly poll: number
  /** How long a process id may come after the answer to `GS r`, before that answer is taken for the proof. */
  readonly betterProof: number
}

export const SESSION_TIMES: SessionTimes = {
  statusAnswer: 700,
  stall: 10_000,
  proof: 12_000,
  poll: 500,
  betterProof: 1500,
}

export interface JobToPrint {
  readonly bytes: Uint8Array
  readonly processId: string
  readonly proof: ProofKind
  /** The printer has answered before: one that is silent now serves somebody else. */
  readonly mustAnswer: boolean
  /** A job before this one broke off: the printer may be in the middle of a command. */
  readonly afterInterruption: boolean
  /** Called when everything is well and the next thing is the first byte: writes down that it is sent. */
  readonly beforeFirstByte: () => Promise<void>
  /** So many of the job's bytes have been taken by the transport. */
  readonly onWritten: (bytes: number) => void
}

export type PrintOutcome =
  /** Not one byte was written. */
  | { readonly kind: 'not-sent'; readonly reason: PrinterProblem | 'unreachable' | 'busy' }
  | { readonly kind: 'confirmed'; readonly by: ConfirmedBy }
  /** All was written to a printer that never answers. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
