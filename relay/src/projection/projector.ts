import { type DocumentId, parseDocumentId } from '@evertill/crdt-model'
import { followJournal } from '../behind/follow-journal.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import type { SyncLog } from '../sync/sync-log.ts'
import { blockedDocuments } from './progress.ts'
import { projectJournal } from './project-journal.ts'
import { isTillId, projectStock } from './project-stock.ts'
import { documentsBehind } from './read-news.ts'
import { refoldTill } from './rebuild.ts'

/** Keeps the rows beside the documents: after their commit, in its own time, from where it was. */
export interface Projector {
  /** Updates of the document were committed. Returns at once. */
  notice(name: string): void
  /** Looks for what was committed and never projected: at a start, or what a relay left that was killed. */
  sweep(): Promise<void>
  /** Resolves when all that was noticed is done, or could not be done at this time. */
  idle(): Promise<void>
  /** Whether the document was noticed and not looked at since. */
  isDue(name: string): boolean
  /** Begins nothing more; resolves when what is under way is done. */
  stop(): Promise<void>
}

export interface ProjectorOptions {
  readonly database: ShopDatabase
  readonly log: SyncLog
  /** Takes down what is new in a document of records. */
  readonly keepHistory: (document: DocumentId) => Promise<unknown>
  /** The rows of a till were made again from a day on: what was found in those days before that counts no more. */
  readonly refolded?: (from: TillDay) => Promise<void>
  /** Whether clients wait for commits: then the rows wait as well. */
  readonly isBusy: () => boolean
  readonly rhythm?: Partial<Rhythm>
}

/** Milliseconds. */
export interface Rhythm {
  /** How long commits are gathered: a till's next sale costs a round of its own otherwise. */
  readonly gatherMs: number
  /** First and longest pause before a document that failed is tried again. */
  readonly retryMs: number
  readonly maxRetryMs: number
  /** A journal that is blocked costs reading all that waits in it: not more often than this. */
  readonly blockedMs: number
  /** How long clients come first. */
  readonly patienceMs: number
}

const RHYTHM: Rhythm = { gatherMs: 50, retryMs: 500, maxRetryMs: 60_000, blockedMs: 5000, patienceMs: 2000 }
const BUSY_POLL_MS = 25
/** Journals of which it is remembered how far they were read. */
const MOST_REMEMBERED = 10_000

/** A document that is left alone for a while. */
interface Rest {
  readonly timer: NodeJS.Timeout
  /** Whether it has to be looked at afterwards. */
  isDue: boolean
}

/** A day of a till. */
export type TillDay = Pick<Extract<DocumentId, { kind: 'journal' }>, 'till' | 'day'>

export function createProjector(options: ProjectorOptions): Projector {
  return new QueueProjector(options)
}

class QueueProjector implements Projector {
  readonly #options: ProjectorOptions
  readonly #rhythm: Rhythm
  readonly #waiting = new Set<string>()
  readonly #failures = new Map<string, number>()
  readonly #resting = new Map<string, Rest>()
  /** Writers of stock that are known to have a journal. */
  readonly #tills = new Set<string>()
  /** How far each journal was read here last. */
  readonly #readUpTo = new Map<string, number>()
  #running: Promise<void> | undefined
  #current: string | undefined
  #isStopped = false

  constructor(options: ProjectorOptions) {
    this.#options = options
    this.#rhythm = { ...RHYTHM, ...options.rhythm }
  }

  notice(name: string): void {
    const rest = this.#resting.get(name)
    if (rest === undefined) this.#add(name)
    else rest.isDue = true
  }

