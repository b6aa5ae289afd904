import type { AccountMove, CardSlip } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'

/**
 * The projected tables and their rows. See `030-projection.sql` for what the columns mean. The order of a table's
 * columns here is of no importance; every column is written.
 */

/** Where a row of a till's journal comes from: the same in all its tables. */
export interface EntryKey {
  readonly organisation: string
  readonly till: string
  readonly epoch: number
  readonly number: number
  readonly store: string
  readonly day: string
}

export interface JournalEntryRow extends EntryKey {
  readonly kind: string
  readonly at: number
  readonly offset_minutes: number
  /** Till clock minus relay clock on the connection that brought it, milliseconds; null where not measured. */
  readonly clock_offset: number | null
  readonly operator: string | null
  readonly hash: string
}

/** A sale of an entry: an exchange has two, a refund and a sale. */
export interface SaleKey extends EntryKey {
  readonly part: number
}

export interface SaleRow extends SaleKey {
  readonly kind: 'sale' | 'refund' | 'void'
  readonly at: number
  readonly offset_minutes: number
  /** Till clock minus relay clock on the connection that brought it, milliseconds; null where not measured. */
  readonly clock_offset: number | null
  readonly operator: string | null
  readonly receipt: string
  readonly currency: string
  readonly subtotal: number
  readonly tax_added: number
  readonly tax_included: number
  readonly total: number
  /** What of it was sold onto accounts: no takings. */
  readonly sold_onto_accounts: number
  readonly tendered: number
  readonly change: number
  readonly line_count: number
  readonly age_checked: number
  readonly discount: number
  readonly tip: number
  readonly rounding: number
  readonly customer: string | null
  readonly reason: string | null
  readonly hash: string
  /** Of the token that shows the receipt to whoever has it. */
  readonly link_hash: string | null
  /** The sale that a refund or void takes back; null for a sale, and for a refund without a receipt. */
  readonly of_till: string | null
  readonly of_epoch: number | null
  readonly of_number: number | null
  /** The keys of those that it used up, or gives back when it is a void. */
  readonly coupons: readonly string[]
}

/** What a promotion, or a person on the line or the whole sale, took off a line. */
export interface LineDiscount {
  readonly source: 'promotion' | 'line' | 'sale'
  readonly promotion: string | null
  readonly amount: number
}

/** What is said of a line beside its price; what is absent is not said. */
export interface LineDetails {
  readonly serial?: string
  readonly note?: string
  /** Thousandths. */
  readonly tare?: number
  readonly deposit?: true
  readonly exemption?: { readonly reason: string; readonly certificate: string }
  /** Minor units of included taxes that it was exempt from; of what came back below 0. */
  readonly exempted?: number
}

export interface SaleLineRow extends SaleKey {
  readonly line: number
  /** Of a refund: the line of the sale that it takes back. */
  readonly of_line: number | null
  readonly product: string | null
  readonly name: string | null
  readonly quantity: number
  readonly unit_price: number
  readonly list_price: number
  readonly amount: number
  readonly taxes: readonly number[]
  readonly discounts: readonly LineDiscount[]
  readonly details: LineDetails
}

export interface SaleTaxRow extends SaleKey {
  readonly position: number
  readonly currency: string
  readonly name: string
  readonly rate_millionths: number
  readonly included: boolean
  readonly net: number
  readonly tax: number
}

export interface SaleTenderRow extends SaleKey {
  readonly position: number
  readonly currency: string
  readonly kind: string
  readonly amount: number
  /** Of foreign cash what was handed over; otherwise null. */
  readonly handed_currency: string | null
  readonly handed: number | null
  /** Of a card what was taken down of its slip; otherwise null. */
  readonly slip: CardSlip | null
}

export interface CashMoveRow extends EntryKey {
  readonly at: number
  readonly operator: string | null
  readonly kind: string
  readonly currency: string
  readonly amount: number
  readonly reason: string
}

export interface ShiftCountRow extends EntryKey {
  readonly position: number
  readonly at: number
  readonly operator: string | null
  readonly kind: 'open' | 'close'
  readonly shift: number
  readonly clock_offset: number | null
  readonly currency: string | null
  readonly amount: number
  readonly reason: string
}

export interface AccountMoveRow extends EntryKey {
  readonly position: number
  readonly at: number
  readonly operator: string | null
  readonly account: string
  readonly currency: string
  readonly kind: AccountMove['kind']
  readonly amount: number
}

export interface StockMovementRow {
  readonly organisation: string
  readonly store: string
  readonly writer: string
  readonly epoch: number
  readonly number: number
  readonly product: string
  readonly quantity: number
  readonly reason: string
  readonly at: number
  readonly day: string | null
}

interface RowTypes {
  readonly journal_entries: JournalEntryRow
  readonly sales: SaleRow
  readonly sale_lines: SaleLineRow
  readonly sale_taxes: SaleTaxRow
  readonly sale_tenders: SaleTenderRow
  readonly cash_moves: CashMoveRow
  readonly shift_counts: ShiftCountRow
  readonly account_moves: AccountMoveRow
  readonly stock_movements: StockMovementRow
}

export type TableName = keyof RowTypes
/** Rows by table. */
export type Rows = { readonly [Name in TableName]: RowTypes[Name][] }

interface Table<Row> {
  /** The columns of the primary key. */
  readonly key: readonly (keyof Row & string)[]
  readonly columns: { readonly [Column in keyof Row]: string }
}

