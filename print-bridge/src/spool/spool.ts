import { join } from 'node:path'
import { isOver, type PrintJobRequest, type PrintJobState } from '@evertill/crdt-model/printing'
import * as v from 'valibot'
import { SpoolFile } from './spool-file.ts'
import type { SpoolJob } from './spool-job.ts'
import { SPOOL_VERSION, type SpoolRecord, spoolRecord } from './spool-record.ts'

/** How long a job that is over is remembered, so that the same job sent again is known. */
const REMEMBER_MS = 7 * 24 * 3600 * 1000
/** A file that has grown by so much is written anew without what is over. */
const REWRITE_AFTER_BYTES = 4 * 1024 * 1024
/** Jobs that wait. A printer that is away for a day must not fill the disk. */
const MAX_WAITING = 2000

export type SpoolListener = (job: SpoolJob) => void
export type AcceptResult =
  | { readonly kind: 'accepted' | 'known'; readonly job: SpoolJob }
  | { readonly kind: 'other-bytes' | 'full' }

/** The spool was written by a newer bridge. */
export class SpoolTooNewError extends Error {
  constructor(path: string) {
    super(`${path} was written by a newer print bridge: start that one, or set PRINT_BRIDGE_DATA`)
    this.name = 'SpoolTooNewError'
  }
}

/**
 * Every job the bridge took, with the state that stands on disk. A job is in the file before its till hears that it
 * was taken, and "sending" is in the file before the printer gets its first byte: a bridge that starts and finds
 * "sending" without an end cannot know whether it was printed, says `unknown`, and never sends it again by itself.
 */
export class Spool {
  readonly #file: SpoolFile
  readonly #now: () => number
  readonly #jobs: Map<number, SpoolJob>
  readonly #numbers = new Map<string, number>()
  readonly #accepting = new Map<string, Promise<AcceptResult>>()
  readonly #listeners = new Set<SpoolListener>()
  #nextNumber: number
  #lengthAfterRewrite: number

  private constructor(file: SpoolFile, jobs: Map<number, SpoolJob>, now: () => number) {
    this.#file = file
    this.#now = now
    this.#jobs = jobs
    for (const job of jobs.values()) this.#numbers.set(keyOf(job.origin, job.jobId), job.number)
    this.#nextNumber = Math.max(0, ...jobs.keys()) + 1
    this.#lengthAfterRewrite = file.length
  }

  /** @throws `SpoolTooNewError`. */
  static async open(dataDirectory: string, now: () => number): Promise<Spool> {
    const path = join(dataDirectory, 'spool.log')
    const { records, damaged } = await SpoolFile.read(path)
    const jobs = foldRecords(path, records, damaged, now())
    forgetOld(jobs, now())
    return new Spool(await SpoolFile.create(path, recordsOf(jobs)), jobs, now)
  }

  /** Told of every change of a job. @returns ends it. */
  listen(listener: SpoolListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get jobs(): Iterable<SpoolJob> {
    return this.#jobs.values()
  }

  find(origin: string, jobId: string): SpoolJob | null {
    const number = this.#numbers.get(keyOf(origin, jobId))
    return (number === undefined ? undefined : this.#jobs.get(number)) ?? null
  }

  /**
   * Takes a job, once: the same job again gives the job as it is.
   * @throws `SpoolWriteError`: it was not taken.
   */
  async accept(origin: string, request: PrintJobRequest, bytes: Uint8Array): Promise<AcceptResult> {
    const key = keyOf(origin, request.jobId)
    const under = this.#accepting.get(key)
    if (under) {
      const first = await under.catch(() => null)
      if (first?.kind === 'accepted') return sameOrOther(first.job, request)
    }
    const known = this.find(origin, request.jobId)
    if (known) return sameOrOther(known, request)
    if (this.#waiting() >= MAX_WAITING) return { kind: 'full' }
    const accepting = this.#write(origin, request, bytes)
    this.#accepting.set(key, accepting)
    try {
      return await accepting
    } finally {
      this.#accepting.delete(key)
    }
  }

  /** On disk before the first byte. @throws `SpoolWriteError`: nothing may be sent. */
  async recordSending(job: SpoolJob): Promise<void> {
    await this.#file.append({ what: 'sending', number: job.number } satisfies SpoolRecord, () => {
      job.state = { state: 'sending' }
    })
    this.show(job, { state: 'sending' })
  }

  /** A state that must outlive the process. @throws `SpoolWriteError`; the state is shown all the same. */
  async record(job: SpoolJob, state: PrintJobState): Promise<void> {
    job.changedAt = this.#now()
    const writing = this.#file.append({
      what: 'state',
      number: job.number,
      at: job.changedAt,
      state,
    } satisfies SpoolRecord)
    if (isOver(state)) job.bytes = null
    this.show(job, state)
    await writing
    await this.#rewriteIfLong()
  }

  /** A step that need not outlive the process. */
  show(job: SpoolJob, state: PrintJobState): void {
    job.state = state
    for (const listener of this.#listeners) listener(job)
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async #write(origin: string, request: PrintJobRequest, bytes: Uint8Array): Promise<AcceptResult> {
    const { jobId, printerId, kind, sha256, expiresAt } = request
    const acceptedAt = this.#now()
    const about = {
      ...{ number: this.#nextNumber++, origin, jobId, printerId, kind, sha256, expiresAt, acceptedAt },
      reprintOf: request.reprintOf ?? null,
    }
    const job = newJob(about, bytes)
    const bytesB64 = Buffer.from(bytes).toString('base64')
    await this.#file.append({ what: 'job', ...about, bytesB64 } satisfies SpoolRecord, () => {
      this.#jobs.set(job.number, job)
      this.#numbers.set(keyOf(origin, jobId), job.number)
    })
    this.show(job, job.state)
    return { kind: 'accepted', job }
  }

  #waiting(): number {
    let count = this.#accepting.size
    for (const job of this.#jobs.values()) if (!isOver(job.state)) count++
    return count
  }

  async #rewriteIfLong(): Promise<void> {
    if (this.#file.length - this.#lengthAfterRewrite < REWRITE_AFTER_BYTES) return
    this.#lengthAfterRewrite = this.#file.length
    await this.#file.rewrite(() => {
      for (const job of forgetOld(this.#jobs, this.#now())) {
        this.#numbers.delete(keyOf(job.origin, job.jobId))
      }
      return recordsOf(this.#jobs)
    })
    this.#lengthAfterRewrite = this.#file.length
  }
}

