import type { FindingKind, FindingsReply } from '@evertill/crdt-model'
import { readWriters, writerOf } from '../devices/writers.ts'
import type { ShopQueryable } from '../storage/shop-database.ts'
import type { FoundFault } from './found-fault.ts'
import { countOverReturns, listOverReturns } from './over-returns.ts'

const MOST = 200

interface Row {
  readonly document: string
  readonly kind: FindingKind
  readonly detail: Omit<FoundFault, 'kind' | 'entries'>
  readonly entries: number
  readonly foundAt: Date
}

/** What is wrong in the documents, newest first; and what tills took back that did not know of each other. */
export async function listFindings(database: ShopQueryable): Promise<FindingsReply> {
  const [rows, [all], overReturns] = await Promise.all([
    database.query<Row>(
      `select d.name as document, f.kind, f.detail, f.entries, f.found_at as "foundAt"
       from findings f join documents d on d.organisation = $1 and d.id = f.document
       where f.organisation = $1 order by f.found_at desc, d.name, f.key limit $2`,
      [database.organisation, MOST],
    ),
    database.query<{ total: number }>('select count(*) as total from findings where organisation = $1', [
      database.organisation,
    ]),
    listOverReturns(database, MOST),
  ])
  const writers = rows.flatMap(row => (row.detail.writer === undefined ? [] : { writer: row.detail.writer }))
  const known = await readWriters(database, writers)
  const found = rows.map(({ document, kind, detail, entries, foundAt }) => {
    const { writer, writerName, ...rest } = detail
    return {
      document,
      kind,
      ...rest,
      ...(writer !== undefined && { writer: writerOf(known, writer, writerName ?? '') }),
      entries,
      foundAt: foundAt.getTime(),
    }
  })
  const newest = [...found, ...overReturns].sort((a, b) => b.foundAt - a.foundAt).slice(0, MOST)
  return { findings: newest, total: (all?.total ?? 0) + overReturns.length }
}

/** How many findings and undecided refused updates there are: what the dashboard shows first. */
export async function countIntegrity(
  database: ShopQueryable,
): Promise<{ readonly findings: number; readonly refusedUpdates: number }> {
  const [[row], overReturns] = await Promise.all([
    database.query<{ findings: number; refusedUpdates: number }>(
      `select (select count(*) from findings where organisation = $1) as findings,
       (select count(*) from quarantined_updates where organisation = $1 and resolution is null) as "refusedUpdates"`,
      [database.organisation],
    ),
    countOverReturns(database),
  ])
  return { findings: (row?.findings ?? 0) + overReturns, refusedUpdates: row?.refusedUpdates ?? 0 }
}
