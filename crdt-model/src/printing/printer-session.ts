import type { JobToPrint, PrintOutcome, ProofKind, SessionTimes } from './job-to-print.ts'
import type { UnknownReason } from './print-job.ts'
import type { PrintLink, StartTimer } from './print-link.ts'
import {
  type PrinterStatus,
  problemOf,
  readStatus,
  type StatusBytes,
  statusRequest,
  UNKNOWN_STATUS,
} from './printer-status.ts'
import { orderedStatusRequest, processIdRequest } from './process-id.ts'
import { type PrinterReply, ReplyParser } from './reply-parser.ts'

/** How much is handed to a transport at once: small, so that what was written is known closely. */
const WRITE_BYTES = 1024
/** So many zero bytes end any command that a broken job left unfinished in the printer. */
const FLUSH_BYTES = 8192
const QUESTIONS = [1, 2, 4] as const

type Waiter = (reply: PrinterReply | null) => boolean

interface PendingReply {
  /** Null when the link is lost first. */
  readonly reply: Promise<PrinterReply | null>
  readonly cancel: () => void
}

/** The conversation with one printer over one link: asks how it is, prints jobs one at a time, waits for proof. */
export class PrinterSession {
  readonly #link: PrintLink
  readonly #startTimer: StartTimer
  readonly #times: SessionTimes
  readonly #onProof: (processId: string) => void
  readonly #parser = new ReplyParser()
  readonly #waiters = new Set<Waiter>()
  #status: PrinterStatus = UNKNOWN_STATUS
  #lost = false
  #heard = false
  /** A printer that said an id once is held to it: `GS r` proves less. */
  #saysProcessIds: boolean
  #orderedAsked = 0
  #orderedHeard = 0
  /** A status question went unanswered: its answer may still come, and be taken for that of the next one. */
  #answerMayBeLate = false