function sameOrOther(job: SpoolJob, request: PrintJobRequest): AcceptResult {
  return job.sha256 === request.sha256 ? { kind: 'known', job } : { kind: 'other-bytes' }
}

type JobRecord = Extract<SpoolRecord, { what: 'job' }>

function newJob(about: Omit<JobRecord, 'what' | 'bytesB64'>, bytes: Uint8Array | null): SpoolJob {
  return {
    ...about,
    bytes,
    state: { state: 'queued' },
    attempts: 0,
    bytesWritten: 0,
    lastStatus: null,
    changedAt: about.acceptedAt,
  }
}

function foldRecords(
  path: string,
  records: readonly unknown[],
  damaged: boolean,
  now: number,
): Map<number, SpoolJob> {
  const jobs = new Map<number, SpoolJob>()
  const sending = new Set<number>()
  for (const raw of records) {
    if (isTooNew(raw)) throw new SpoolTooNewError(path)
    const record = v.parse(spoolRecord, raw)
    if (record.what === 'job') {
      const { what: _, bytesB64, ...about } = record
      jobs.set(about.number, newJob(about, bytesB64 === null ? null : Buffer.from(bytesB64, 'base64')))
    } else if (record.what === 'sending') sending.add(record.number)
    else if (record.what === 'state') {
      sending.delete(record.number)
      const job = jobs.get(record.number)
      if (job) Object.assign(job, { state: record.state, changedAt: record.at })
    }
  }
  for (const job of jobs.values()) {
    const open = !isOver(job.state)
    // A line that is lost may have said that the job was being sent.
    if (open && (damaged || sending.has(job.number)))
      Object.assign(job, {
        state: { state: 'unknown', reason: sending.has(job.number) ? 'stopped' : 'spool-damaged' },
        changedAt: now,
      })
    if (isOver(job.state)) job.bytes = null
  }
  return jobs
}

function isTooNew(raw: unknown): boolean {
  if (typeof raw !== 'object' || raw === null || !('what' in raw) || raw.what !== 'spool') return false
  return 'version' in raw && raw.version !== SPOOL_VERSION
}

function forgetOld(jobs: Map<number, SpoolJob>, now: number): SpoolJob[] {
  const old = [...jobs.values()].filter(
    job => isOver(job.state) && job.state.state !== 'unknown' && now - job.changedAt > REMEMBER_MS,
  )
  for (const job of old) jobs.delete(job.number)
  return old
}

function recordsOf(jobs: ReadonlyMap<number, SpoolJob>): SpoolRecord[] {
  const records: SpoolRecord[] = [{ what: 'spool', version: SPOOL_VERSION }]
  for (const job of jobs.values()) {
    const { number, origin, jobId, printerId, kind, sha256, expiresAt, reprintOf, acceptedAt } = job
    const bytesB64 = job.bytes === null ? null : Buffer.from(job.bytes).toString('base64')
    records.push({
      what: 'job',
      ...{ number, origin, jobId, printerId, kind, sha256, expiresAt, reprintOf, acceptedAt, bytesB64 },
    })
    if (job.state.state === 'sending') records.push({ what: 'sending', number })
    if (isOver(job.state)) records.push({ what: 'state', number, at: job.changedAt, state: job.state })
  }
  return records
}

function keyOf(origin: string, jobId: string): string {
  return `${origin} ${jobId}`
}
