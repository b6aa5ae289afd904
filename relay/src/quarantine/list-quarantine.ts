import type { QuarantineReply } from '@evertill/crdt-model'
import { readWriters, writerOf } from '../devices/writers.ts'
import type { ShopQueryable } from '../storage/shop-database.ts'

const MOST = 200

interface Row {
  readonly id: number
  readonly document: string
  readonly writer: string
  readonly name: string
  readonly code: string
  readonly reason: string
  readonly bytes: number
  readonly kept: boolean
  readonly times: number
  readonly others: number
  readonly firstAt: Date
  readonly lastAt: Date
}

/** The refused updates that nobody has decided on, newest first. */
export async function listQuarantine(database: ShopQueryable): Promise<QuarantineReply> {
  const [rows, [all]] = await Promise.all([
    database.query<Row>(
      `select id, document, writer, writer_name as name, code, reason, size as bytes, data is not null as kept, times,
         others, first_at as "firstAt", last_at as "lastAt"
       from quarantined_updates where organisation = $1 and resolution is null
       order by last_at desc, id desc limit $2`,
      [database.organisation, MOST],
    ),
    database.query<{ total: number }>(
      'select count(*) as total from quarantined_updates where organisation = $1 and resolution is null',
      [database.organisation],
    ),
  ])
  const writers = await readWriters(database, rows)
  return {
    updates: rows.map(({ writer, name, firstAt, lastAt, ...row }) => ({
      ...row,
      writer: writerOf(writers, writer, name),
      firstAt: firstAt.getTime(),
      lastAt: lastAt.getTime(),
    })),
    total: all?.total ?? 0,
  }
}
