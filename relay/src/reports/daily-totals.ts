import type { DailyTotals, DailyTotalsQuery, DailyTotalsReply } from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import type { Queryable } from '../storage/database.ts'
import { conditionsFor } from './conditions.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { limitToStores } from './store-scope.ts'

interface DayRow {
  readonly day: string
  readonly store: string
  readonly currency: string
  readonly sales: number
  readonly returns: number
  readonly subtotal: number
  readonly tax_added: number
  readonly total: number
  readonly sold_onto_accounts: number
  readonly change: number
  readonly taxes: DailyTotals['taxes']
  readonly tenders: DailyTotals['tenders']
}

/** What each day brought by store and currency, the newest first, with its taxes by rate and its tenders. One query. */
export async function readDailyTotals(
  database: Queryable,
  user: User,
  query: DailyTotalsQuery,
): Promise<DailyTotalsReply> {
  const conditions = conditionsFor(user.organisation)
  limitToStores(conditions, user)
  conditions.compare('store', '=', query.store)
  conditions.compare('day', '>=', query.from, 'date')
  conditions.compare('day', '<=', query.to, 'date')
  const after = readCursor(query.cursor, ['string', 'string', 'string'])
  if (after.length > 0) {
    const [day, store, currency] = after.map(value => conditions.parameter(value))
    conditions.add(`(day, store, currency) < (${day}::date, ${store}::text, ${currency}::text)`)
  }
  const rows = await database.query<DayRow>(
    `with days as (
       select organisation, day, store, currency, count(*) filter (where kind = 'sale') as sales,
         count(*) filter (where kind <> 'sale') as returns, sum(subtotal - sold_onto_accounts) as subtotal,
         sum(sold_onto_accounts) as sold_onto_accounts,
         sum(tax_added) as tax_added, sum(total - sold_onto_accounts) as total, sum(change) as change
       from sales where ${conditions.text()}
       group by organisation, day, store, currency
       order by day desc, store desc, currency desc limit ${query.limit + 1}
     )
     select day::text as day, store, currency, sales, returns, subtotal, tax_added, total, sold_onto_accounts,
       change, ${TAXES} as taxes, ${TENDERS} as tenders
     from days order by days.day desc, store desc, currency desc`,
    conditions.values,
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    days: page.map(({ tax_added: taxAdded, sold_onto_accounts: soldOntoAccounts, ...row }) => ({
      ...row,
      taxAdded,
      soldOntoAccounts,
    })),
    next: rows.length > query.limit && last ? writeCursor([last.day, last.store, last.currency]) : null,
  }
}

const OF_DAY = `part.organisation = days.organisation and part.day = days.day and part.store = days.store
  and part.currency = days.currency`

const TAXES = `coalesce((
  select jsonb_agg(jsonb_build_object('name', name, 'rateMillionths', rate_millionths, 'included', included,
                                      'net', net, 'tax', tax) order by rate_millionths desc, name, included)
  from (select name, rate_millionths, included, sum(net) as net, sum(tax) as tax from sale_taxes part
         where ${OF_DAY} group by name, rate_millionths, included) rates), '[]')`

const TENDERS = `coalesce((
  select jsonb_agg(jsonb_build_object('kind', kind, 'amount', amount) order by kind)
  from (select kind, sum(amount) as amount from sale_tenders part where ${OF_DAY} group by kind) kinds), '[]')`
