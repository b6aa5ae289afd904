import type { ClockMark } from './clock-marks.ts'
import type { DocumentStore } from './document-store.ts'
import type { ClientBinding } from './guard/client-bindings.ts'
import { follows, joinRuns, type RunUpdate, type UpdateRun } from './guard/update-run.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncLog } from './sync-log.ts'
import type { SyncObserver } from './sync-observer.ts'

/** Whose updates are committed, and who wants to know. */
export interface CommitTarget {
  readonly name: string
  /** The store's number for the document; filled in by the first commit of a new one. */
  documentNumber: number | null
  /**
   * Its oldest `updates` of those added are committed now, as `stored`: those that follow each other are one there. The
   * newest stands at the sequence `through` in the store.
   */
  committed(updates: number, stored: readonly Uint8Array[], through: number): void
  /** Some of its updates were to be committed and were not; they will be tried again. */
  commitFailed(): void
  /** The document was begun again: what was added is not stored, and never will be under its number. */
  epochEnded(): void
}

interface Entry {
  readonly target: CommitTarget
  readonly data: Uint8Array
  readonly bound: readonly ClientBinding[]
  readonly clocks: readonly ClockMark[]
  readonly run: UpdateRun | undefined
}

/** What one statement stores of one document. */
interface Share {
  /** How many of its updates. */
  updates: number
  readonly pieces: Piece[]
}

/** One row: an update, or several that follow each other. */
interface Piece {
  readonly data: Uint8Array
  readonly runs: RunUpdate[]
  readonly bound: ClientBinding[]
  readonly clocks: ClockMark[]
}

/** What was just committed, for whoever passes it on. */
export interface CommittedBatch {
  /** Its number among the commits of all relays, or null when there are no others. */
  readonly commit: number | null
  readonly updates: readonly CommittedUpdate[]
}

export interface CommittedUpdate {
  /** The document's. */
  readonly name: string
  /** The store's number for it. */
  readonly document: number
  readonly data: Uint8Array
  /** Yjs client ids that became somebody's by it. */
  readonly bound: readonly ClientBinding[]
}

/** A commit that takes longer than this counts as a failing store. */
const HUNG_MS = 5000

type Limits = Pick<SyncLimits, 'gatherMs' | 'commitRows' | 'commitBytes' | 'retryMs' | 'maxRetryMs'>

/**
 * Commits the updates of all documents in the order in which they were added, many with each statement. One commit
 * is under way at a time; what comes meanwhile goes with the next. When the store fails nothing is let go: the same
 * updates are tried again until they are committed, and nobody is told before.
 */
export class GroupCommit {
  readonly #store: DocumentStore
  readonly #log: SyncLog
  readonly #limits: Limits
  readonly #onCommitted: (batch: CommittedBatch) => void
  readonly #observer: SyncObserver
  readonly #queue: Entry[] = []
  #bytes = 0
  #running: Promise<void> | undefined
  #failingSince: number | null = null
  #commitStartedAt: number | null = null
  #stopped = false
  #wake: () => void = () => {}

  constructor(options: {
    store: DocumentStore
    log: SyncLog
    limits: Limits
    observer: SyncObserver
    /** Called after each commit, before the documents are told. */
    onCommitted?: (batch: CommittedBatch) => void
  }) {
    this.#store = options.store
    this.#onCommitted = options.onCommitted ?? (() => {})
    this.#log = options.log
    this.#limits = options.limits
    this.#observer = options.observer
  }

