import { formatDocumentId, parseDocumentId } from '@evertill/crdt-model'
import type { TillDay } from '../projection/projector.ts'
import type { ShopQueryable } from '../storage/shop-database.ts'
import type { SyncLog } from '../sync/sync-log.ts'
import { type CheckServices, checkDocument } from './check-document.ts'

/** Keeps what is wrong in documents known: behind their commits, in its own time. */
export interface FindingsKeeper {
  /** Updates of the document were committed. Returns at once. */
  committed(name: string): void
  /** Takes up what was committed and never looked at: at a start. */
  catchUp(): Promise<void>
  /** Resolves when everything known to be new was looked at. */
  idle(): Promise<void>
  /** Looks at nothing more; resolves when the document under way is done. */
  stop(): Promise<void>
}

/** Where the findings are made, beside the rows. */
export interface FindingsMaker extends FindingsKeeper {
  /** The rows of a till were made again from a day on: all of those days is looked at, whatever was known of them. */
  lookAgain(from: TillDay): Promise<void>
}

/** How long commits of all documents are gathered before they are looked at, milliseconds. */
const GATHER_MS = 2000
/** How often a document is left to whoever looks at it anyway. */
const MOST_LEFT = 5

export function createFindingsKeeper(
  options: CheckServices & {
    readonly log: SyncLog
    /** What was found has changed. */
    readonly changed: () => void
    readonly gatherMs?: number | undefined
    /** Whether rows are about to be made of the document: of a sound journal that verifies it for findings as well. */
    readonly isProjectedSoon: (name: string) => boolean
  },
): FindingsMaker {
  const { log, changed, isProjectedSoon, gatherMs = GATHER_MS } = options
  const due = new Set<string>()
  /** Those of them of which nothing is known any more. */
  const afresh = new Set<string>()
  /** How often each of them was left. */
  const left = new Map<string, number>()
  let running: Promise<void> | undefined
  let isStopped = false
  let wake = () => {}

  async function run(): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, gatherMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    // In the order of their names: the days of a journal build on one another.
    for (const name of [...due].sort()) {
      if (isStopped) break
      if (mayWait(name)) continue
      due.delete(name)
      await check(name)
    }
    running = undefined
    if (due.size > 0) start()
  }

  function mayWait(name: string): boolean {
    const times = left.get(name) ?? 0
    const waits = times < MOST_LEFT && isProjectedSoon(name)
    if (waits) left.set(name, times + 1)
    else left.delete(name)
    return waits
  }

  async function check(name: string): Promise<void> {
    const document = parseDocumentId(name)
    if (document === undefined) return
    try {
      const outcome = await checkDocument(options, document, afresh.delete(name))
      if (outcome.next !== undefined) due.add(outcome.next)
      if (outcome.changed) changed()
    } catch (error) {
      // Looked at again with its next commit, or at the next start.
      log.warn({ err: error, document: name }, 'a document could not be looked through')
    }
  }

  function start(): void {
    if (!isStopped) running ??= run()
  }

  return {
    committed(name) {
      due.add(name)
      start()
    },
    async lookAgain({ till, day }) {
      const from = formatDocumentId({ kind: 'journal', till, day })
      for (const name of await documentsBetween(options.database, from, `journal/${till}/~`)) {
        afresh.add(name)
        due.add(name)
      }
      if (due.size > 0) start()
    },
    async catchUp() {
      for (const name of await documentsBehind(options.database)) due.add(name)
      if (due.size > 0) start()
    },
    async idle() {
      while (running !== undefined) await running
    },
    async stop() {
      isStopped = true
      wake()
      await running
    },
  }
}

async function documentsBetween(database: ShopQueryable, from: string, to: string): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    'select name from documents where organisation = $1 and name >= $2 and name < $3',
    [database.organisation, from, to],
  )
  return rows.map(row => row.name)
}

/** The names of documents with updates that were never looked at. */
async function documentsBehind(database: ShopQueryable): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select d.name from documents d left join document_checks c on c.organisation = $1 and c.document = d.id
     where d.organisation = $1
       and coalesce((select max(seq) from updates where organisation = $1 and document = d.id),
                    (select through_seq from snapshots where organisation = $1 and document = d.id), 0)
         > coalesce(c.through_seq, -1)`,
    [database.organisation],
  )
  return rows.map(row => row.name)
}
