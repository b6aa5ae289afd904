import type { FindingKind, FindingsReply } from '@evertill/crdt-model'
import { readWriters, writerOf } from '../devices/writers.ts'
import type { ShopQueryable } from '../storage/shop-database.ts'
import { listCouponOveruses } from './coupon-overuses.ts'
import type { FoundFault } from './found-fault.ts'
import { countOverReturns, listOverReturns } from './over-returns.ts'
import { countOverspent, listOverspent } from './overspent-shares.ts'
import { findingId, isOpen, listSettled } from './settled-findings.ts'
import { listUnheldLending } from './unheld-lending.ts'

const MOST = 200

/** What tells a stored finding from all others, and how many entries it is true of. */
const ID = findingId('d.name', 'f.key', 'f.entries')

interface Row {
  readonly id: string
  readonly document: string
  readonly kind: FindingKind
  readonly detail: Omit<FoundFault, 'kind' | 'entries'>
  readonly entries: number
  readonly foundAt: Date
}

/** Of the organisation that is the first parameter. */
const OPEN = `findings f join documents d on d.organisation = $1 and d.id = f.document
  where f.organisation = $1 and ${isOpen('f.organisation', ID)}`

/** What is wrong in the documents and not settled, newest first; and what entries together make: more came back, or was
 * spent, than there was. */
export async function listFindings(database: ShopQueryable): Promise<FindingsReply> {
  const [rows, [all], overReturns, overspent, overuses, unheld, settled] = await Promise.all([
    database.query<Row>(
      `select ${ID} as id, d.name as document, f.kind, f.detail, f.entries, f.found_at as "foundAt"
       from ${OPEN} order by f.found_at desc, d.name, f.key limit $2`,
      [database.organisation, MOST],
    ),
    database.query<{ total: number }>(`select count(*) as total from ${OPEN}`, [database.organisation]),
    listOverReturns(database, MOST),
    listOverspent(database, MOST),
    listCouponOveruses(database),
    listUnheldLending(database),
    listSettled(database),
  ])
  const writers = rows.flatMap(row => (row.detail.writer === undefined ? [] : { writer: row.detail.writer }))
  const known = await readWriters(database, writers)
  const found = rows.map(({ id, document, kind, detail, entries, foundAt }) => {
    const { writer, writerName, ...rest } = detail
    return {
      id,
      document,
      kind,
      ...rest,
      ...(writer !== undefined && { writer: writerOf(known, writer, writerName ?? '') }),
      entries,
      foundAt: foundAt.getTime(),
    }
  })
  const newest = [...found, ...overReturns, ...overspent, ...overuses, ...unheld]
    .sort((a, b) => b.foundAt - a.foundAt)
    .slice(0, MOST)
  const total = (all?.total ?? 0) + overReturns.length + overspent.length + overuses.length + unheld.length
  return { findings: newest, total, settled }
}

/** How many findings and undecided refused updates there are: what the dashboard shows first. */
export async function countIntegrity(
  database: ShopQueryable,
): Promise<{ readonly findings: number; readonly refusedUpdates: number }> {
  const [[row], overReturns, overspent, overuses, unheld] = await Promise.all([
    database.query<{ findings: number; refusedUpdates: number }>(
      `select (select count(*) from ${OPEN}) as findings,
       (select count(*) from quarantined_updates where organisation = $1 and resolution is null) as "refusedUpdates"`,
      [database.organisation],
    ),
    countOverReturns(database),
    countOverspent(database),
    listCouponOveruses(database),
    listUnheldLending(database),
  ])
  const findings = (row?.findings ?? 0) + overReturns + overspent + overuses.length + unheld.length
  return { findings, refusedUpdates: row?.refusedUpdates ?? 0 }
}
