import { parentPort, workerData } from 'node:worker_threads'
import { createCompactionRunner } from '../compaction/compaction-runner.ts'
import { createFindingsKeeper } from '../findings/findings-keeper.ts'
import { keepHistory } from '../history/record-history.ts'
import { describeError } from '../logger.ts'
import { createProjector } from '../projection/projector.ts'
import { openPostgresqlDatabase } from '../storage/postgresql-database.ts'
import { shopDatabase } from '../storage/shop-database.ts'
import { DocumentStore } from '../sync/document-store.ts'
import { readStored } from '../sync/read-stored.ts'
import type { SyncLog } from '../sync/sync-log.ts'
import type { Ask, LogLevel, Order, Report, ThreadStart } from './thread-messages.ts'

/**
 * The thread that works behind the commits, on connections of its own: it verifies journals, makes rows and findings,
 * and takes the history down. It holds nothing that is not in the database: killed, another one goes on where it was.
 */

/** One for each of what it does at a time, and one for what waits for a lock. */
const CONNECTIONS = 4

const port = parentPort
if (port === null) throw new Error('this file is the start of a worker thread')
const report = (message: Report) => port.postMessage(message)

const { databaseUrl, organisation } = workerData as ThreadStart
const database = shopDatabase(
  openPostgresqlDatabase(databaseUrl, { maxConnections: CONNECTIONS }),
  organisation,
)
const store = new DocumentStore(database)
const runner = createCompactionRunner()
const read: Parameters<typeof keepHistory>[0]['read'] = (document, work) =>
  readStored(store, runner, document, work)
const log = reportingLog()
let isBusy = false
const now = Date.now

const projection = createProjector({
  database,
  log,
  keepHistory: document => keepHistory({ database, now, read }, document),
  isBusy: () => isBusy,
  refolded: from => findings.lookAgain(from),
})
const findings = createFindingsKeeper({
  ...{ database, hub: { read }, now, log },
  changed: () => report({ kind: 'findings-changed' }),
  isProjectedSoon: name => projection.isDue(name),
})

const ASKS: Readonly<Record<Ask, () => Promise<void>>> = {
  sweep: () => projection.sweep(),
  'check-all': () => findings.catchUp(),
  projected: () => projection.idle(),
  checked: () => findings.idle(),
  stop: async () => {
    await Promise.all([projection.stop(), findings.stop()])
    await runner.stop()
    await database.close()
  },
}

port.on('message', (order: Order) => {
  if (order.kind === 'committed') {
    isBusy = order.isBusy
    for (const name of order.names) {
      projection.notice(name)
      findings.committed(name)
    }
    return
  }
  const { id, kind } = order
  ASKS[kind]().then(
    () => report({ kind: 'done', id }),
    error => report({ kind: 'done', id, error: error instanceof Error ? error.message : String(error) }),
  )
})
report({ kind: 'ready' })

/** The main thread writes the log. Errors go as the log would describe them: not all of theirs can be sent. */
function reportingLog(): SyncLog {
  const at = (level: LogLevel) => (fields: object, message: string) =>
    report({
      kind: 'log',
      level,
      fields: 'err' in fields ? { ...fields, err: describeError(fields.err) } : fields,
      message,
    })
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
