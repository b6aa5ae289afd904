import {
  type BusinessDay,
  type DocumentId,
  type JournalHead,
  parseDocumentId,
  type TillId,
} from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'
import type { ShopDatabase, ShopQueryable } from '../storage/shop-database.ts'
import { readEntryClocks } from './entry-clocks.ts'
import { journalRows } from './journal-rows.ts'
import { lockAllProjection, lockProjection, saveProgress } from './progress.ts'
import {
  type BlockingFinding,
  blockingFindings,
  checkPart,
  decodedByEpoch,
  findJournalWriter,
  forgetChecks,
} from './project-journal.ts'
import { isTillId, readStockRows } from './project-stock.ts'
import { findNews, readRawNews } from './read-news.ts'
import { insertRows, noRows, TABLE_NAMES, TABLES, type TableName } from './tables.ts'

/** How a row that was there differs from what the documents say. */
export type RowDifference = {
  readonly table: TableName
  readonly key: Readonly<Record<string, string | number>>
} & (
  | { readonly kind: 'missing' }
  | { readonly kind: 'wrong'; readonly columns: readonly string[] }
  /** Nothing in the documents says it. */
  | { readonly kind: 'unfounded' }
)

export interface RebuildReport {
  readonly documents: number
  /** Rows that the documents say, all tables together. */
  readonly rows: number
  readonly differed: { readonly [Table in TableName]?: number }
  /** The first differing rows of each table. */
  readonly differences: readonly RowDifference[]
  /** Entries that were committed and not projected yet: no difference, and projected now. */
  readonly caughtUp: number
  /** What cannot be verified, by document. */
  readonly blocked: readonly { readonly document: string; readonly findings: readonly BlockingFinding[] }[]
}

/** Differing rows that are told one by one, of each table. */
const MOST_TOLD = 50
const COPY = 'rebuilt_'

/**
 * Makes all rows again from the documents, says where those that were there differed, and puts it right: in one
 * transaction, while nobody else projects. Relays may go on taking updates. Cut off it has changed nothing.
 */
export function rebuildProjection(database: ShopDatabase): Promise<RebuildReport> {
  return database.transaction(async tx => {
    await lockAllProjection(tx)
    await makeCopies(tx)
    await markWhatIsBehind(tx)
    const source = await readDocuments(tx)
    for (const name of TABLE_NAMES) await tx.query(`analyze ${COPY}${name}`)
    const caughtUp = await countCaughtUp(tx)
    const differences: RowDifference[] = []
    const differed: { [Table in TableName]?: number } = {}
    let rows = 0
    for (const name of TABLE_NAMES) {
      const found = await compareTable(tx, name)
      if (found.count > 0) differed[name] = found.count
      differences.push(...found.first)
      rows += await replaceTable(tx, name)
    }
    return { documents: source.documents, rows, differed, differences, caughtUp, blocked: source.blocked }
  })
}

/**
 * Makes the rows of one till again, because an entry came that counts instead of one that has rows: in one transaction,
 * while nobody else projects the till. Its days from `day` on have to be looked through for findings once more.
 * @returns what cannot be verified, by document
 */
export function refoldTill(
  database: ShopDatabase,
  { till, day }: { readonly till: TillId; readonly day: BusinessDay },
): Promise<{ document: string; findings: BlockingFinding[] }[]> {
  return database.transaction(async tx => {
    const prefix = `journal/${till}/`
    await lockProjection(tx, prefix)
    await makeCopies(tx)
    const days = await tx.query<{ name: string }>(
      'select name from documents where organisation = $1 and name >= $2 and name < $3 order by name',
      [tx.organisation, prefix, `${prefix}~`],
    )
    const blocked = await rebuildTill(
      tx,
      till,
      days.map(({ name }) => name),
    )
    for (const name of TABLE_NAMES) await replaceTable(tx, name, till)
    await forgetChecks(tx, { till, day })
    return blocked
  })
}

async function makeCopies(tx: Queryable): Promise<void> {
  for (const name of TABLE_NAMES)
    await tx.query(`create temporary table ${COPY}${name} (like ${name} including indexes) on commit drop`)
}

