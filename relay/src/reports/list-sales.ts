import type { SaleSummary, SalesExportQuery, SalesQuery, SalesReply } from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import type { SaleRow } from '../projection/tables.ts'
import type { Queryable } from '../storage/database.ts'
import { type Conditions, conditionsFor } from './conditions.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { limitToStores } from './store-scope.ts'

/** A sale as the list and the export read it. */
export type SaleListRow = Omit<SaleRow, 'organisation' | 'age_checked'> & {
  /** Of the sale of an exchange: the total of the refund beside it. */
  readonly exchanged: number | null
}

export const SALE_COLUMNS = `till, epoch, number, part, kind, store, day::text as day, at, offset_minutes, clock_offset,
  operator, receipt,
  currency, subtotal, tax_added, tax_included, total, tendered, change, line_count, discount, tip,
  rounding, customer, reason, hash, of_till, of_epoch, of_number,
  case when part = 1 then (${otherPart('total', 0)}) end as exchanged`

/** Something of the other part of an entry: an exchange is a refund (0) and a sale (1). */
function otherPart(what: string, part: 0 | 1): string {
  return `select ${what} from sales other where other.organisation = sales.organisation and other.till = sales.till
    and other.epoch = sales.epoch and other.number = sales.number and other.part = ${part}`
}

/** What names a sale's place in the order of the list. */
const ORDER = ['at', 'till', 'epoch', 'number', 'part'] as const
const ORDER_KINDS = ['number', 'string', 'number', 'number', 'number'] as const

/** The sales that fit the query and that the user may see, the newest first. One query. */
export async function listSales(database: Queryable, user: User, query: SalesQuery): Promise<SalesReply> {
  const conditions = salesConditions(user, query)
  // An exchange is one row: its sale, which tells of the goods that came back.
  conditions.add(`(kind <> 'refund' or part <> 0 or not exists (${otherPart('1', 1)}))`)
  const after = readCursor(query.cursor, ORDER_KINDS)
  const rows = await selectSales(database, conditions, {
    after,
    direction: 'newest-first',
    limit: query.limit + 1,
  })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    sales: page.map(saleSummaryOf),
    next: rows.length > query.limit && last ? writeCursor(placeOf(last)) : null,
  }
}

/** Which sales a query means. */
export function salesConditions(user: User, query: SalesExportQuery): Conditions {
  const conditions = conditionsFor(user.organisation)
  limitToStores(conditions, user)
  conditions.compare('store', '=', query.store)
  conditions.compare('till', '=', query.till)
  conditions.compare('operator', '=', query.cashier)
  conditions.compare('day', '>=', query.from, 'date')
  conditions.compare('day', '<=', query.to, 'date')
  if (query.receipt !== undefined) {
    // Receipt numbers are ASCII: `~` sorts behind all of them. A range can use the index, `like` with a parameter not.
    conditions.compare('receipt', '>=', query.receipt)
    conditions.add(`receipt < ${conditions.parameter(`${query.receipt}~`)}`)
  }
  return conditions
}

/** A page of sales in the order of their time. */
export function selectSales(
  database: Queryable,
  conditions: Conditions,
  page: {
    /** The place of the last row of the page before, or nothing. */
    readonly after: readonly (string | number)[]
    readonly direction: 'newest-first' | 'oldest-first'
    readonly limit: number
  },
): Promise<SaleListRow[]> {
  const newestFirst = page.direction === 'newest-first'
  const values = [...conditions.values]
  let where = conditions.text()
  if (page.after.length > 0) {
    const places = page.after.map((value, index) => {
      values.push(value)
      return `$${values.length}::${index === 1 ? 'text' : 'bigint'}`
    })
    where += ` and (${ORDER.join(', ')}) ${newestFirst ? '<' : '>'} (${places.join(', ')})`
  }
  const order = ORDER.map(column => `${column} ${newestFirst ? 'desc' : 'asc'}`).join(', ')
  return database.query<SaleListRow>(
    `select ${SALE_COLUMNS} from sales where ${where} order by ${order} limit ${page.limit}`,
    values,
  )
}

/** Where a sale stands in the order of time. */
export function placeOf(row: SaleListRow): (string | number)[] {
  return ORDER.map(column => row[column])
}

/** The entry of the journal, and of an exchange which part of it. */
export function saleIdOf({ till, epoch, number, part }: SaleListRow): string {
  return part === 0 ? `${till}.${epoch}.${number}` : `${till}.${epoch}.${number}.${part}`
}

export function saleSummaryOf(row: SaleListRow): SaleSummary {
  return {
    id: saleIdOf(row),
    kind: row.kind,
    receipt: row.receipt,
    store: row.store,
    till: row.till,
    day: row.day,
    at: row.at,
    offsetMinutes: row.offset_minutes,
    clockOffset: row.clock_offset,
    cashier: row.operator,
    currency: row.currency,
    lines: row.line_count,
    subtotal: row.subtotal,
    taxAdded: row.tax_added,
    taxIncluded: row.tax_included,
    total: row.total,
    tendered: row.tendered,
    change: row.change,
    discount: row.discount,
    tip: row.tip,
    rounding: row.rounding,
    customer: row.customer,
    reason: row.reason,
    exchanged: row.exchanged,
  }
}
