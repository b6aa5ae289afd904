import { keepHistory } from './history/record-history.ts'
import { createDatabaseQuarantine } from './quarantine/database-quarantine.ts'
import { createSyncHub, type SyncHubOptions } from './sync/create-sync-hub.ts'
import type { SyncHub } from './sync/sync-hub.ts'

/** The documents on a database, with what stands behind them there: the quarantine, and the history of changes. */
export function openHub(
  options: Omit<SyncHubOptions, 'quarantine' | 'keepHistory'> & { readonly now: () => number },
): SyncHub {
  const { database, now } = options
  const hub: SyncHub = createSyncHub({
    ...options,
    quarantine: createDatabaseQuarantine(database, Date.now),
    keepHistory: document => keepHistory({ database, now, read: hub.read.bind(hub) }, document),
  })
  return hub
}
