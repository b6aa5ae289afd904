import {
  type BusinessDay,
  type KnownOfItem,
  readScan,
  type Scan,
  type ScanContext,
  type ScanWarning,
  scanKeys,
  scannedOfItem,
  scanWarning,
} from '@evertill/crdt-model'
import type { LocalDatabase, ProductRow } from './database.ts'
import { sellable } from './sellable.ts'

/** A product that carries a scanned code, and what the code says of it. */
export interface ScannedProduct {
  readonly product: ProductRow
  readonly known: KnownOfItem
}

/** What a scan found: no product, one, or several that were given the same barcode. */
export interface ScanFound {
  readonly products: readonly ScannedProduct[]
  /** What speaks against selling it. */
  readonly warning: ScanWarning | null
}

/** Where and when it is scanned. */
export interface ScanPlace extends Omit<ScanContext, 'year'> {
  readonly today: BusinessDay
  /** What a product costs there, minor units. */
  readonly priceOf: (product: ProductRow) => number | null
}

/**
 * The products that carry a scanned or typed code, with what it says of them: plain barcodes, labels of the shop's own,
 * GS1 codes. A code that may be read two ways is what its first reading finds, if that finds anything. SPEC B10, B11.
 */
export async function findScanned(
  database: LocalDatabase,
  text: string,
  place: ScanPlace,
): Promise<ScanFound> {
  const scan = readScan(text, { ...place, year: Number(place.today.slice(0, 4)) })
  const { key, rows } = await firstWith(database, scan.keys, false)
  return {
    products: rows.map(product => said(scan, key, product, place)),
    warning: scanWarning(scan, place.today),
  }
}

/** The products that carry a code as it is written. Archived ones are left out unless asked for. SPEC B5. */
export async function findByScan(
  database: LocalDatabase,
  text: string,
  includeArchived = false,
): Promise<ProductRow[]> {
  return (await firstWith(database, scanKeys(text), includeArchived)).rows
}

function said(scan: Scan, key: string, product: ProductRow, { priceOf }: ScanPlace): ScannedProduct {
  return { product, known: scannedOfItem(scan, key, { ...sellable(product), price: priceOf(product) }) }
}

/** The products of the first key that has any. One index lookup for each key, all at once. */
async function firstWith(
  database: LocalDatabase,
  keys: readonly string[],
  includeArchived: boolean,
): Promise<{ readonly key: string; readonly rows: ProductRow[] }> {
  const found = await Promise.all(
    keys.map(async key => {
      const rows = await database.products.where('scanKeys').equals(key).toArray()
      return { key, rows: rows.filter(row => includeArchived || !row.archived) }
    }),
  )
  return found.find(({ rows }) => rows.length > 0) ?? { key: '', rows: [] }
}
