import type { Page } from 'playwright-core'
import type { JournalRow } from '../../src/local/database.ts'

/** A line of the till's own journal, as it is on the device's disk. There is no screen that lists past sales yet. */
export interface LocalEntry {
  readonly epoch: number
  readonly number: number
  readonly kind: JournalRow['kind']
  /** Of a sale: its id, its receipt's number, what it took from the stock. */
  readonly sale: string
  readonly receipt: string | null
  readonly moves: JournalRow['moves']
}

/** Everything in the journal of the till whose page this is, in the order of numbers. */
export async function readLocalJournal(page: Page): Promise<LocalEntry[]> {
  const rows = await page.evaluate(async (): Promise<LocalEntry[]> => {
    const names = (await indexedDB.databases()).map(each => each.name ?? '')
    const name = names.find(each => /^evertill-till-[^/]+$/.test(each))
    if (name === undefined) return []
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const rows = await new Promise<JournalRow[]>((resolve, reject) => {
      const request = database.transaction('journal').objectStore('journal').getAll()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    database.close()
    return rows.map(({ epoch, number, kind, sale, receipt, moves }) => ({
      epoch,
      number,
      kind,
      sale,
      receipt: receipt?.number ?? null,
      moves,
    }))
  })
  return rows.sort((a, b) => a.epoch - b.epoch || a.number - b.number)
}
