import { parentPort } from 'node:worker_threads'
import { type DocumentJob, doJob, type JobResults } from './document-jobs.ts'
import { type PackedTail, unpackTail } from './packed-tail.ts'

/** The thread that works on large documents: takes jobs one after the other, answers each with what became of it. */
export type ThreadAnswer =
  | { readonly ok: true; readonly result: JobResults[DocumentJob['kind']] }
  | { readonly ok: false; readonly message: string }

/** A job as it is handed over: its tail is beside it. */
export interface PackedJob {
  readonly job: DocumentJob
  readonly tail: PackedTail
}

const port = parentPort
if (port === null) throw new Error('this file is the start of a worker thread')
port.on('message', ({ job, tail }: PackedJob) => {
  let answer: ThreadAnswer
  try {
    answer = { ok: true, result: doJob({ ...job, tail: unpackTail(tail) }) }
  } catch (error) {
    answer = { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
  port.postMessage(answer)
})
