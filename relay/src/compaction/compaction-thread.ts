import { parentPort } from 'node:worker_threads'
import { type CompactionJob, compactDocument } from './compact-document.ts'

/** The thread that compacts large documents: takes jobs one after the other, answers each with what became of it. */
export type CompactionAnswer =
  | { readonly ok: true; readonly snapshot: Uint8Array; readonly removal: Uint8Array | null }
  | { readonly ok: false; readonly message: string }

const port = parentPort
if (port === null) throw new Error('this file is the start of a worker thread')
port.on('message', (job: CompactionJob) => {
  try {
    const answer: CompactionAnswer = { ok: true, ...compactDocument(job) }
    port.postMessage(answer)
  } catch (error) {
    const answer: CompactionAnswer = {
      ok: false,
      message: error instanceof Error ? error.message : String(error),
    }
    port.postMessage(answer)
  }
})