/** Where rows end before their documents do: what comes behind is late, not wrong. */
async function markWhatIsBehind(tx: ShopQueryable): Promise<void> {
  await tx.query(
    `create temporary table ${COPY}heads on commit drop as
     select organisation, till, epoch, max(number) as number from journal_entries group by 1, 2, 3`,
  )
  await tx.query(
    `create temporary table ${COPY}late_stock on commit drop as
     select split_part(d.name, '/', 2) as store, split_part(d.name, '/', 3) as writer
       from documents d left join projected_documents p on p.organisation = d.organisation and p.document = d.id
      where d.organisation = $1 and split_part(d.name, '/', 1) = 'stock'
        and (select max(seq) from updates where organisation = $1 and document = d.id) > coalesce(p.seq, 0)`,
    [tx.organisation],
  )
}

/** The condition for a difference that is none: `was` and `now` are the rows. */
function isLate(name: TableName): string {
  const behind = `was.organisation is null and now.number > coalesce((select number from ${COPY}heads h
    where h.organisation = now.organisation and h.till = now.${tillColumn(name)} and h.epoch = now.epoch), 0)`
  if (name !== 'stock_movements') return `(${behind})`
  return `((${behind} and exists (select from ${COPY}journal_entries e where e.till = now.writer)) or exists (select from ${COPY}late_stock late
    where late.store = coalesce(was.store, now.store) and late.writer = coalesce(was.writer, now.writer)))`
}

function tillColumn(name: TableName): 'writer' | 'till' {
  return name === 'stock_movements' ? 'writer' : 'till'
}

async function readDocuments(
  tx: ShopQueryable,
): Promise<{ documents: number; blocked: { document: string; findings: BlockingFinding[] }[] }> {
  const names = await tx.query<{ name: string }>(
    `select name from documents
     where organisation = $1 and split_part(name, '/', 1) in ('journal', 'stock') order by name`,
    [tx.organisation],
  )
  const journals = new Map<TillId, string[]>()
  for (const { name } of names) {
    const document = parseDocumentId(name)
    if (document?.kind === 'stock') await rebuildStock(tx, name, document)
    if (document?.kind !== 'journal') continue
    const days = journals.get(document.till)
    if (days === undefined) journals.set(document.till, [name])
    else days.push(name)
  }
  const blocked: { document: string; findings: BlockingFinding[] }[] = []
  for (const [till, days] of journals) blocked.push(...(await rebuildTill(tx, till, days)))
  return { documents: names.length, blocked }
}

async function rebuildStock(
  tx: ShopQueryable,
  name: string,
  document: Extract<DocumentId, { kind: 'stock' }>,
): Promise<void> {
  const news = await findNews(tx, name)
  if (news === undefined || (await isTillId(tx, document.writer))) return
  const { store, writer } = document
  const rows = await readStockRows(tx, news.document, { store, writer })
  await insertRows(tx, { ...noRows(), stock_movements: rows }, COPY)
  await saveProgress(tx, { document: news.document, seq: news.seq, state: null, blocked: [] }, 'are-kept-out')
}

/** All days of a till, over and over until no day brings another one on. */
async function rebuildTill(
  tx: ShopQueryable,
  till: TillId,
  days: readonly string[],
): Promise<{ document: string; findings: BlockingFinding[] }[]> {
  const heads = new Map<number, JournalHead>()
  let waiting = days
  for (;;) {
    const blocked: { document: string; findings: BlockingFinding[] }[] = []
    let progress = 0
    for (const name of waiting) {
      const { projected, findings } = await rebuildDay(tx, till, name, heads)
      progress += projected
      if (findings.length > 0) blocked.push({ document: name, findings })
    }
    if (blocked.length === 0 || progress === 0) return blocked
    waiting = blocked.map(each => each.document)
  }
}

