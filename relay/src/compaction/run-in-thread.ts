import { Worker } from 'node:worker_threads'
import { threadFile } from '../package-folder.ts'
import type { DocumentJob, JobResults } from './document-jobs.ts'
import type { PackedJob, ThreadAnswer } from './document-thread.ts'
import { type PackedTail, packTail } from './packed-tail.ts'

/** A thread of its own for work on documents, started when it is needed. Jobs take turns. */
export interface DocumentThread {
  /** Rejects when the bytes cannot be read as a document, and when the thread died (of memory, say). */
  run<Job extends DocumentJob>(job: Job): Promise<JobResults[Job['kind']]>
  /** Ends the thread. Jobs that are not done reject. */
  stop(): Promise<void>
}

/** A thread takes half a second and 40 MB to start: it waits this long for the next job. */
const IDLE_MS = 30_000

export function createDocumentThread(): DocumentThread {
  let worker: Worker | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let stops = 0

  async function end(): Promise<void> {
    clearTimeout(idleTimer)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }

  async function runNow<Job extends DocumentJob>(
    job: Job,
    stopsBefore: number,
  ): Promise<JobResults[Job['kind']]> {
    const tail = await packTail(job.tail)
    if (stops > stopsBefore) throw new Error('the thread was ended')
    clearTimeout(idleTimer)
    worker ??= startThread()
    try {
      return await ask(worker, job, tail)
    } catch (error) {
      await end()
      throw error
    } finally {
      idleTimer = setTimeout(() => void end(), IDLE_MS).unref()
    }
  }

  return {
    run(job) {
      const stopsBefore = stops
      const done = last.then(() => runNow(job, stopsBefore))
      last = done.catch(() => {})
      return done
    },
    async stop() {
      stops++
      await end()
    },
  }
}

function startThread(): Worker {
  const worker = new Worker(threadFile('document-thread'))
  // A thread that waits for jobs must not keep the process from ending.
  worker.unref()
  return worker
}

function ask<Job extends DocumentJob>(
  worker: Worker,
  job: Job,
  tail: PackedTail,
): Promise<JobResults[Job['kind']]> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      worker.off('message', answered)
      worker.off('error', failed)
      worker.off('exit', exited)
      settle()
    }
    // The thread answers a job with what comes of its kind.
    const answered = (answer: ThreadAnswer) =>
      done(() =>
        answer.ok ? resolve(answer.result as JobResults[Job['kind']]) : reject(new Error(answer.message)),
      )
    const failed = (error: Error) => done(() => reject(error))
    const exited = () => done(() => reject(new Error('the thread ended')))
    worker.on('message', answered)
    worker.on('error', failed)
    worker.on('exit', exited)
    const order: PackedJob = { job: { ...job, snapshot: job.snapshot && own(job.snapshot), tail: [] }, tail }
    worker.postMessage(order, [tail.bytes.buffer, tail.lengths.buffer])
  })
}

/** A message takes a view's whole buffer along. */
function own(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}
