import {
  type BusinessDay,
  type DocumentFinding,
  formatDocumentId,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import type { ShopQueryable } from '../storage/shop-database.ts'
import { findingId, isOpen } from './settled-findings.ts'

interface Row {
  readonly id: string
  readonly account: string
  readonly currency: string
  readonly amount: number
  /** The latest entry that took something of it. */
  readonly till: string
  readonly epoch: number
  readonly number: number
  readonly day: string
  readonly at: number
  readonly entries: number
}

/**
 * Tills that spent of a gift card, store credit or the room of a house account, or gave back, more than they had: it was somebody who does not keep
 * the rules, a share that was released came back after all, or the relay forgot what it had given. All of it counts,
 * and a person is told. A function of the rows. SPEC K4.
 */
export async function listOverspent(database: ShopQueryable, most: number): Promise<DocumentFinding[]> {
  const rows = await database.query<Row>(
    `${OVERSPENT}
     select o.id, o.account, o.currency, -o.share as amount, l.till, l.epoch, l.number, l.day::text as day, l.at, o.entries
     from overspent o cross join lateral (
       select till, epoch, number, day, at from account_moves
        where organisation = o.organisation and account = o.account and currency = o.currency and till = o.till
          and epoch = o.epoch and kind in ('take', 'back')
        order by number desc limit 1) l
     order by l.at desc, o.account limit ${most}`,
    [database.organisation],
  )
  return rows.map(({ id, till, day, epoch, number, account, currency, amount, entries, at }) => ({
    id,
    document: formatDocumentId({ kind: 'journal', till: toId<TillId>(till), day: toId<BusinessDay>(day) }),
    kind: 'account-overspent',
    epoch,
    from: number,
    to: number,
    account,
    currency,
    amount,
    entries,
    foundAt: at,
  }))
}

/** How many shares there are of which more was spent than there was. */
export async function countOverspent(database: ShopQueryable): Promise<number> {
  const [row] = await database.query<{ shares: number }>(
    `${OVERSPENT} select count(*) as shares from overspent`,
    [database.organisation],
  )
  return row?.shares ?? 0
}

/** Another one with every further amount. */
const ID = findingId("'account-overspent'", 'account', 'currency', 'till', 'epoch', 'share')

const OVERSPENT = `with spent as (
    select organisation, account, currency, till, epoch, sum(share)::bigint as share, sum(entries)::int as entries
    from (
      select organisation, account, currency, till, epoch,
        case kind when 'put' then amount else -amount end as share, case kind when 'put' then 0 else 1 end as entries
      from account_moves where organisation = $1 and kind in ('put', 'take', 'back')
      union all
      select organisation, account, currency, till, epoch, given, 0 from account_shares where organisation = $1
      union all
      select organisation, account, currency, till, epoch, -amount, 0 from account_acts where organisation = $1 and kind = 'release'
    ) shares
    group by organisation, account, currency, till, epoch having sum(share) < 0),
  overspent as (select * from (select spent.*, ${ID} as id from spent) found where ${isOpen('found.organisation', 'found.id')})`