  /** What no commit holds yet. */
  get uncommitted(): { readonly updates: number; readonly bytes: number } {
    return { updates: this.#queue.length, bytes: this.#bytes }
  }

  /** Milliseconds since 1970 since when nothing could be committed, or null. */
  get failingSince(): number | null {
    if (this.#failingSince !== null) return this.#failingSince
    const startedAt = this.#commitStartedAt
    return startedAt !== null && Date.now() - startedAt > HUNG_MS ? startedAt : null
  }

  /**
   * @param bound Yjs client ids that this update makes somebody's: committed with it or not at all
   * @param clocks how far off its writer's clock was, where that is new: likewise
   * @param run the update, where it is one
   */
  add(
    target: CommitTarget,
    data: Uint8Array,
    bound: readonly ClientBinding[] = [],
    clocks: readonly ClockMark[] = [],
    run?: UpdateRun,
  ): void {
    this.#queue.push({ target, data, bound, clocks, run })
    this.#bytes += data.byteLength
    this.#running ??= this.#run()
  }

  /** The updates of one document that no commit holds yet, oldest first. */
  uncommittedOf(target: CommitTarget): Uint8Array[] {
    return this.#queue.filter(entry => entry.target === target).map(entry => entry.data)
  }

  /**
   * Commits what is held, trying for `withinMs` at most; nothing is committed after that.
   * @returns how many updates are left uncommitted.
   */
  async stop(withinMs: number): Promise<number> {
    let deadline: NodeJS.Timeout | undefined
    const tooLate = new Promise<void>(resolve => {
      deadline = setTimeout(resolve, withinMs)
    })
    // The race: a statement that hangs must not keep the process from ending.
    await Promise.race([this.#running, tooLate])
    clearTimeout(deadline)
    this.#stopped = true
    this.#wake()
    return this.#queue.length
  }

  async #run(): Promise<void> {
    // A first update waits a moment for company; later ones gather while a commit is under way.
    await this.#pause(this.#limits.gatherMs)
    for (let failures = 0; this.#queue.length > 0 && !this.#stopped; ) {
      const batch = this.#nextBatch()
      try {
        await this.#commit(batch)
        failures = 0
      } catch (error) {
        failures++
        this.#failingSince ??= this.#commitStartedAt
        this.#commitStartedAt = null
        this.#alarm(error, failures)
        this.#observer.commitFailed()
        for (const target of new Set(batch.map(entry => entry.target))) target.commitFailed()
        await this.#pause(Math.min(this.#limits.retryMs * 2 ** (failures - 1), this.#limits.maxRetryMs))
      }
    }
    this.#running = undefined
  }

  #nextBatch(): Entry[] {
    let bytes = 0
    let count = 0
    for (const { data } of this.#queue) {
      if (
        count === this.#limits.commitRows ||
        (count > 0 && bytes + data.byteLength > this.#limits.commitBytes)
      )
        break
      bytes += data.byteLength
      count++
    }
    return this.#queue.slice(0, count)
  }

  async #commit(batch: readonly Entry[]): Promise<void> {
    this.#commitStartedAt = Date.now()
    const startedAt = performance.now()
    await this.#numberNewDocuments(batch)
    const shares = shareOut(batch)
    const updates = [...shares].flatMap(([target, { pieces }]) =>
      pieces.map(piece => ({
        target,
        document: numberOf(target),
        data: dataOf(piece),
        bound: piece.bound,
        clocks: piece.clocks,
      })),
    )
    const rows = updates.map(({ document, data, bound, clocks }) => ({ document, data, bound, clocks }))
    const { commit, through } = await this.#store.append(rows)
    this.#commitStartedAt = null
    const milliseconds = performance.now() - startedAt
    if (this.#failingSince !== null) {
      this.#log.info({ failedForMs: Date.now() - this.#failingSince }, 'the store takes updates again')
      this.#failingSince = null
    }
    this.#queue.splice(0, batch.length)
    const bytes = batch.reduce((sum, entry) => sum + entry.data.byteLength, 0)
    this.#bytes -= bytes
    this.#observer.committed({ updates: batch.length, bytes, milliseconds })
    this.#onCommitted({
      commit,
      updates: updates
        .filter(({ document }) => through.has(document))
        .map(({ target, document, data, bound }) => ({ name: target.name, document, data, bound })),
    })
    let told = 0
    for (const [target, share] of shares) {
      const stored = updates.slice(told, told + share.pieces.length).map(update => update.data)
      told += share.pieces.length
      this.#tell(target, share.updates, stored, through.get(numberOf(target)))
    }
  }

  /** A fault in one document's room must not keep the commits of all others from going on. */
  #tell(
    target: CommitTarget,
    updates: number,
    stored: readonly Uint8Array[],
    through: number | undefined,
  ): void {
    try {
      if (through === undefined) target.epochEnded()
      else target.committed(updates, stored, through)
    } catch (error) {
      this.#log.error({ err: error, document: target.name }, 'a document failed after its commit')
    }
  }

  async #numberNewDocuments(batch: readonly Entry[]): Promise<void> {
    const fresh = new Set(batch.map(entry => entry.target).filter(target => target.documentNumber === null))
    if (fresh.size === 0) return
    const numbers = await this.#store.numberDocuments([...fresh].map(target => target.name))
    for (const target of fresh) target.documentNumber = numbers.get(target.name) ?? null
  }

  #alarm(error: unknown, failures: number): void {
    this.#log.error(
      { err: error, failures, ...this.uncommitted },
      'updates cannot be committed: nothing is acknowledged, trying again',
    )
  }

  /** Waits, but not beyond the moment at which `stop` gives up. */
  #pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** By document, in the order of their first updates; what follows each other in a document becomes one row. */
function shareOut(batch: readonly Entry[]): Map<CommitTarget, Share> {
  const shares = new Map<CommitTarget, Share>()
  for (const { target, data, bound, clocks, run } of batch) {
    let share = shares.get(target)
    if (share === undefined) {
      share = { updates: 0, pieces: [] }
      shares.set(target, share)
    }
    share.updates++
    const last = share.pieces.at(-1)
    const before = last?.runs.at(-1)?.run
    if (last === undefined || run === undefined || before === undefined || !follows(before, run)) {
      const runs = run === undefined ? [] : [{ run, update: data }]
      share.pieces.push({ data, runs, bound: [...bound], clocks: [...clocks] })
    } else {
      last.runs.push({ run, update: data })
      last.bound.push(...bound)
      last.clocks.push(...clocks)
    }
  }
  return shares
}

function dataOf({ data, runs }: Piece): Uint8Array {
  return runs.length > 1 ? joinRuns(runs) : data
}

function numberOf(target: CommitTarget): number {
  if (target.documentNumber === null) throw new Error(`the store gave ${target.name} no number`)
  return target.documentNumber
}