const ENTRY = {
  organisation: 'text',
  till: 'text',
  epoch: 'int',
  number: 'bigint',
  store: 'text',
  day: 'date',
} as const
const ENTRY_KEY = ['organisation', 'till', 'epoch', 'number'] as const
const SALE = { ...ENTRY, part: 'int' } as const
const SALE_KEY = [...ENTRY_KEY, 'part'] as const

export const TABLES: { readonly [Name in TableName]: Table<RowTypes[Name]> } = {
  journal_entries: {
    key: ENTRY_KEY,
    columns: {
      ...ENTRY,
      kind: 'text',
      at: 'bigint',
      offset_minutes: 'int',
      clock_offset: 'bigint',
      operator: 'text',
      hash: 'text',
    },
  },
  sales: {
    key: SALE_KEY,
    columns: {
      ...SALE,
      kind: 'text',
      at: 'bigint',
      offset_minutes: 'int',
      clock_offset: 'bigint',
      operator: 'text',
      receipt: 'text',
      currency: 'text',
      subtotal: 'bigint',
      tax_added: 'bigint',
      tax_included: 'bigint',
      total: 'bigint',
      sold_onto_accounts: 'bigint',
      tendered: 'bigint',
      change: 'bigint',
      line_count: 'int',
      age_checked: 'int',
      discount: 'bigint',
      tip: 'bigint',
      rounding: 'bigint',
      customer: 'text',
      reason: 'text',
      hash: 'text',
      link_hash: 'text',
      of_till: 'text',
      of_epoch: 'int',
      of_number: 'bigint',
      coupons: 'jsonb',
    },
  },
  sale_lines: {
    key: [...SALE_KEY, 'line'],
    columns: {
      ...SALE,
      line: 'int',
      of_line: 'int',
      product: 'text',
      name: 'text',
      quantity: 'bigint',
      unit_price: 'bigint',
      list_price: 'bigint',
      amount: 'bigint',
      taxes: 'jsonb',
      discounts: 'jsonb',
      details: 'jsonb',
    },
  },
  sale_taxes: {
    key: [...SALE_KEY, 'position'],
    columns: {
      ...SALE,
      position: 'int',
      currency: 'text',
      name: 'text',
      rate_millionths: 'bigint',
      included: 'boolean',
      net: 'bigint',
      tax: 'bigint',
    },
  },
  sale_tenders: {
    key: [...SALE_KEY, 'position'],
    columns: {
      ...SALE,
      position: 'int',
      currency: 'text',
      kind: 'text',
      amount: 'bigint',
      handed_currency: 'text',
      handed: 'bigint',
      slip: 'jsonb',
    },
  },
  cash_moves: {
    key: ENTRY_KEY,
    columns: {
      ...ENTRY,
      at: 'bigint',
      operator: 'text',
      kind: 'text',
      currency: 'text',
      amount: 'bigint',
      reason: 'text',
    },
  },
  shift_counts: {
    key: [...ENTRY_KEY, 'position'],
    columns: {
      ...ENTRY,
      position: 'int',
      at: 'bigint',
      operator: 'text',
      kind: 'text',
      shift: 'bigint',
      clock_offset: 'bigint',
      currency: 'text',
      amount: 'bigint',
      reason: 'text',
    },
  },
  account_moves: {
    key: [...ENTRY_KEY, 'position'],
    columns: {
      ...ENTRY,
      position: 'int',
      at: 'bigint',
      operator: 'text',
      account: 'text',
      currency: 'text',
      kind: 'text',
      amount: 'bigint',
    },
  },
  stock_movements: {
    key: ['organisation', 'store', 'writer', 'epoch', 'number', 'product'],
    columns: {
      organisation: 'text',
      store: 'text',
      writer: 'text',
      epoch: 'int',
      number: 'bigint',
      product: 'text',
      quantity: 'bigint',
      reason: 'text',
      at: 'bigint',
      day: 'date',
    },
  },
}

/** In an order that is always the same. */
export const TABLE_NAMES = Object.keys(TABLES) as TableName[]

export function noRows(): Rows {
  return {
    journal_entries: [],
    sales: [],
    sale_lines: [],
    sale_taxes: [],
    sale_tenders: [],
    cash_moves: [],
    shift_counts: [],
    account_moves: [],
    stock_movements: [],
  }
}

/** The rows of one statement: the text of each is cut up by the database. */
const CHUNK = 1000

/**
 * Writes the rows of all tables. A row whose key is there already is left as it is: doing it again changes nothing.
 * @param prefix of the tables' names, for copies of them
 */
export async function insertRows(tx: Queryable, rows: Rows, prefix = ''): Promise<void> {
  const statements = TABLE_NAMES.flatMap(name => statementsFor(name, rows[name], prefix))
  // At once: over a network they travel together.
  await Promise.all(statements.map(({ text, json }) => tx.query(text, [json])))
}

function statementsFor(
  name: TableName,
  rows: readonly object[],
  prefix: string,
): { readonly text: string; readonly json: string }[] {
  const columns = Object.entries(TABLES[name].columns)
  const names = columns.map(([column]) => column).join(', ')
  const types = columns.map(([column, type]) => `${column} ${type}`).join(', ')
  const text = `insert into ${prefix}${name} (${names})
    select ${names} from jsonb_to_recordset($1::jsonb) as r(${types}) on conflict do nothing`
  const chunks: { text: string; json: string }[] = []
  for (let from = 0; from < rows.length; from += CHUNK) {
    chunks.push({ text, json: JSON.stringify(rows.slice(from, from + CHUNK)) })
  }
  return chunks
}

/** The text as PostgreSQL can hold it: it knows no zero character, and no half of a surrogate pair. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD')
}
