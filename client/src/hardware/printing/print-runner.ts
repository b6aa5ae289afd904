import type { NotSentReason, PrintJobKind, PrintJobState } from '@evertill/crdt-model/printing'
import {
  type PrintContent,
  type PrinterLook,
  type PrinterSetup,
  type PrintJobRow,
  printerKey,
} from '../../local/printing.ts'
import type { CommandOf } from '../../replica/protocol.ts'
import type { JobSteps, PrinterPort } from './printer-port.ts'

export interface PrintRunnerOptions {
  readonly setup: PrinterSetup
  readonly port: PrinterPort
  readonly encode: (job: PrintJobRow) => Promise<Uint8Array>
  /** Resolves when it is on disk. */
  readonly note: (command: CommandOf<'notePrint'>) => Promise<unknown>
  /** What keeps the first job waiting, or null. */
  readonly onProblem: (problem: NotSentReason | null) => void
  readonly now: () => number
}

/**
 * Works the till's print queue off, one job at a time, drawers first. Every step is on disk before it is taken, and a
 * job from whose first byte on it is not known what became of it is left to a person.
 */
export class PrintRunner {
  readonly #options: PrintRunnerOptions
  readonly #key: string
  /** Jobs that ended here, while the rows that say so are still on their way. */
  readonly #ended = new Set<string>()
  /** Bytes of jobs that were offered: every offer is of the same. */
  readonly #offered = new Map<string, Uint8Array>()
  #rows: readonly PrintJobRow[] = []
  #working = false
  #stopped = false
  #retryAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: PrintRunnerOptions) {
    this.#options = options
    this.#key = printerKey(options.setup)
  }

  /** The jobs that are open now. A new one is tried at once, whatever failed before. */
  take(rows: readonly PrintJobRow[]): void {
    const known = new Set(this.#rows.map(({ id }) => id))
    if (rows.some(({ id }) => !known.has(id))) this.#retryAt = 0
    this.#rows = rows
    this.#goOn()
  }

  /** Asks the printer how it is; null when it is let go of. */
  async look(now: boolean): Promise<PrinterLook | null> {
    const seen = this.#stopped ? null : await this.#options.port.look(now)
    return this.#stopped ? null : seen
  }

  /** No further job is begun; the one under way is let go of. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#options.port.close()
  }

  #goOn(): void {
    if (this.#working || this.#stopped) return
    clearTimeout(this.#timer)
    const job = this.#next()
    if (job === null) {
      this.#options.onProblem(null)
      return
    }
    const wait = this.#retryAt - this.#options.now()
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#goOn(), wait)
      return
    }
    this.#working = true
    this.#work(job).finally(() => {
      this.#working = false
      this.#goOn()
    })
  }

  #next(): PrintJobRow | null {
    const waiting = this.#rows.filter(job => isWaiting(job.state) && !this.#ended.has(job.id))
    return waiting.find(job => job.content.kind === 'drawer') ?? waiting[0] ?? null
  }

  async #work(job: PrintJobRow): Promise<void> {
    const { onProblem, now } = this.#options
    try {
      const state = await this.#print(job)
      if (this.#stopped) return
      if (state.state === 'failed' && state.retryAt !== null) {
        this.#retryAt = state.retryAt
        onProblem(state.reason)
        return
      }
      await this.#end(job.id, state)
      onProblem(null)
    } catch {
      // The till was taken over, or its disk is full: what was not written down was not begun.
      this.#retryAt = now() + 5000
    }
  }

  async #print(job: PrintJobRow): Promise<PrintJobState> {
    const { port, encode, now, note, onProblem } = this.#options
    const offered = this.#offered.get(job.id) ?? (job.state.state === 'claimed' ? job.bytes : null)
    const wasOffered = offered !== null
    // Offered to another printer before: that one may have printed it.
    if (wasOffered && !this.#offered.has(job.id) && job.printer !== this.#key)
      return { state: 'unknown', reason: 'stopped' }
    if (!wasOffered && job.expiresAt <= now()) return { state: 'failed', reason: 'expired', retryAt: null }
    const bytes = offered ?? (await encode(job))
    const steps: JobSteps = {
      note: async step => {
        await note({ type: 'notePrint', id: job.id, state: { state: step }, bytes, printer: this.#key })
        if (step === 'claimed') this.#offered.set(job.id, bytes)
      },
      waiting: onProblem,
      confirmedLate: id => {
        const state: PrintJobState = { state: 'confirmed', confirmedBy: 'processId' }
        // A person was quicker.
        note({ type: 'notePrint', id, state }).catch(() => undefined)
      },
    }
    const kind = kindOf(job.content)
    const { id, expiresAt, copyOf } = job
    return port.print({ id, kind, bytes, expiresAt, copyOf, offeredBefore: wasOffered }, steps)
  }

  async #end(id: string, state: PrintJobState): Promise<void> {
    this.#ended.add(id)
    this.#offered.delete(id)
    await this.#options.note({ type: 'notePrint', id, state })
  }
}

function kindOf({ kind }: PrintContent): PrintJobKind {
  return kind === 'drawer' || kind === 'kitchen' ? kind : 'receipt'
}

function isWaiting(state: PrintJobState): boolean {
  return state.state === 'queued' || state.state === 'claimed'
}
