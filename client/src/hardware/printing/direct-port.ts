import {
  LinkLost,
  PrinterSession,
  type PrintJobState,
  type PrintLink,
  type PrintOutcome,
  type ProofKind,
  problemOf,
  processIdOf,
  SESSION_TIMES,
  type SessionTimes,
  UNKNOWN_STATUS,
} from '@evertill/crdt-model/printing'
import type { PrinterLook, PrinterSetup } from '../../local/printing.ts'
import { SerialQueue } from '../../replica/serial-queue.ts'
import type { EncodedJob, JobSteps, PrinterPort } from './printer-port.ts'

/** All in milliseconds. */
export interface DirectTimes extends SessionTimes {
  /** Until what was not begun is tried again; a drawer is tried four times as often. */
  readonly again: number
}

const DIRECT_TIMES: DirectTimes = { ...SESSION_TIMES, again: 2000 }

/** A printer that this page itself holds: over USB or a serial port, with the same proof as anywhere else. */
export class DirectPort implements PrinterPort {
  readonly #open: () => Promise<PrintLink>
  readonly #proof: ProofKind
  readonly #times: DirectTimes
  readonly #unproven = new Map<string, string>()
  /** The conversation is one: an answer does not say which question it answers. */
  readonly #turns = new SerialQueue()
  #session: PrinterSession | null = null
  #interrupted = false
  #answers = false
  #onLate: (id: string) => void = () => undefined

  /** @param printer Star's are printed to and not asked; ours are told apart by whoever set them up. */
  constructor(
    open: () => Promise<PrintLink>,
    printer: Pick<PrinterSetup, 'language' | 'isSilent'>,
    times: DirectTimes = DIRECT_TIMES,
  ) {
    this.#open = open
    this.#times = times
    this.#proof = printer.language === 'esc-pos' && !printer.isSilent ? 'auto' : 'none'
  }

  print(job: EncodedJob, steps: JobSteps): Promise<PrintJobState> {
    return this.#turns.run(() => this.#print(job, steps))
  }

  look(): Promise<PrinterLook> {
    return this.#turns.run(() => this.#look())
  }

  async close(): Promise<void> {
    const session = this.#session
    this.#session = null
    await session?.close()
  }

  async #print(job: EncodedJob, steps: JobSteps): Promise<PrintJobState> {
    this.#onLate = steps.confirmedLate
    const session = await this.#connect()
    if (session === null) return this.#notSent('unreachable', job, steps)
    const processId = processIdOf(job.id, new Set(this.#unproven.keys()))
    const outcome = await session.print({
      bytes: job.bytes,
      processId,
      proof: this.#proof,
      mustAnswer: this.#answers,
      afterInterruption: this.#interrupted,
      beforeFirstByte: () => steps.note('sending'),
      onWritten: () => undefined,
    })
    this.#answers ||= session.heard
    if (outcome.kind === 'not-sent') return this.#notSent(outcome.reason, job, steps)
    this.#interrupted = outcome.kind === 'unknown'
    if (outcome.kind === 'unknown') this.#unproven.set(processId, job.id)
    return stateOf(outcome)
  }

  async #look(): Promise<PrinterLook> {
    const session = await this.#connect()
    if (session === null) return { problem: 'unreachable', status: UNKNOWN_STATUS }
    if (this.#proof === 'none') return { problem: null, status: UNKNOWN_STATUS }
    const { status } = await session.askStatus([1, 2, 3, 4])
    return { problem: session.lost ? 'unreachable' : problemOf(status), status }
  }

  async #connect(): Promise<PrinterSession | null> {
    if (this.#session?.lost) await this.close()
    if (this.#session) return this.#session
    try {
      this.#session = new PrinterSession(await this.#open(), {
        startTimer: (milliseconds, then) => {
          const timer = setTimeout(then, milliseconds)
          return () => clearTimeout(timer)
        },
        times: this.#times,
        onProof: processId => this.#prove(processId),
      })
      return this.#session
    } catch (error) {
      if (error instanceof LinkLost) return null
      throw error
    }
  }

  #notSent(
    reason: Extract<PrintOutcome, { kind: 'not-sent' }>['reason'],
    job: EncodedJob,
    steps: JobSteps,
  ): PrintJobState {
    const { again } = this.#times
    steps.waiting(reason)
    const retryAt = Date.now() + (job.kind === 'drawer' ? again / 4 : again)
    return { state: 'failed', reason, retryAt }
  }

  #prove(processId: string): void {
    const id = this.#unproven.get(processId)
    if (id === undefined) return
    this.#unproven.delete(processId)
    this.#interrupted = false
    this.#onLate(id)
  }
}

function stateOf(outcome: Exclude<PrintOutcome, { kind: 'not-sent' }>): PrintJobState {
  switch (outcome.kind) {
    case 'confirmed':
      return { state: 'confirmed', confirmedBy: outcome.by }
    case 'sent':
      return { state: 'sent' }
    case 'unknown':
      return { state: 'unknown', reason: outcome.reason }
  }
}
