import type { ShiftSummary, ShiftsQuery, ShiftsReply } from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import type { Queryable } from '../storage/database.ts'
import { conditionsFor } from './conditions.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { limitToStores } from './store-scope.ts'

interface ShiftRow extends Pick<ShiftSummary, 'store' | 'till' | 'shift' | 'day' | 'reason' | 'sales'> {
  readonly epoch: number
  readonly number: number
  readonly opened_at: number
  readonly opened_by: string | null
  readonly closed_at: number | null
  readonly closed_by: string | null
  readonly next_kind: 'open' | 'close' | null
  readonly drawers: readonly Drawer[]
}

type Drawer = Pick<
  ShiftSummary['drawers'][number],
  'currency' | 'float' | 'taken' | 'cashIn' | 'cashOut' | 'drops' | 'counted'
>

/** The shifts that fit the query and that the user may see, the newest first, with their sums. One query. */
export async function listShifts(database: Queryable, user: User, query: ShiftsQuery): Promise<ShiftsReply> {
  const conditions = conditionsFor(user.organisation)
  limitToStores(conditions, user)
  conditions.add(`kind = 'open' and position = 0`)
  conditions.compare('store', '=', query.store)
  conditions.compare('till', '=', query.till)
  conditions.compare('day', '>=', query.from, 'date')
  conditions.compare('day', '<=', query.to, 'date')
  const after = readCursor(query.cursor, ['number', 'string', 'number', 'number'])
  if (after.length > 0) {
    const [at, till, epoch, number] = after.map(value => conditions.parameter(value))
    conditions.add(
      `(at, till, epoch::bigint, number) < (${at}::bigint, ${till}::text, ${epoch}::bigint, ${number}::bigint)`,
    )
  }
  const rows = await database.query<ShiftRow>(
    `with openings as (
       select organisation, till, epoch, number, store, day, at, operator, shift,
         (select min(later.number) from shift_counts later where later.organisation = shift_counts.organisation
           and later.till = shift_counts.till and later.epoch = shift_counts.epoch
           and later.number > shift_counts.number) as next_number
       from shift_counts where ${conditions.text()}
       order by at desc, till desc, epoch desc, number desc limit ${query.limit + 1}
     ), shifts as (
       select openings.*, next.kind as next_kind, next.at as closed_at, next.operator as closed_by,
         coalesce(next.reason, '') as reason,
         case next.kind when 'close' then next_number when 'open' then next_number - 1
           else ${Number.MAX_SAFE_INTEGER} end as last_number
       from openings left join shift_counts next on next.organisation = openings.organisation
         and next.till = openings.till and next.epoch = openings.epoch and next.number = next_number
         and next.position = 0
     )
     select till, epoch, number, store, day::text as day, shift, at as opened_at, operator as opened_by,
       closed_at, closed_by, next_kind, reason, ${SALES} as sales, ${DRAWERS} as drawers
     from shifts order by opened_at desc, till desc, epoch desc, number desc`,
    conditions.values,
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    shifts: page.map(shiftOf),
    next:
      rows.length > query.limit && last
        ? writeCursor([last.opened_at, last.till, last.epoch, last.number])
        : null,
  }
}

/** The entries of a shift, by the keys of their rows. */
const IN_SHIFT = `part.organisation = shifts.organisation and part.till = shifts.till and part.epoch = shifts.epoch
  and part.number between shifts.number and shifts.last_number`

const SALES = `coalesce((
  select jsonb_agg(jsonb_build_object('currency', currency, 'count', count, 'returns', returns, 'total', total,
    'soldOntoAccounts', sold_onto_accounts, 'tenders', coalesce((
      select jsonb_agg(jsonb_build_object('kind', kind, 'amount', amount) order by kind)
      from (select kind, sum(amount) as amount from sale_tenders part
             where ${IN_SHIFT} and part.currency = sums.currency group by kind) kinds), '[]'))
    order by currency)
  from (select currency, count(*) filter (where kind = 'sale') as count,
          count(*) filter (where kind <> 'sale') as returns, sum(total - sold_onto_accounts) as total,
          sum(sold_onto_accounts) as sold_onto_accounts
        from sales part where ${IN_SHIFT} group by currency) sums), '[]')`

/** Cash lies in the drawer as what it is; change and what is paid back come out of it. SPEC Z3. */
const DRAWERS = `coalesce((
  select jsonb_agg(jsonb_build_object('currency', currency, 'float', float, 'taken', taken, 'cashIn', cash_in,
    'cashOut', cash_out, 'drops', drops, 'counted', counted) order by currency)
  from (
    select currency, coalesce(sum(amount) filter (where flow = 'float'), 0) as float,
      coalesce(sum(amount) filter (where flow = 'taken'), 0) as taken,
      coalesce(sum(amount) filter (where flow = 'cash-in'), 0) as cash_in,
      coalesce(-sum(amount) filter (where flow = 'cash-out'), 0) as cash_out,
      coalesce(-sum(amount) filter (where flow = 'drop'), 0) as drops,
      sum(amount) filter (where flow = 'counted') as counted
    from (
      select currency, 'float' as flow, amount from shift_counts part
        where ${IN_SHIFT} and kind = 'open' and currency is not null
      union all select currency, 'counted', amount from shift_counts part
        where ${IN_SHIFT} and kind = 'close' and currency is not null
      union all select currency, kind, amount from cash_moves part where ${IN_SHIFT}
      union all select currency, 'taken', amount from sale_tenders part where ${IN_SHIFT} and kind = 'cash'
      union all select handed_currency, 'taken', handed from sale_tenders part
        where ${IN_SHIFT} and kind = 'foreign-cash' and handed is not null
      union all select currency, 'taken', -change from sales part where ${IN_SHIFT} and change <> 0
    ) flows group by currency
  ) drawers), '[]')`

function shiftOf(row: ShiftRow): ShiftSummary {
  const { store, till, shift, day, reason, sales } = row
  const state = row.next_kind === 'close' ? 'closed' : row.next_kind === 'open' ? 'unclosed' : 'open'
  const isClosed = state === 'closed'
  return {
    id: `${till}.${row.epoch}.${row.number}`,
    store,
    till,
    shift,
    state,
    day,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    closedAt: isClosed ? row.closed_at : null,
    closedBy: isClosed ? row.closed_by : null,
    reason: isClosed ? reason : '',
    sales,
    drawers: row.drawers.map(drawer => drawerOf(drawer, isClosed)),
  }
}

/** A currency that was not counted at the close counts as nothing. SPEC Z4. */
function drawerOf(drawer: Drawer, isClosed: boolean): ShiftSummary['drawers'][number] {
  const { float, taken, cashIn, cashOut, drops } = drawer
  const expected = float + taken + cashIn - cashOut - drops
  const counted = isClosed ? (drawer.counted ?? 0) : null
  return { ...drawer, expected, counted, overShort: counted === null ? null : counted - expected }
}