  async sweep(): Promise<void> {
    for (const name of await documentsBehind(this.#options.database)) this.notice(name)
  }

  isDue(name: string): boolean {
    return this.#waiting.has(name) || this.#current === name
  }

  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const { timer } of this.#resting.values()) clearTimeout(timer)
    await this.#running
  }

  #add(name: string): void {
    if (this.#isStopped) return
    this.#waiting.add(name)
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    await pause(this.#rhythm.gatherMs)
    for (const name of this.#waiting) {
      await this.#letClientsGoFirst()
      if (this.#isStopped) break
      this.#waiting.delete(name)
      this.#current = name
      await this.#tryProject(name)
      this.#current = undefined
    }
    this.#running = undefined
  }

  async #letClientsGoFirst(): Promise<void> {
    const until = Date.now() + this.#rhythm.patienceMs
    while (this.#options.isBusy() && !this.#isStopped && Date.now() < until) await pause(BUSY_POLL_MS)
  }

  async #tryProject(name: string): Promise<void> {
    try {
      await this.#project(name)
      this.#failures.delete(name)
    } catch (error) {
      const failures = (this.#failures.get(name) ?? 0) + 1
      this.#failures.set(name, failures)
      const { retryMs, maxRetryMs } = this.#rhythm
      this.#rest(name, Math.min(retryMs * 2 ** (failures - 1), maxRetryMs), true)
      this.#options.log.warn({ err: error, document: name, failures }, 'a document could not be projected')
    }
  }

  async #project(name: string): Promise<void> {
    const document = parseDocumentId(name)
    switch (document?.kind) {
      case 'journal':
        return this.#projectJournal(name, document)
      case 'stock':
        return this.#projectStock(name, document)
      case 'settings':
      case 'catalog':
        await this.#options.keepHistory(document)
        return
      default:
        return
    }
  }

  async #projectJournal(name: string, document: Extract<DocumentId, { kind: 'journal' }>): Promise<void> {
    const { database, log } = this.#options
    const readUpTo = this.#readUpTo.get(name)
    const followed = await followJournal(database, document, readUpTo)
    const { projected, blocked, seq, isRewritten } =
      followed.kind === 'followed'
        ? { projected: followed.entries, blocked: [], seq: followed.seq, isRewritten: false }
        : await projectJournal(database, name, document, readUpTo)
    if (isRewritten) return this.#refold(name, document)
    this.#remember(name, seq)
    if (blocked.length > 0) {
      log.warn({ document: name, findings: blocked }, 'entries of a journal cannot be verified')
      this.#rest(name, this.#rhythm.blockedMs, false)
    }
    if (projected === 0) return
    // What waited for these entries, in the journals of other days, may go on.
    for (const other of await blockedDocuments(database, `journal/${document.till}/`)) {
      if (other !== name) this.#wake(other)
    }
  }

  /** The till wrote a number twice, and the entry that counts came after the other. */
  async #refold(name: string, document: Extract<DocumentId, { kind: 'journal' }>): Promise<void> {
    const { database, log } = this.#options
    const blocked = await refoldTill(database, document)
    log.warn({ document: name, blocked }, 'entries were written again: the rows of the till were made again')
    // Each of its days is read from where its rows end now.
    for (const other of this.#readUpTo.keys())
      if (other.startsWith(`journal/${document.till}/`)) this.#readUpTo.delete(other)
    await this.#options.refolded?.(document)
  }

  /** The longest known is forgotten first: it costs reading that day once more. */
  #remember(name: string, seq: number): void {
    this.#readUpTo.delete(name)
    this.#readUpTo.set(name, seq)
    const [oldest] = this.#readUpTo.keys()
    if (this.#readUpTo.size > MOST_REMEMBERED && oldest !== undefined) this.#readUpTo.delete(oldest)
  }

  async #projectStock(name: string, document: Extract<DocumentId, { kind: 'stock' }>): Promise<void> {
    const { database } = this.#options
    if (this.#tills.has(document.writer)) return
    if (await isTillId(database, document.writer)) this.#tills.add(document.writer)
    else await projectStock(database, name, document)
  }

  #wake(name: string): void {
    clearTimeout(this.#resting.get(name)?.timer)
    this.#resting.delete(name)
    this.#add(name)
  }

  /** Leaves a document alone for a while; afterwards it is taken on when it is due. */
  #rest(name: string, milliseconds: number, isDue: boolean): void {
    if (this.#isStopped) return
    clearTimeout(this.#resting.get(name)?.timer)
    const timer = setTimeout(() => {
      const rest = this.#resting.get(name)
      this.#resting.delete(name)
      if (rest?.isDue) this.#add(name)
    }, milliseconds).unref()
    this.#resting.set(name, { timer, isDue })
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
