import {
  isOver,
  LinkLost,
  type NotSentReason,
  PrinterSession,
  type PrinterStatus,
  type PrintOutcome,
  type ProofKind,
  processIdOf,
  type StartTimer,
  type StatusBytes,
  UNKNOWN_STATUS,
} from '@evertill/crdt-model/printing'
import type { Logger } from 'pino'
import type { OpenLink } from '../links/open-link.ts'
import { errorName } from '../logger.ts'
import type { PrinterConfig } from '../settings/printer-config.ts'
import type { Spool } from '../spool/spool.ts'
import { SpoolWriteError } from '../spool/spool-file.ts'
import type { SpoolJob } from '../spool/spool-job.ts'
import { Alarm } from './alarm.ts'
import type { WorkerTimes } from './worker-times.ts'

export interface PrinterView {
  readonly status: PrinterStatus
  readonly reachable: boolean | 'unknown'
  readonly lastSeen: number | null
}

export interface PrintWorkerOptions {
  readonly printer: PrinterConfig
  readonly spool: Spool
  readonly openLink: OpenLink
  readonly times: WorkerTimes
  readonly now: () => number
  readonly log: Logger
  readonly onView: (view: PrinterView) => void
}

const startTimer: StartTimer = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds)
  return () => clearTimeout(timer)
}

/**
 * Prints the jobs of one printer, one at a time, in the order they came, drawer pulses first. It alone opens the
 * printer. It sends a job again by itself only when not one byte of it was written.
 */
export class PrintWorker {
  readonly #options: PrintWorkerOptions
  readonly #alarm = new Alarm()
  /** Jobs of unknown fate whose proof may still come, by process id. */
  readonly #unproven = new Map<string, SpoolJob>()
  #session: PrinterSession | null = null
  #view: PrinterView = { status: UNKNOWN_STATUS, reachable: 'unknown', lastSeen: null }
  #stopping = false
  #failures = 0
  /** Nothing is tried before this moment. */
  #retryAt = 0
  #closeAt = 0
  #polledAt = 0
  #watched = false
  #interrupted = false
  #answers = false
  #saysProcessIds = false
  #questions: ((bytes: StatusBytes | null) => void)[] = []
  readonly #running: Promise<void>

  constructor(options: PrintWorkerOptions) {
    this.#options = options
    for (const job of this.#mine()) {
      if (job.state.state !== 'unknown') continue
      this.#unproven.set(processIdOf(job.jobId, new Set(this.#unproven.keys())), job)
      // The printer may stand in the middle of what a killed bridge was sending.
      if (job.state.reason === 'stopped') this.#interrupted = true
    }
    this.#running = this.#run()
  }

  get view(): PrinterView {
    return this.#view
  }

  /** A job came: tries now, whatever failed before. */
  wake(): void {
    this.#retryAt = 0
    this.#alarm.ring()
  }

  /** While somebody watches, the printer is asked regularly how it is. */
  watch(watched: boolean): void {
    this.#watched = watched
    this.#alarm.ring()
  }

  /** Asks the printer now, between two jobs. Null when it could not be reached. */
  askNow(): Promise<StatusBytes | null> {
    return new Promise(resolve => {
      this.#questions.push(resolve)
      this.#alarm.ring()
    })
  }

  /** Ends after the job that is being printed. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#alarm.ring()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#step()
      } catch (error) {
        this.#options.log.error(
          { printer: this.#options.printer.id, error: errorName(error) },
          'worker failed',
        )
        this.#retryAt = this.#options.now() + this.#options.times.retryLongest
      }
    }
    for (const answer of this.#questions) answer(null)
    await this.#close()
  }

  async #step(): Promise<void> {
    const now = this.#options.now()
    await this.#expire(now)
    const job = now >= this.#retryAt ? this.#next() : null
    if (job) return this.#attempt(job)
    if (this.#questions.length > 0) return this.#answerQuestions()
    const { linger, statusPoll } = this.#options.times
    if (this.#watched && now - this.#polledAt >= statusPoll) return this.#poll()
    if (this.#session && (this.#session.lost || now >= this.#closeAt)) return this.#close()
    await this.#alarm.wait(this.#nextMoment(now, linger) - now)
  }

  /** When something is to be done even if nobody asks for it. */
  #nextMoment(now: number, linger: number): number {
    const moments = [now + 60_000]
    for (const job of this.#mine()) {
      if (isOver(job.state)) continue
      moments.push(job.expiresAt, Math.max(this.#retryAt, now))
    }
    if (this.#session) moments.push(this.#session.lost ? now + linger : this.#closeAt)
    if (this.#watched) moments.push(this.#polledAt + this.#options.times.statusPoll)
    return Math.max(now, Math.min(...moments))
  }

  *#mine(): Iterable<SpoolJob> {
    for (const job of this.#options.spool.jobs) {
      if (job.printerId === this.#options.printer.id) yield job
    }
  }

  #next(): SpoolJob | null {
    let first: SpoolJob | null = null
    for (const job of this.#mine()) {
      if (isOver(job.state)) continue
      if (job.kind === 'drawer') return job
      first ??= job
    }
    return first
  }

  async #expire(now: number): Promise<void> {
    for (const job of this.#mine()) {
      if (isOver(job.state) || job.expiresAt > now) continue
      await this.#record(job, { state: 'failed', reason: 'expired', retryAt: null })
    }
  }

  async #attempt(job: SpoolJob): Promise<void> {
    const { spool, now } = this.#options
    job.attempts++
    spool.show(job, { state: 'claimed' })
    const session = await this.#open()
    // While the printer was looked for, the moment of a drawer may have passed.
    if (now() >= job.expiresAt) return
    if (session === null) return this.#notSent(job, 'unreachable')
    spool.show(job, { state: 'preflight' })
    const processId = processIdOf(job.jobId, new Set(this.#unproven.keys()))
    const outcome = await this.#print(session, job, processId)
    if (outcome === null) return
    this.#seen(session)
    if (outcome.kind === 'not-sent') {
      this.#notSent(job, outcome.reason)
      // A place in the printer's queue would keep others out, and its answer would come at an odd moment.
      return outcome.reason === 'busy' ? this.#close() : undefined
    }
    this.#failures = 0
    this.#interrupted = outcome.kind === 'unknown'
    job.bytesWritten = outcome.kind === 'unknown' ? job.bytesWritten : (job.bytes?.length ?? 0)
    await this.#end(job, processId, outcome)
  }

  /** Null when the spool could not be written: then nothing was sent. */
  async #print(session: PrinterSession, job: SpoolJob, processId: string): Promise<PrintOutcome | null> {
    const { spool, printer } = this.#options
    try {
      return await session.print({
        bytes: job.bytes ?? new Uint8Array(),
        processId,
        proof: this.#proof(),
        mustAnswer: this.#answers,
        afterInterruption: this.#interrupted,
        beforeFirstByte: () => spool.recordSending(job),
        onWritten: written => {
          job.bytesWritten = written
        },
      })
    } catch (error) {
      if (!(error instanceof SpoolWriteError)) throw error
      this.#options.log.error({ printer: printer.id, jobId: job.jobId, full: error.diskFull }, 'spool failed')
      this.#notSent(job, 'storage')
      return null
    }
  }

  #proof(): ProofKind {
    const { language, proof } = this.#options.printer
    // Only ESC/POS printers are asked: the bytes of these questions mean other things elsewhere.
    return language === 'esc-pos' ? proof : 'none'
  }

