import { cutDocument } from '../sync/cut-document.ts'
import { replayUpdates } from '../sync/replay-updates.ts'
import { type BegunEpoch, beginEpoch } from './begin-epoch.ts'
import { type CompactedDocument, type CompactionJob, compactDocument } from './compact-document.ts'

/** A document to be cut into parts, as the store has it. */
export interface CutJob {
  readonly snapshot: Uint8Array | null
  /** What came after the snapshot, oldest first. */
  readonly tail: readonly Uint8Array[]
  readonly partBytes: number
}

/** What a thread is asked to do with a document. */
export type DocumentJob =
  | ({ readonly kind: 'compact' } & CompactionJob)
  | ({ readonly kind: 'beginEpoch' } & CompactionJob)
  | ({ readonly kind: 'cut' } & CutJob)

/** What comes of each kind of job. */
export interface JobResults {
  readonly compact: CompactedDocument
  readonly beginEpoch: BegunEpoch | null
  /** Each part builds on nothing but those before it. */
  readonly cut: readonly Uint8Array[]
}

/** Does a job. Throws what Yjs throws on bytes it cannot read. */
export function doJob(job: DocumentJob): JobResults[DocumentJob['kind']] {
  switch (job.kind) {
    case 'compact':
      return compactDocument(job)
    case 'beginEpoch':
      return beginEpoch(job)
    case 'cut':
      return cutStored(job)
  }
}

function cutStored({ snapshot, tail, partBytes }: CutJob): readonly Uint8Array[] {
  const doc = replayUpdates(snapshot, tail)
  try {
    return cutDocument(doc, partBytes)
  } finally {
    doc.destroy()
  }
}
