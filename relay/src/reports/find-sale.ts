import { parseId, type SaleDetail, type SaleReply, type TillId } from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import type { Queryable } from '../storage/database.ts'
import type { ShopQueryable } from '../storage/shop-database.ts'
import { type Conditions, conditionsFor } from './conditions.ts'
import { SALE_COLUMNS, type SaleListRow, saleSummaryOf } from './list-sales.ts'
import { limitToStores } from './store-scope.ts'

interface SaleDetailRow extends SaleListRow {
  readonly age_checked: number
  readonly items: SaleDetail['items']
  readonly taxes: SaleDetail['taxes']
  readonly tenders: SaleDetail['tenders']
  readonly of: SaleDetail['of']
  readonly back: SaleDetail['back']
}

/**
 * One sale with everything on its receipt, or undefined when there is none that the user may see. Of an exchange both
 * sides, whichever was asked for.
 */
export async function findSale(database: Queryable, user: User, id: string): Promise<SaleReply | undefined> {
  const key = parseSaleId(id)
  const conditions = () => {
    const made = conditionsFor(user.organisation)
    limitToStores(made, user)
    return made
  }
  return key && findWhole(database, conditions, key)
}

/** The sale of an entry: for who may see it whatever store it is of. */
export function findSaleOfEntry(
  database: ShopQueryable,
  entry: Omit<SaleKey, 'part'>,
): Promise<SaleReply | undefined> {
  return findWhole(database, () => conditionsFor(database.organisation), { ...entry, part: 0 })
}

/** @param conditions which sales may be seen at all */
async function findWhole(
  database: Queryable,
  conditions: () => Conditions,
  key: SaleKey,
): Promise<SaleReply | undefined> {
  const find = (part: number) => findPart(database, conditions(), { ...key, part })
  const sale = (await find(1)) ?? (await find(key.part))
  if (sale === undefined) return undefined
  const returned = sale.exchanged === null ? undefined : await find(0)
  return { ...sale, returned: returned ?? null }
}

/** One query. */
async function findPart(
  database: Queryable,
  conditions: Conditions,
  key: SaleKey,
): Promise<SaleDetail | undefined> {
  conditions.compare('till', '=', key.till)
  conditions.compare('epoch', '=', key.epoch, 'bigint')
  conditions.compare('number', '=', key.number, 'bigint')
  conditions.compare('part', '=', key.part, 'bigint')
  const [row] = await database.query<SaleDetailRow>(
    `select ${SALE_COLUMNS}, age_checked,
       ${listOf('sale_lines', LINE, 'line')} as items,
       ${listOf('sale_taxes', TAX, 'position')} as taxes,
       ${listOf('sale_tenders', TENDER, 'position')} as tenders,
       ${TAKEN_BACK} as of, ${BACK} as back
     from sales where ${conditions.text()}`,
    conditions.values,
  )
  if (row === undefined) return undefined
  const { age_checked: ageChecked, hash, items, taxes, tenders, of, back } = row
  return { ...saleSummaryOf(row), of, back, ageChecked, hash, items, taxes, tenders }
}

const LINE = `jsonb_build_object('product', product, 'name', name, 'quantity', quantity, 'unitPrice', unit_price, 'listPrice', list_price,
  'amount', amount, 'ofLine', of_line, 'taxes', taxes, 'discounts', discounts,
  'details', details)`
const TAX = `jsonb_build_object('name', name, 'rateMillionths', rate_millionths, 'included', included, 'net', net,
  'tax', tax)`
/** With a slip where there is one. */
const TENDER = `jsonb_build_object('kind', kind, 'amount', amount)
  || case when slip is null then '{}' else jsonb_build_object('slip', slip) end`

/** How a sale is named: `saleIdOf`. */
const NAME = `'id', concat_ws('.', other.till, other.epoch, other.number, nullif(other.part, 0)), 'receipt', other.receipt`
const TAKEN_BACK = `(select jsonb_build_object(${NAME}) from sales other
  where other.organisation = sales.organisation and other.till = sales.of_till and other.epoch = sales.of_epoch
    and other.number = sales.of_number and other.kind = 'sale')`
const BACK = `coalesce((select jsonb_agg(
    jsonb_build_object(${NAME}, 'kind', other.kind, 'at', other.at, 'total', other.total) order by other.at, other.till, other.number)
  from sales other where sales.kind = 'sale' and other.organisation = sales.organisation
    and other.of_till = sales.till and other.of_epoch = sales.epoch and other.of_number = sales.number), '[]')`

/** The parts of a sale in a table of their own, as a JSON list. */
function listOf(table: string, element: string, order: string): string {
  return `coalesce((select jsonb_agg(${element} order by ${order}) from ${table} part
    where part.organisation = sales.organisation and part.till = sales.till and part.epoch = sales.epoch
      and part.number = sales.number and part.part = sales.part), '[]')`
}

interface SaleKey {
  readonly till: TillId
  readonly epoch: number
  readonly number: number
  readonly part: number
}

function parseSaleId(id: string): SaleKey | undefined {
  const [, tillText = '', epoch, number, part = '0'] =
    /^([^.]+)\.([1-9]\d{0,9})\.([1-9]\d{0,14})(?:\.([1-9]))?$/.exec(id) ?? []
  const till = parseId<TillId>(tillText)
  return till && { till, epoch: Number(epoch), number: Number(number), part: Number(part) }
}
