import { Worker } from 'node:worker_threads'
import { type CompactedDocument, type CompactionJob, compactDocument } from './compact-document.ts'
import type { CompactionAnswer } from './compaction-thread.ts'

/** Carries compactions out, one at a time. */
export interface CompactionRunner {
  /** Rejects when the bytes cannot be read as a document, and when the thread died (of memory, say). */
  compact(job: CompactionJob): Promise<CompactedDocument>
  /** Ends the thread. A job under way rejects. */
  stop(): Promise<void>
}

/**
 * What costs about 10 ms or less is done at once: measured 25 ns for each byte of a snapshot and 3 µs for each update.
 * A large catalog takes seconds, in which a relay must go on answering.
 */
const SMALL_BYTES = 200_000
const SMALL_UPDATES = 1500

/** A thread takes half a second and 40 MB to start: it waits this long for the next job. */
const IDLE_MS = 30_000

export function createCompactionRunner(): CompactionRunner {
  let worker: Worker | undefined
  let idleTimer: NodeJS.Timeout | undefined

  async function end(): Promise<void> {
    clearTimeout(idleTimer)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }

  async function compactInThread(job: CompactionJob): Promise<CompactedDocument> {
    clearTimeout(idleTimer)
    worker ??= startThread()
    try {
      return await ask(worker, job)
    } catch (error) {
      await end()
      throw error
    } finally {
      idleTimer = setTimeout(() => void end(), IDLE_MS).unref()
    }
  }

  return {
    compact: job => (isSmall(job) ? attempt(() => compactDocument(job)) : compactInThread(job)),
    stop: end,
  }
}

export function isSmall({ snapshot, tail }: CompactionJob): boolean {
  const bytes = tail.reduce((sum, update) => sum + update.byteLength, snapshot?.byteLength ?? 0)
  return bytes <= SMALL_BYTES && tail.length <= SMALL_UPDATES
}

function startThread(): Worker {
  const worker = new Worker(new URL('../../bin/compaction-thread.mjs', import.meta.url))
  // A thread that waits for jobs must not keep the process from ending.
  worker.unref()
  return worker
}

function ask(worker: Worker, job: CompactionJob): Promise<CompactedDocument> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      worker.off('message', answered)
      worker.off('error', failed)
      worker.off('exit', exited)
      settle()
    }
    const answered = (answer: CompactionAnswer) =>
      done(() => (answer.ok ? resolve(answer) : reject(new Error(answer.message))))
    const failed = (error: Error) => done(() => reject(error))
    const exited = () => done(() => reject(new Error('the compaction thread ended')))
    worker.on('message', answered)
    worker.on('error', failed)
    worker.on('exit', exited)
    worker.postMessage({ ...job, snapshot: job.snapshot && own(job.snapshot), tail: job.tail.map(own) })
  })
}

/** A message takes a view's whole buffer along. */
function own(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}

async function attempt<Result>(work: () => Result): Promise<Result> {
  return work()
}