  /**
   * @param options.onProof each process id the printer says, also long after its job was given up as unknown.
   * @param options.saysProcessIds known from an earlier session with the same printer.
   */
  constructor(
    link: PrintLink,
    options: {
      readonly startTimer: StartTimer
      readonly times: SessionTimes
      readonly onProof: (processId: string) => void
      readonly saysProcessIds?: boolean
    },
  ) {
    this.#link = link
    this.#saysProcessIds = options.saysProcessIds ?? false
    this.#startTimer = options.startTimer
    this.#times = options.times
    this.#onProof = options.onProof
    link.listen({
      onBytes: bytes => {
        for (const reply of this.#parser.push(bytes)) this.#hear(reply)
      },
      onLost: () => {
        this.#lost = true
        for (const waiter of [...this.#waiters]) waiter(null)
      },
    })
  }

  get lost(): boolean {
    return this.#lost
  }

  /** As last heard. */
  get status(): PrinterStatus {
    return this.#status
  }

  get saysProcessIds(): boolean {
    return this.#saysProcessIds
  }

  /** Whether the printer has said anything on this link. */
  get heard(): boolean {
    return this.#heard
  }

  /** Asks `DLE EOT` 1, 2, (3,) 4, one after the other, since the answers do not say what they answer. */
  async askStatus(questions: readonly (1 | 2 | 3 | 4)[] = QUESTIONS): Promise<{
    readonly status: PrinterStatus
    readonly bytes: StatusBytes
  }> {
    const answers: Partial<Record<1 | 2 | 3 | 4, number>> = {}
    if (this.#answerMayBeLate) await this.#pause(this.#times.statusAnswer)
    this.#answerMayBeLate = false
    for (const question of questions) {
      const byte = await this.#askOne(question)
      // One that does not answer the first question answers none.
      if (byte === undefined) {
        this.#answerMayBeLate = this.#heard
        break
      }
      answers[question] = byte
    }
    const bytes = { printer: answers[1], offlineCause: answers[2], error: answers[3], paper: answers[4] }
    this.#status = readStatus(bytes)
    return { status: this.#status, bytes }
  }

  /** Prints one job. Rejects only with what `beforeFirstByte` rejected with: nothing was sent then. */
  async print(job: JobToPrint): Promise<PrintOutcome> {
    if (job.proof !== 'none') {
      const { status, bytes } = await this.askStatus()
      const problem = problemOf(status)
      if (problem) return { kind: 'not-sent', reason: problem }
      if (job.mustAnswer && bytes.printer === undefined && !this.#lost)
        return { kind: 'not-sent', reason: 'busy' }
    }
    if (this.#lost) return { kind: 'not-sent', reason: 'unreachable' }
    await job.beforeFirstByte()
    const stopped = await this.#send(job)
    if (stopped) return { kind: 'unknown', reason: stopped }
    if (job.proof === 'none') return { kind: 'sent' }
    return this.#awaitProof(job)
  }

  close(): Promise<void> {
    return this.#link.close()
  }

  async #send(job: JobToPrint): Promise<UnknownReason | null> {
    const start = job.afterInterruption ? new Uint8Array(FLUSH_BYTES) : new Uint8Array()
    if ((await this.#write(start)) === 'failed') return this.#troubleOr('link-lost')
    for (let at = 0; at < job.bytes.length; at += WRITE_BYTES) {
      const end = Math.min(at + WRITE_BYTES, job.bytes.length)
      const result = await this.#write(job.bytes.subarray(at, end))
      if (result === 'failed') return this.#troubleOr('link-lost')
      if (result === 'stalled') return this.#troubleOr('stalled')
      job.onWritten(end)
    }
    return null
  }

  async #write(bytes: Uint8Array): Promise<'written' | 'stalled' | 'failed'> {
    if (bytes.length === 0) return 'written'
    if (this.#lost) return 'failed'
    return new Promise(resolve => {
      const stop = this.#startTimer(this.#times.stall, () => resolve('stalled'))
      this.#link.write(bytes).then(
        () => {
          stop()
          resolve('written')
        },
        () => {
          stop()
          resolve('failed')
        },
      )
    })
  }

  /** Waits for the proof; meanwhile asks what keeps the printer, which answers that even while it is offline. */
  async #awaitProof(job: JobToPrint): Promise<PrintOutcome> {
    const said = this.#nextReply(reply => reply.kind === 'process-id' && reply.id === job.processId)
    let processed: PendingReply | null = null
    try {
      if (job.proof !== 'status-reply' && (await this.#write(processIdRequest(job.processId))) !== 'written')
        return { kind: 'unknown', reason: this.#troubleOr('link-lost') }
      // An answer to a `GS r` of a job that broke off could be taken for this one's.
      if (job.proof !== 'process-id' && !job.afterInterruption) processed = await this.#askOrdered()
      return await this.#waitForEither(job.proof, said, processed)
    } finally {
      said.cancel()
      processed?.cancel()
    }
  }

  async #waitForEither(
    proof: ProofKind,
    said: PendingReply,
    processed: PendingReply | null,
  ): Promise<PrintOutcome> {
    const id = said.reply.then(reply => (reply ? ('id' as const) : ('lost' as const)))
    let gsr = processed?.reply.then(reply => (reply ? ('gsr' as const) : ('lost' as const)))
    const { poll, proof: patience } = this.#times
    const betterProof = proof === 'status-reply' ? 0 : this.#times.betterProof
    for (let waited = 0; waited < patience; waited += poll) {
      const first = await Promise.race([id, ...(gsr ? [gsr] : []), this.#pause(poll)])
      if (first === 'id') return { kind: 'confirmed', by: 'processId' }
      if (first === 'lost') return { kind: 'unknown', reason: this.#troubleOr('link-lost') }
      if (first === 'gsr') {
        gsr = undefined
        if (!this.#saysProcessIds) {
          const better = await Promise.race([id, this.#pause(betterProof)])
          return { kind: 'confirmed', by: better === 'id' ? 'processId' : 'gsr' }
        }
      }
      await this.#askTrouble()
    }
    return { kind: 'unknown', reason: this.#troubleOr('no-answer') }
  }

  /** `GS r` is answered in order: the answer to this one is as many answers away as questions are open. */
  async #askOrdered(): Promise<PendingReply> {
    const mine = ++this.#orderedAsked
    const pending = this.#nextReply(reply => reply.kind === 'transmitted' && this.#orderedHeard >= mine)
    await this.#write(orderedStatusRequest())
    return pending
  }

  /** Why the printer has not answered: only what it said itself is a reason. */
  async #askTrouble(): Promise<void> {
    if (this.#heard) await this.askStatus([1, 2, 3, 4])
  }

  #troubleOr(reason: UnknownReason): UnknownReason {
    return problemOf(this.#status) ?? reason
  }

  async #askOne(question: 1 | 2 | 3 | 4): Promise<number | undefined> {
    const answer = this.#nextReply(reply => reply.kind === 'real-time')
    if ((await this.#write(statusRequest(question))) !== 'written') {
      answer.cancel()
      return undefined
    }
    const reply = await Promise.race([answer.reply, this.#pause(this.#times.statusAnswer)])
    answer.cancel()
    return reply && reply !== 'time' && reply.kind === 'real-time' ? reply.byte : undefined
  }

  /** The next reply that is wanted. Never settles after `cancel`. */
  #nextReply(wanted: (reply: PrinterReply) => boolean): PendingReply {
    let waiter: Waiter = () => false
    const reply = new Promise<PrinterReply | null>(resolve => {
      waiter = heard => {
        if (heard !== null && !wanted(heard)) return false
        this.#waiters.delete(waiter)
        resolve(heard)
        return true
      }
      if (this.#lost) resolve(null)
      else this.#waiters.add(waiter)
    })
    return { reply, cancel: () => this.#waiters.delete(waiter) }
  }

  #pause(milliseconds: number): Promise<'time'> {
    return new Promise(resolve => {
      this.#startTimer(milliseconds, () => resolve('time'))
    })
  }

  #hear(reply: PrinterReply): void {
    if (reply.kind !== 'noise') this.#heard = true
    if (reply.kind === 'process-id') {
      this.#saysProcessIds = true
      this.#onProof(reply.id)
    }
    if (reply.kind === 'transmitted') this.#orderedHeard++
    for (const waiter of [...this.#waiters]) {
      if (waiter(reply)) return
    }
  }
}
