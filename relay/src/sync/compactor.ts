import { type DocumentId, formatDocumentId, LOGS, type RecordLog } from '@evertill/crdt-model'
import type { CompactionRunner } from '../compaction/compaction-runner.ts'
import type { DocumentStore } from './document-store.ts'
import type { CommittedBatch } from './group-commit.ts'
import type { SyncLog } from './sync-log.ts'

/** A document whose tail has grown long, and what it wants to hear. */
export interface CompactionTarget {
  readonly document: DocumentId
  readonly name: string
  /** The store's number for it; null when nothing was stored of it from here. */
  readonly documentNumber: number | null
  /** So much of the tail is in the snapshot now, which weighs `snapshotBytes`. */
  compacted(gone: { readonly updates: number; readonly bytes: number; readonly snapshotBytes: number }): void
  /** Another relay has done so. */
  compactedElsewhere(): void
  /** Another relay is at it, and may fail. */
  compactionTaken(): void
  /** Nothing changed. */
  compactionFailed(): void
}

export interface CompactorOptions {
  readonly store: DocumentStore
  readonly runner: CompactionRunner
  /** Asked before anything is taken out: what is not in the history yet stays. */
  readonly keepHistory: KeepHistory
  readonly log: SyncLog
  /** What a compaction took out of a document, committed: for everybody who holds it. */
  readonly onRemoved: (batch: CommittedBatch) => void
  /** A document of records that more Yjs clients wrote is begun again. */
  readonly epochClients: number
  /** The document of this name was begun again. */
  readonly onEpochBegun: (name: string) => void
}

/** Whether a document was begun again, or why not. */
export type EpochOutcome =
  | 'begun'
  /** Somebody is at it, or writes to it: later. */
  | 'busy'
  /** It cannot be: nothing of it is stored, it is none of records, or it holds what is not in the history yet. */
  | 'unsuited'

/** Folds the tails of documents into their snapshots, one document after the other. */
export interface Compactor {
  /** Asks for a document; asking again before its turn changes nothing. */
  request(target: CompactionTarget): void
  /** Begins a document of records again without its past, behind the compaction under way. */
  beginEpoch(document: DocumentId): Promise<EpochOutcome>
  /** Starts no further compaction; resolves when the one under way is done, or has taken `withinMs` more. */
  stop(withinMs: number): Promise<void>
}

/** How much of a document is in the history of changes: `state` is a Yjs state vector. */
export type HistoryMark =
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'kept'; readonly state: Uint8Array }

/** Takes down what is new in a document before some of it is deleted. */
export type KeepHistory = (document: DocumentId) => Promise<HistoryMark>

/**
 * A compaction works on what the store holds, not on the document in memory: on all that was committed through any
 * relay. So it alone may take out of shared documents what is redundant. It may be killed at any moment: its one
 * transaction is there or it is not.
 */
