import { minorUnits, parseCurrency, type SalesExportQuery } from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import type { Queryable } from '../storage/database.ts'
import { csvLine } from './csv.ts'
import { placeOf, type SaleListRow, salesConditions, selectSales } from './list-sales.ts'

/** What people call the ids in sales. */
export interface ExportNames {
  store(id: string): string
  till(id: string): string
  cashier(id: string): string
}

const HEADER = [
  'receipt',
  'kind',
  'business_day',
  'time',
  'store',
  'till',
  'cashier',
  'currency',
  'lines',
  'discount',
  'subtotal',
  'tax_added',
  'tax_included',
  'total',
  'tip',
  'rounding',
  'tendered',
  'change',
  'proof',
  'clock_ahead_seconds',
]

/** Rows read at once: what is in memory of an export, however long it is. */
const PAGE = 500
/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Every sale that fits the query and that the user may see as CSV, the oldest first. Amounts are decimals in the
 * sale's currency. Pages are read as fast as the other side takes them.
 */
export function streamSalesCsv(
  database: Queryable,
  user: User,
  query: SalesExportQuery,
  names: ExportNames,
): ReadableStream<Uint8Array> {
  const conditions = salesConditions(user, query)
  const encoder = new TextEncoder()
  let after: (string | number)[] = []
  return new ReadableStream(
    {
      start: controller => controller.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLine(HEADER))),
      async pull(controller) {
        const rows = await selectSales(database, conditions, {
          after,
          direction: 'oldest-first',
          limit: PAGE,
        })
        const last = rows.at(-1)
        if (rows.length > 0) controller.enqueue(encoder.encode(rows.map(row => lineOf(row, names)).join('')))
        if (last === undefined || rows.length < PAGE) controller.close()
        else after = placeOf(last)
      },
    },
    { highWaterMark: 1 },
  )
}

function lineOf(row: SaleListRow, names: ExportNames): string {
  const amount = (minor: number) => ({ figure: decimal(minor, row.currency) })
  return csvLine([
    row.receipt,
    row.kind,
    row.day,
    localTime(row.at, row.offset_minutes),
    names.store(row.store),
    names.till(row.till),
    row.operator === null ? '' : names.cashier(row.operator),
    row.currency,
    { figure: row.line_count },
    ...[
      row.discount,
      row.subtotal,
      row.tax_added,
      row.tax_included,
      row.total,
      row.tip,
      row.rounding,
      row.tendered,
      row.change,
    ].map(amount),
    row.hash,
    row.clock_offset === null ? '' : { figure: Math.round(row.clock_offset / 1000) },
  ])
}

/** An amount in minor units as a decimal with a point: put together from the integer, so that nothing is rounded. */
function decimal(minor: number, currency: string): string {
  const known = parseCurrency(currency)
  const digits = known === undefined ? 0 : minorUnits(known)
  const all = String(Math.abs(minor)).padStart(digits + 1, '0')
  const text = digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`
  return minor < 0 ? `-${text}` : text
}

/** `2026-11-20T09:30:00+01:00`: the time on the wall of the shop, and what it was in the world. */
function localTime(at: number, offsetMinutes: number): string {
  const wall = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19)
  const size = Math.abs(offsetMinutes)
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${wall}${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
}
