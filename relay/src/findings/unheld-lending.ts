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
  readonly till: string
  readonly epoch: number
  readonly currency: string
  readonly amount: number
  readonly entries: number
  readonly from: number
  readonly to: number
  /** Of the latest of them. */
  readonly day: string
  readonly at: number
}

/**
 * Tills that let customers buy on account without a share of their limits, after others of the shop had begun to lend
 * by shares: a program that is older, or that does not keep the rules. All of it counts. A function of the rows.
 * SPEC K11.
 */
export async function listUnheldLending(database: ShopQueryable): Promise<DocumentFinding[]> {
  const rows = await database.query<Row>(
    `with since as (
       select min(at) as at from account_moves
        where organisation = $1 and account like 'ha\\_%' and kind = 'take'),
     lent as (
       select m.organisation, m.till, m.epoch, m.currency, sum(m.amount)::bigint as amount, count(*)::int as entries,
         min(m.number) as "from", max(m.number) as "to", max(m.day)::text as day, max(m.at) as at
       from account_moves m join since on m.at > since.at
       where m.organisation = $1 and m.kind = 'charge'
       group by m.organisation, m.till, m.epoch, m.currency),
     found as (select lent.*, ${ID} as id from lent)
     select id, till, epoch, currency, amount, entries, "from", "to", day, at from found
     where ${isOpen('found.organisation', 'found.id')} order by at desc, till, epoch, currency`,
    [database.organisation],
  )
  return rows.map(({ till, day, at, ...rest }) => ({
    ...rest,
    document: formatDocumentId({ kind: 'journal', till: toId<TillId>(till), day: toId<BusinessDay>(day) }),
    kind: 'account-unheld',
    foundAt: at,
  }))
}

/** Another one with every further entry. */
const ID = findingId("'account-unheld'", 'lent.till', 'lent.epoch', 'lent.currency', 'lent."to"')
