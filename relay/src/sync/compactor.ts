import { type DocumentId, deleteRedundantEntries, LOGS, type RecordLog } from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { Room } from './room.ts'
import type { SyncLog } from './sync-log.ts'

/** Folds the tails of documents into their snapshots, one document after the other. */
export interface Compactor {
  /** Asks for a document; asking again before its turn changes nothing. */
  request(room: Room): void
  /** Starts no further compaction; resolves when the one under way is done, or has taken `withinMs` more. */
  stop(withinMs: number): Promise<void>
}

export function createCompactor(log: SyncLog): Compactor {
  const waiting = new Set<Room>()
  let running: Promise<void> | undefined
  let isStopped = false

  async function run(): Promise<void> {
    for (const room of waiting) {
      if (isStopped) break
      try {
        await room.compact(doc => deleteWhatIsRedundant(room.document, doc))
      } catch (error) {
        log.error({ err: error, document: room.name }, 'a document could not be compacted')
      }
      waiting.delete(room)
    }
    running = undefined
  }

  return {
    request(room) {
      if (isStopped) return
      waiting.add(room)
      running ??= run()
    },
    async stop(withinMs) {
      isStopped = true
      let timer: NodeJS.Timeout | undefined
      const tooLate = new Promise<void>(resolve => {
        timer = setTimeout(resolve, withinMs)
      })
      await Promise.race([running, tooLate])
      clearTimeout(timer)
    },
  }
}

/** Only the relay may do this: it alone has seen what every writer wrote. */
function deleteWhatIsRedundant(document: DocumentId, doc: Y.Doc): void {
  for (const log of recordLogs(document)) deleteRedundantEntries(doc, log)
}

function recordLogs(document: DocumentId): readonly RecordLog[] {
  switch (document.kind) {
    case 'settings':
    case 'staff':
    case 'catalog':
    case 'customers':
      return LOGS[document.kind]
    case 'stock':
    case 'journal':
      return []
  }
}