  async #end(
    job: SpoolJob,
    processId: string,
    outcome: Exclude<PrintOutcome, { kind: 'not-sent' }>,
  ): Promise<void> {
    const { now, times } = this.#options
    this.#closeAt = now() + times.linger
    switch (outcome.kind) {
      case 'confirmed':
        return this.#record(job, { state: 'confirmed', confirmedBy: outcome.by })
      case 'sent':
        return this.#record(job, { state: 'sent' })
      case 'unknown':
        this.#unproven.set(processId, job)
        this.#closeAt = now() + times.lateProof
        return this.#record(job, { state: 'unknown', reason: outcome.reason })
    }
  }

  #notSent(job: SpoolJob, reason: NotSentReason): void {
    const { spool, times, now, log, printer } = this.#options
    this.#failures++
    const wait = Math.min(times.retryFirst * 2 ** (this.#failures - 1), times.retryLongest)
    this.#retryAt = now() + wait
    spool.show(job, { state: 'failed', reason, retryAt: this.#retryAt })
    log.info({ printer: printer.id, jobId: job.jobId, attempt: job.attempts, reason }, 'job not sent yet')
  }

  async #record(job: SpoolJob, state: SpoolJob['state']): Promise<void> {
    const { spool, log, printer } = this.#options
    const { jobId, sha256, kind, bytesWritten, attempts } = job
    log.info({ printer: printer.id, jobId, kind, sha256, bytesWritten, attempts, ...state }, 'job ended')
    try {
      await spool.record(job, state)
    } catch (error) {
      // Not on disk: after a restart it would be `unknown`, or expire once more.
      log.error({ printer: printer.id, jobId, error: errorName(error) }, 'the end of a job was not stored')
    }
  }

  /** A process id that the printer said: of the job that waits for it now, or of one that was given up. */
  #proven(processId: string): void {
    const job = this.#unproven.get(processId)
    if (!job) return
    this.#unproven.delete(processId)
    if (job.state.state === 'unknown') {
      this.#record(job, { state: 'confirmed', confirmedBy: 'processId' })
      this.#interrupted = false
    }
  }

  async #open(): Promise<PrinterSession | null> {
    const { openLink, times, printer } = this.#options
    if (this.#session?.lost) await this.#close()
    if (this.#session) return this.#session
    try {
      const link = await openLink(printer.connection)
      this.#session = new PrinterSession(link, {
        startTimer,
        times,
        saysProcessIds: this.#saysProcessIds,
        onProof: processId => this.#proven(processId),
      })
      this.#closeAt = this.#options.now() + times.linger
      return this.#session
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error
      this.#setView({ status: UNKNOWN_STATUS, reachable: false, lastSeen: this.#view.lastSeen })
      return null
    }
  }

  async #close(): Promise<void> {
    const session = this.#session
    this.#session = null
    await session?.close()
  }

  async #poll(): Promise<void> {
    this.#polledAt = this.#options.now()
    await this.#ask()
  }

  async #answerQuestions(): Promise<void> {
    const waiting = this.#questions
    this.#questions = []
    const bytes = await this.#ask()
    for (const answer of waiting) answer(bytes)
  }

  async #ask(): Promise<StatusBytes | null> {
    const session = await this.#open()
    if (session === null) return null
    const { bytes } = this.#proof() === 'none' ? { bytes: {} } : await session.askStatus([1, 2, 3, 4])
    this.#seen(session)
    return bytes
  }

  #seen(session: PrinterSession): void {
    this.#answers ||= session.heard
    this.#saysProcessIds ||= session.saysProcessIds
    this.#setView({ status: session.status, reachable: !session.lost, lastSeen: this.#options.now() })
  }

  #setView(view: PrinterView): void {
    const before = this.#view
    this.#view = view
    const changed =
      JSON.stringify([before.status, before.reachable]) !== JSON.stringify([view.status, view.reachable])
    if (changed) this.#options.onView(view)
  }
}
