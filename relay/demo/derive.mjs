/**
 * Derives the demo shop's catalogs, and the trading day and the month of the tests, from the two public data sets.
 * The results are kept in the repository; this is run again only when a rule below changes:
 *
 *     node relay/demo/derive.mjs <online-retail.csv[.gz]> <iowa-liquor-products.csv[.gz]>
 */
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { deriveGifts } from './derive-gifts.mjs'
import { deriveLiquor } from './derive-liquor.mjs'
import { deriveMonth } from './derive-month.mjs'
import { deriveTradingDay } from './derive-trading-day.mjs'
import { readCsv, toCsv } from './read-csv.mjs'

const COLUMNS =
  'code,name,department,price_minor,barcode,brand,minimum_age,cost_minor,opening_stock,quick_key,tax'.split(
    ',',
  )

const [retailPath, liquorPath] = process.argv.slice(2)
if (liquorPath === undefined)
  throw new Error('usage: derive.mjs <online-retail.csv[.gz]> <liquor-products.csv[.gz]>')

const sales = readCsv(retailPath)
const gifts = deriveGifts(sales)
const liquor = deriveLiquor(readCsv(liquorPath))
const month = deriveMonth(sales, gifts.products)
const day = deriveTradingDay(sales, new Set(gifts.products.map(product => product.code)))

write('gifts.csv', COLUMNS, gifts.products)
write('liquor.csv', COLUMNS, liquor.products)
write(
  '../../client/e2e/testdata/trading-day.csv',
  ['invoice', 'code', 'name', 'quantity', 'price_minor'],
  day.lines,
)
const monthColumns = ['invoice', 'day', 'customer', 'code', 'quantity', 'price_minor', 'tax']
writeFileSync(
  new URL('../../crdt-model/src/returns/testdata/month.csv.gz', import.meta.url),
  gzipSync(toCsv(monthColumns, month.lines), { level: 9 }),
)
console.log({ gifts: report(gifts), liquor: report(liquor), day: day.report, month: month.report })

function write(name, columns, rows) {
  writeFileSync(new URL(name, import.meta.url), toCsv(columns, rows))
}

function report({ products, skipped }) {
  const departments = {}
  for (const { department } of products) departments[department] = (departments[department] ?? 0) + 1
  return {
    products: products.length,
    skipped,
    zeroRated: products.filter(product => product.tax === 'zero').length,
    withBarcode: products.filter(product => product.barcode !== '').length,
    departments,
  }
}
