import type { StockMovement, StockMovementsQuery, StockMovementsReply } from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import type { StockMovementRow } from '../projection/tables.ts'
import type { Queryable } from '../storage/database.ts'
import { conditionsFor } from './conditions.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { limitToStores } from './store-scope.ts'

const ORDER = ['at', 'store', 'writer', 'epoch', 'number', 'product'] as const
const ORDER_TYPES = ['bigint', 'text', 'text', 'bigint', 'bigint', 'text'] as const

type MovementRow = Omit<StockMovementRow, 'organisation'>

/** What moved stock, the newest first; what has no time comes last. One query. */
export async function listStockMovements(
  database: Queryable,
  user: User,
  query: StockMovementsQuery,
): Promise<StockMovementsReply> {
  const conditions = conditionsFor(user.organisation)
  limitToStores(conditions, user)
  conditions.compare('store', '=', query.store)
  conditions.compare('product', '=', query.product)
  conditions.compare('day', '>=', query.from, 'date')
  conditions.compare('day', '<=', query.to, 'date')
  const after = readCursor(
    query.cursor,
    ORDER_TYPES.map(type => (type === 'text' ? 'string' : 'number')),
  )
  if (after.length > 0) {
    const places = after.map((value, index) => `${conditions.parameter(value)}::${ORDER_TYPES[index]}`)
    conditions.add(`(${ORDER.join(', ')}) < (${places.join(', ')})`)
  }
  const rows = await database.query<MovementRow>(
    `select store, writer, epoch, number, product, quantity, reason, at, day::text as day
     from stock_movements where ${conditions.text()}
     order by ${ORDER.map(column => `stock_movements.${column} desc`).join(', ')} limit ${query.limit + 1}`,
    conditions.values,
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    movements: page.map(movementOf),
    next: rows.length > query.limit && last ? writeCursor(ORDER.map(column => last[column])) : null,
  }
}

function movementOf({ at, ...row }: MovementRow): StockMovement {
  return { ...row, at: at === 0 ? null : at }
}
