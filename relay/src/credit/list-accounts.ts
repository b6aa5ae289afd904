import { type AccountId, type CreditQuery, type CreditReply, toId } from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import { readCursor, writeCursor } from '../reports/page-cursor.ts'
import type { Queryable } from '../storage/database.ts'

interface Row {
  readonly account: string
  readonly currency: string
  readonly balance: number
  readonly held: number
  readonly isBlocked: boolean
  readonly lastAt: number
}

/** Everything that happened to accounts as changes of the balance and of shares; `$1` is the organisation. */
export const ACCOUNT_CHANGES = `select account, currency, at,
    case when kind in ('put', 'uncharge') then amount when kind in ('take', 'charge') then -amount else 0 end as balance,
    case when kind = 'put' then amount when kind in ('take', 'back') then -amount else 0 end as share, till, epoch
    from account_moves where organisation = $1
  union all
  select account, currency, at, case kind when 'issue' then amount when 'take' then -amount else 0 end,
    case kind when 'release' then -amount else 0 end, till, epoch from account_acts where organisation = $1
  union all
  select account, currency, 0, 0, given, till, epoch from account_shares where organisation = $1`

/**
 * Accounts of one side, those that moved last first, and of house accounts those with something to pay; and on the
 * first page what is owed on all of them.
 */
export async function listAccounts(
  database: Queryable,
  { organisation }: Pick<User, 'organisation'>,
  { side, search, cursor, limit }: CreditQuery,
): Promise<CreditReply> {
  const after = readCursor(cursor, ['number', 'string', 'string'])
  const [lastAt = null, account = null, currency = null] = after
  const rows = await database.query<Row>(
    `with changes as (${changesOf(side)}),
     shares as (
       select account, currency, sum(greatest(share, 0))::bigint as held
       from (select account, currency, sum(share) as share from changes where till is not null
             group by account, currency, till, epoch) holders
       group by account, currency),
     accounts as (
       select account, currency, sum(balance)::bigint as balance, max(at) as last_at from changes
       where $2::text is null or account like '%' || $2 group by account, currency
       ${side === 'house' ? 'having sum(balance) <> 0' : ''})
     select a.account, a.currency, a.balance, coalesce(s.held, 0) as held, a.last_at as "lastAt",
       coalesce((select kind = 'block' from account_acts b where b.organisation = $1 and b.account = a.account
         and b.currency = a.currency and b.kind in ('block', 'unblock') order by b.seq desc limit 1), false)
         as "isBlocked"
     from accounts a left join shares s on s.account = a.account and s.currency = a.currency
     where $3::bigint is null or (a.last_at, a.account, a.currency) < ($3::bigint, $4::text, $5::text)
     order by a.last_at desc, a.account desc, a.currency desc limit ${limit + 1}`,
    [organisation, search ? search.replace(/[^A-Za-z0-9_-]/g, '') : null, lastAt, account, currency],
  )
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    accounts: page.map(row => ({ ...row, account: toId<AccountId>(row.account) })),
    next: last ? writeCursor([last.lastAt, last.account, last.currency]) : null,
    owed: cursor === undefined ? await readOwed(database, organisation, side) : [],
  }
}

/** House accounts go by their ids. SPEC K10. */
function changesOf(side: CreditQuery['side']): string {
  const isHouse = `left(account, 3) = 'ha_'`
  return `select * from (${ACCOUNT_CHANGES}) every where ${side === 'house' ? isHouse : `not ${isHouse}`}`
}

async function readOwed(
  database: Queryable,
  organisation: string,
  side: CreditQuery['side'],
): Promise<CreditReply['owed']> {
  return database.query(
    `select currency, count(*) filter (where balance <> 0) as accounts, sum(balance)::bigint as balance
     from (select account, currency, sum(balance) as balance from (${changesOf(side)}) changes
           group by account, currency) accounts
     group by currency order by currency`,
    [organisation],
  )
}
