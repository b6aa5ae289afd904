import type { LocalDatabase, ProductRow } from '../local/database.ts'
import { findByScan } from '../local/find-product.ts'
import type { SearchResult } from './protocol.ts'
import { normaliseText, wordsOf } from './text-tokens.ts'

/** How long a search may read through the products before it answers with what it has, milliseconds. */
const PATIENCE = 60
const PAGE = 250

/** A search without the index, right after a cold start: by code, then through the products for a limited time. */
export async function scanProducts(
  database: LocalDatabase,
  text: string,
  limit: number,
  includeArchived: boolean,
): Promise<SearchResult> {
  const words = wordsOf(normaliseText(text))
  if (words.length === 0) return { ids: [], total: 0, complete: true }
  const until = performance.now() + PATIENCE
  const found = new Map((await findByScan(database, text, includeArchived)).map(row => [row.id, row]))
  let after = ''
  let complete = false
  while (!complete && performance.now() < until) {
    const page = await database.products.where('id').above(after).limit(PAGE).toArray()
    for (const row of page) if (matches(row, words)) found.set(row.id, row)
    after = page.at(-1)?.id ?? after
    complete = page.length < PAGE
  }
  const rows = [...found.values()].filter(row => includeArchived || !row.archived)
  return { ids: rows.slice(0, limit).map(row => row.id), total: rows.length, complete }
}

function matches(row: ProductRow, words: readonly string[]): boolean {
  const text = ` ${normaliseText([row.name, row.brand, row.sku, ...row.barcodes].join(' '))}`
  return words.every(word => text.includes(` ${word}`))
}
