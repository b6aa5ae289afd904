import { readFileSync } from 'node:fs'
import Papa from 'papaparse'

/** A line of an invoice of the day that the demo's gift shop really had, see `testdata/SOURCE.md`. */
export interface InvoiceLine {
  readonly invoice: string
  readonly code: string
  readonly name: string
  /** Pieces. */
  readonly quantity: number
  /** Minor units, tax included. */
  readonly price: number
}

/** The lines of 2 December 2010, as they were charged. None is on offer in the demo shop. */
export function readTradingDay(): InvoiceLine[] {
  return readCsv('../testdata/trading-day.csv').map(row => ({
    invoice: row.invoice ?? '',
    code: row.code ?? '',
    name: row.name ?? '',
    quantity: Number(row.quantity),
    price: Number(row.price_minor),
  }))
}

/** The goods of the demo's gift shop as they are shipped. */
export function readGiftGoods(): Record<string, string>[] {
  return readCsv('../../../relay/demo/gifts.csv')
}

function readCsv(path: string): Record<string, string>[] {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8')
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
}