export function createCompactor(options: CompactorOptions): Compactor {
  const { store, runner, log, onRemoved } = options
  const waiting = new Set<CompactionTarget>()
  let running: Promise<void> | undefined
  let isStopped = false

  async function run(): Promise<void> {
    for (const target of waiting) {
      if (isStopped) break
      try {
        const number = target.documentNumber ?? (await store.findNumber(target.name))
        if (number !== undefined) await compactOnce(target, number)
      } catch (error) {
        target.compactionFailed()
        // A thread that was ended with the relay is no failure.
        if (!isStopped) log.error({ err: error, document: target.name }, 'a document could not be compacted')
      }
      waiting.delete(target)
    }
    running = undefined
  }

  async function beginOnce(document: DocumentId): Promise<EpochOutcome> {
    const name = formatDocumentId(document)
    const number = await store.findNumber(name)
    const logs = recordLogs(document)
    if (number === undefined || logs.length === 0) return 'unsuited'
    const done = await store.whileCompacting(number, () => begin(document, number, logs))
    if (done.kind === 'taken') return 'busy'
    if (done.result === 'begun') options.onEpochBegun(name)
    return done.result
  }

  async function begin(
    document: DocumentId,
    number: number,
    logs: readonly RecordLog[],
  ): Promise<EpochOutcome> {
    const mark = await markOf(document)
    const from = await store.readWhole(number)
    if (mark === undefined || (from.snapshot === null && from.tail.length === 0)) return 'unsuited'
    const made = await runner.beginEpoch({
      snapshot: from.snapshot,
      tail: from.tail.map(row => row.data),
      logs,
      inHistory: mark.kind === 'kept' ? mark.state : null,
    })
    if (made === null) return 'unsuited'
    const begun = await store.beginEpoch(number, from, made)
    if (begun === undefined) return 'busy'
    const { epoch } = begun
    log.info({ document: formatDocumentId(document), epoch, bytes: made.snapshot.byteLength }, 'begun again')
    return 'begun'
  }

  async function compactOnce(target: CompactionTarget, number: number): Promise<void> {
    const done = await store.whileCompacting(number, () => compact(target, number))
    if (done.kind === 'taken') target.compactionTaken()
    // What does not come about now does so after a later compaction.
    else if (done.result > options.epochClients) await beginOnce(target.document)
  }

  /** @returns how many Yjs clients wrote what was compacted; 0 when nothing was */
  async function compact(target: CompactionTarget, number: number): Promise<number> {
    const from = await store.readForCompaction(number)
    if (from === undefined) {
      target.compactedElsewhere()
      return 0
    }
    const tail = from.tail.map(row => row.data)
    const mark = await markOf(target.document)
    const made = await runner.compact({
      snapshot: from.snapshot,
      tail,
      logs: mark === undefined ? [] : recordLogs(target.document),
      inHistory: mark?.kind === 'kept' ? mark.state : null,
    })
    const replaced = await store.replaceSnapshot(number, from, made)
    if (replaced === undefined) {
      target.compactedElsewhere()
      return 0
    }
    const gone = {
      updates: tail.length,
      bytes: tail.reduce((sum, update) => sum + update.byteLength, 0),
      snapshotBytes: made.snapshot.byteLength,
    }
    log.debug({ document: target.name, ...gone }, 'compacted')
    target.compacted(gone)
    if (made.removal !== null)
      onRemoved({
        commit: replaced.commit,
        updates: [{ name: target.name, document: number, data: made.removal, bound: [] }],
      })
    return made.clients
  }

  /** Undefined when the history could not be written: then nothing may be deleted. */
  async function markOf(document: DocumentId): Promise<HistoryMark | undefined> {
    try {
      return await options.keepHistory(document)
    } catch (error) {
      log.warn(
        { err: error, document: formatDocumentId(document) },
        'the history of a document could not be kept',
      )
      return undefined
    }
  }

  /** What was asked for meanwhile has its turn. */
  function carryOn(): Promise<void> | undefined {
    running = undefined
    if (waiting.size > 0 && !isStopped) running = run()
    return running
  }

  return {
    request(target) {
      if (isStopped) return
      waiting.add(target)
      running ??= run()
    },
    async beginEpoch(document) {
      while (running !== undefined) await running
      if (isStopped) return 'busy'
      const begun = beginOnce(document)
      running = begun.then(
        () => carryOn(),
        () => carryOn(),
      )
      return begun
    },
    async stop(withinMs) {
      isStopped = true
      let timer: NodeJS.Timeout | undefined
      const tooLate = new Promise<void>(resolve => {
        timer = setTimeout(resolve, withinMs)
      })
      await Promise.race([running, tooLate])
      clearTimeout(timer)
      await runner.stop()
    },
  }
}

/** The logs out of which the relay, and only the relay, takes entries that others replace. */
function recordLogs(document: DocumentId): readonly RecordLog[] {
  switch (document.kind) {
    case 'settings':
    case 'staff':
    case 'catalog':
    case 'customers':
      return LOGS[document.kind]
    case 'stock':
    case 'journal':
    case 'parked':
      return []
  }
}
