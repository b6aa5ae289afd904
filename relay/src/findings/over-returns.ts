import {
  type BusinessDay,
  type DocumentFinding,
  formatDocumentId,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'
import { findingId, isOpen } from './settled-findings.ts'

interface Row {
  readonly id: string
  readonly receipt: string
  readonly bought: number
  readonly returned: number
  /** The latest entry that took something of it back. */
  readonly till: string
  readonly epoch: number
  readonly number: number
  readonly day: string
  readonly entries: number
  readonly at: number
}

/**
 * Lines of which more came back than was bought: tills took them back that did not know of each other, or of which one
 * was told so and did it again. All of it stands, and a person is told. A function of the rows, like they are of the
 * journals. SPEC X3.
 */
export async function listOverReturns(database: Queryable, most: number): Promise<DocumentFinding[]> {
  const rows = await database.query<Row>(
    `${OVER_RETURNED}
     select o.id, o.receipt, o.bought, o.returned, o.entries, l.till, l.epoch, l.number, l.day::text as day, l.at
     from over_returned o cross join lateral (
       select till, epoch, number, day, at from sales
        where organisation = o.organisation and of_till = o.till and of_epoch = o.epoch and of_number = o.number
        order by at desc, till, epoch, number limit 1) l
     where ${isOpen('o.organisation', 'o.id')}
     order by l.at desc, o.receipt limit ${most}`,
  )
  return rows.map(({ id, till, day, epoch, number, receipt, bought, returned, entries, at }) => ({
    id,
    document: formatDocumentId({ kind: 'journal', till: toId<TillId>(till), day: toId<BusinessDay>(day) }),
    kind: 'over-returned',
    epoch,
    from: number,
    to: number,
    receipt,
    bought,
    returned,
    entries,
    foundAt: at,
  }))
}

/** How many lines there are of which more came back than was bought. */
export async function countOverReturns(database: Queryable): Promise<number> {
  const [row] = await database.query<{ lines: number }>(
    `${OVER_RETURNED} select count(*) as lines from over_returned o where ${isOpen('o.organisation', 'o.id')}`,
  )
  return row?.lines ?? 0
}

/** Only refunds are looked at, by the index on what they take back; quantities that came back stand below 0. */
const OVER_RETURNED = `with returned as (
    select s.organisation, s.of_till, s.of_epoch, s.of_number, l.of_line, -sum(l.quantity) as quantity,
      count(distinct (s.till, s.epoch, s.number)) as entries
    from sales s join sale_lines l on l.organisation = s.organisation and l.till = s.till and l.epoch = s.epoch
      and l.number = s.number and l.part = s.part
    where s.of_till is not null and s.kind = 'refund' and l.of_line is not null
    group by s.organisation, s.of_till, s.of_epoch, s.of_number, l.of_line
  ), over_returned as (
    select r.organisation, b.till, b.epoch, b.number, b.receipt, l.quantity as bought, r.quantity as returned,
      r.entries, ${findingId("'over-returned'", 'b.organisation', 'b.till', 'b.epoch', 'b.number', 'l.line', 'r.quantity')} as id
    from returned r
    join sales b on b.organisation = r.organisation and b.till = r.of_till and b.epoch = r.of_epoch
      and b.number = r.of_number and b.kind = 'sale'
    join sale_lines l on l.organisation = b.organisation and l.till = b.till and l.epoch = b.epoch
      and l.number = b.number and l.part = b.part and l.line = r.of_line
    where r.quantity > l.quantity)`