async function rebuildDay(
  tx: ShopQueryable,
  till: TillId,
  name: string,
  heads: Map<number, JournalHead>,
): Promise<{ projected: number; findings: BlockingFinding[] }> {
  const document = parseDocumentId(name)
  const news = await findNews(tx, name)
  if (news === undefined || document?.kind !== 'journal') return { projected: 0, findings: [] }
  const { seq, entries: placed } = await readRawNews(tx, news.document, 0)
  const clocks = await readEntryClocks(tx, news.document, placed)
  const findings: BlockingFinding[] = []
  let projected = 0
  for (const [epoch, entries] of decodedByEpoch(placed.map(({ raw }) => raw))) {
    const writer = await findJournalWriter(tx, till, epoch)
    if (writer === undefined) {
      findings.push({ kind: 'unknown-device', epoch })
      continue
    }
    const { verified } = await checkPart(till, epoch, entries, writer, heads.get(epoch))
    await insertRows(tx, journalRows({ ...writer, till, day: document.day }, verified.entries, clocks), COPY)
    heads.set(epoch, verified.head)
    projected += verified.entries.length
    findings.push(...blockingFindings(verified))
  }
  const progress = {
    document: news.document,
    seq: findings.length > 0 ? 0 : seq,
    state: null,
    blocked: findings,
  }
  await saveProgress(tx, progress, 'are-kept-out')
  return { projected, findings }
}

async function countCaughtUp(tx: Queryable): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*) as count from ${COPY}journal_entries now left join journal_entries was
       using (organisation, till, epoch, number)
     where ${isLate('journal_entries')}`,
  )
  return row?.count ?? 0
}

async function compareTable(
  tx: Queryable,
  name: TableName,
): Promise<{ count: number; first: RowDifference[] }> {
  const { key } = TABLES[name]
  const others = comparedColumns(name)
  const on = key.map(column => `was.${column} = now.${column}`).join(' and ')
  const changed = others.map(
    column => `case when was.${column} is distinct from now.${column} then '${column}' end`,
  )
  const rows = await tx.query<
    Record<string, string | number | null> & { kind: string; columns: string; total: number }
  >(
    `select *, count(*) over () as total from (
       select ${key.map(column => `coalesce(was.${column}, now.${column}) as ${column}`).join(', ')},
         case when was.organisation is null then 'missing' when now.organisation is null then 'unfounded'
              else 'wrong' end as kind,
         concat_ws(',', ${changed.join(', ')}) as columns
       from ${name} was full join ${COPY}${name} now on ${on}
       where (was.organisation is null or now.organisation is null
              or (${others.map(column => `was.${column}`).join(', ')})
                 is distinct from (${others.map(column => `now.${column}`).join(', ')}))
         and not ${isLate(name)}
     ) differing order by ${key.join(', ')} limit ${MOST_TOLD}`,
  )
  return { count: rows[0]?.total ?? 0, first: rows.map(row => differenceOf(name, row)) }
}

/**
 * What the documents say of a row. How far a clock was off is no such thing: it was measured beside them, and where an
 * entry came by two connections the first row keeps what it was written with.
 */
function comparedColumns(name: TableName): string[] {
  const { key, columns } = TABLES[name]
  return Object.keys(columns).filter(
    column => column !== 'clock_offset' && !key.some(each => each === column),
  )
}

function differenceOf(
  table: TableName,
  row: Record<string, string | number | null> & { kind: string; columns: string },
): RowDifference {
  const key = Object.fromEntries(TABLES[table].key.map(column => [column, row[column] ?? '']))
  switch (row.kind) {
    case 'missing':
    case 'unfounded':
      return { table, key, kind: row.kind }
    default:
      return { table, key, kind: 'wrong', columns: row.columns.split(',') }
  }
}

/**
 * Puts the copy's rows in place of those that differ.
 * @param till when the copy holds rows of this till alone
 * @returns how many rows the copy has
 */
async function replaceTable(tx: ShopQueryable, name: TableName, till?: TillId): Promise<number> {
  const { key, columns } = TABLES[name]
  const others = comparedColumns(name)
  const names = Object.keys(columns).join(', ')
  const only = till === undefined ? 'true' : `was.organisation = $1 and was.${tillColumn(name)} = $2`
  await tx.query(
    `delete from ${name} was where ${only} and not exists (
       select from ${COPY}${name} now where ${key.map(column => `was.${column} = now.${column}`).join(' and ')}
         and (${others.map(column => `was.${column}`).join(', ')})
             is not distinct from (${others.map(column => `now.${column}`).join(', ')}))`,
    till === undefined ? [] : [tx.organisation, till],
  )
  await tx.query(`insert into ${name} (${names}) select ${names} from ${COPY}${name} on conflict do nothing`)
  const [row] = await tx.query<{ count: number }>(`select count(*) as count from ${COPY}${name}`)
  return row?.count ?? 0
}
