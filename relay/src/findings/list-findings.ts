import type { FindingKind, FindingsReply } from '@evertill/crdt-model'
import { readWriters, writerOf } from '../devices/writers.ts'
import type { ShopQueryable } from '../storage/shop-database.ts'
import { listCouponOveruses } from './coupon-overuses.ts'
import type { FoundFault } from './found-fault.ts'
import { countOverReturns, listOverReturns } from './over-returns.ts'
import { findingId, isOpen, listSettled } from './settled-findings.ts'

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

/** What is wrong in the documents and not settled, newest first; and what tills took back that did not know of each other. */
export async function listFindings(database: ShopQueryable): Promise<FindingsReply> {
  const [rows, [all], overReturns, overuses, settled] = await Promise.all([
    database.query<Row>(
      `select ${ID} as id, d.name as document, f.kind, f.detail, f.entries, f.found_at as "foundAt"
       from ${OPEN} order by f.found_at desc, d.name, f.key limit $2`,
      [database.organisation, MOST],
    ),
    database.query<{ total: number }>(`select count(*) as total from ${OPEN}`, [database.organisation]),
    listOverReturns(database, MOST),
    listCouponOveruses(database),
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
  const newest = [...found, ...overReturns, ...overuses].sort((a, b) => b.foundAt - a.foundAt).slice(0, MOST)
  return { findings: newest, total: (all?.total ?? 0) + overReturns.length + overuses.length, settled }
}

/** How many findings and undecided refused updates there are: what the dashboard shows first. */
export async function countIntegrity(
  database: ShopQueryable,
): Promise<{ readonly findings: number; readonly refusedUpdates: number }> {
  const [[row], overReturns, overuses] = await Promise.all([
    database.query<{ findings: number; refusedUpdates: number }>(
      `select (select count(*) from ${OPEN}) as findings,
       (select count(*) from quarantined_updates where organisation = $1 and resolution is null) as "refusedUpdates"`,
      [database.organisation],
    ),
    countOverReturns(database),
    listCouponOveruses(database),
  ])
  const findings = (row?.findings ?? 0) + overReturns + overuses.length
  return { findings, refusedUpdates: row?.refusedUpdates ?? 0 }
}
