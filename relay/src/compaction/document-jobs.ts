import { cutDocument } from '../sync/cut-document.ts'
import { type CutUpdate, cutUpdate } from '../sync/cut-update.ts'
import type { UpdateBounds } from '../sync/guard/read-update.ts'
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

/** Updates to be read and cut into parts, each by itself. They are the tail of a document without a snapshot. */
export interface CutUpdatesJob {
  readonly snapshot: Uint8Array | null
  readonly tail: readonly Uint8Array[]
  readonly bounds: UpdateBounds
  readonly partBytes: number
}

/** What a thread is asked to do with a document. */
export type DocumentJob =
  | ({ readonly kind: 'compact' } & CompactionJob)
  | ({ readonly kind: 'beginEpoch' } & CompactionJob)
  | ({ readonly kind: 'cut' } & CutJob)
  | ({ readonly kind: 'cutUpdates' } & CutUpdatesJob)

/** What comes of each kind of job. */
export interface JobResults {
  readonly compact: CompactedDocument
  readonly beginEpoch: BegunEpoch | null
  /** Each part builds on nothing but those before it. */
  readonly cut: readonly Uint8Array[]
  readonly cutUpdates: readonly CutUpdate[]
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
    case 'cutUpdates':
      return job.tail.map(update => cutUpdate(update, job.bounds, job.partBytes))
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
