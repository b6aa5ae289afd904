import { askObjectStore, openObjectStore } from '../local/object-store.ts'

/**
 * Chromium keeps IndexedDB in LevelDB. After a crash LevelDB reads its log up to the first record that is not whole,
 * and goes on writing behind it in the same file. A record that a kill tore apart then stands in the middle of the
 * log; at the start after the next kill it is taken for damage, and Chromium empties every database of the origin
 * (`client/e2e/kill.test.ts` shows it). Only a full log makes LevelDB begin a new one, so each start fills it.
 */

/** LevelDB begins a new log when this much was written, bytes: `write_buffer_size`, at most 4 MiB in Chromium. */
const FULL_LOG = 4 * 1024 * 1024
/** Larger values are stored as files of their own and not in the log, bytes. */
const VALUE = 60_000
/** Values in one transaction: sales wait for no more than one. */
const TOGETHER = 6
const NAME = 'evertill-log'
const STORE = 'filling'

/** Has the browser begin a new log for this origin's databases. Some tens of milliseconds; rejects when it cannot write. */
export async function renewDatabaseLog(): Promise<void> {
  // Only Chromium has this, and only Chromium has LevelDB.
  if (!('userAgentData' in navigator)) return
  const database = await openObjectStore(indexedDB, NAME, STORE)
  try {
    const count = Math.ceil(FULL_LOG / VALUE) + TOGETHER
    for (let key = 0; key < count; key += TOGETHER) {
      await write(database, store => {
        for (let next = key; next < key + TOGETHER; next++) store.put(new Uint8Array(VALUE), next)
      })
    }
    await write(database, store => store.clear())
  } finally {
    database.close()
  }
}

function write(database: IDBDatabase, change: (store: IDBObjectStore) => void): Promise<void> {
  return askObjectStore(database, STORE, { mode: 'readwrite', durability: 'relaxed' }, change)
}
