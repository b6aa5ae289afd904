import {
  applyStockEntries,
  businessDay,
  createStockFold,
  decodeEntry,
  decodeStockEntry,
  formatDocumentId,
  type JournalEntry,
  parseDocumentId,
  readLog,
  type StockFold,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import { openDocument } from './manager-document.ts'
import type { RelayApi } from './relay-api.ts'

const DAY_MS = 86_400_000

/**
 * The entries of a till's journals as the relay holds them, each as often as it stands in a document, in the order
 * of epoch and number. Journals of yesterday to tomorrow: whatever the zone, and around midnight.
 */
export async function readStoredJournal(
  relayUrl: string,
  api: RelayApi,
  till: string,
): Promise<JournalEntry[]> {
  const now = Date.now()
  const days = [now - DAY_MS, now, now + DAY_MS].map(at => businessDay(at, 0))
  const entries: JournalEntry[] = []
  for (const day of days) {
    const name = formatDocumentId({ kind: 'journal', till: toId<TillId>(till), day })
    const journal = await openDocument(relayUrl, api.cookie, name, [])
    for (const raw of readLog(journal.doc, 'entries')) {
      const decoded = raw instanceof Uint8Array ? decodeEntry(raw) : undefined
      if (decoded === undefined) throw new Error('an entry of the journal cannot be read')
      entries.push(decoded.entry)
    }
    journal.close()
  }
  return entries.sort((a, b) => a.epoch - b.epoch || a.number - b.number)
}

/** The stock of a store, folded from every writer's document at the relay. */
export async function readStoredStock(relayUrl: string, api: RelayApi, store: string): Promise<StockFold> {
  const fold = createStockFold()
  for (const name of await api.stockDocuments(store)) {
    const id = parseDocumentId(name)
    if (id?.kind !== 'stock') throw new Error(`${name} is no stock document`)
    const document = await openDocument(relayUrl, api.cookie, name, [])
    const entries = readLog(document.doc, 'moves').map(decodeStockEntry)
    applyStockEntries(
      fold,
      id.writer,
      entries.filter(entry => entry !== undefined),
    )
    document.close()
  }
  return fold
}
