import type { OrganisationId, StoreId } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'
import type { ShopDatabase, ShopQueryable } from '../storage/shop-database.ts'
import { replayUpdates } from '../sync/replay-updates.ts'
import { lockProjection, saveProgress } from './progress.ts'
import { findNews, readWholeDocument } from './read-news.ts'
import { stockRows } from './stock-rows.ts'
import { insertRows, noRows, type StockMovementRow } from './tables.ts'

/**
 * Makes the rows of a stock document what the document says now. Not for tills: their stock documents add nothing to
 * what their journals say.
 */
export async function projectStock(
  database: ShopDatabase,
  name: string,
  { store, writer }: { readonly store: StoreId; readonly writer: string },
): Promise<void> {
  const news = await findNews(database, name)
  if (news === undefined || news.seq <= news.after) return
  const { organisation } = database
  const rows = await readStockRows(database, news.document, { store, writer })
  await database.transaction(async tx => {
    await lockProjection(tx, name)
    const [now] = await tx.query<{ seq: number }>(
      'select seq from projected_documents where organisation = $1 and document = $2',
      [organisation, news.document],
    )
    // Another relay read further meanwhile: its rows are newer than these.
    if ((now?.seq ?? 0) > news.seq) return
    await replaceStockRows(tx, { organisation, store, writer }, rows)
    await saveProgress(tx, { document: news.document, seq: news.seq, state: null, blocked: [] })
  })
}

/** The rows of the whole document as it is stored. */
export async function readStockRows(
  database: ShopQueryable,
  document: number,
  origin: { readonly store: StoreId; readonly writer: string },
): Promise<StockMovementRow[]> {
  const doc = replayUpdates(null, await readWholeDocument(database, document))
  try {
    return stockRows({ ...origin, organisation: database.organisation }, doc)
  } finally {
    doc.destroy()
  }
}

async function replaceStockRows(
  tx: Queryable,
  { organisation, store, writer }: { organisation: OrganisationId; store: string; writer: string },
  rows: StockMovementRow[],
): Promise<void> {
  await tx.query('delete from stock_movements where organisation = $1 and store = $2 and writer = $3', [
    organisation,
    store,
    writer,
  ])
  await insertRows(tx, { ...noRows(), stock_movements: rows })
}

/** Whether a writer of stock has a journal. */
export async function isTillId(database: Queryable, writer: string): Promise<boolean> {
  const rows = await database.query('select 1 from devices where till = $1 limit 1', [writer])
  return rows.length > 0
}
