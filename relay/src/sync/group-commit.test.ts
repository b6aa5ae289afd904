import { appendToLog } from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { migrate } from '../storage/migrate.ts'
import { openShopDatabase, type ShopDatabase } from '../storage/shop-database.ts'
import { describeDatabase } from '../testing/postgres.ts'
import { DocumentStore } from './document-store.ts'
import { type CommitTarget, type CommittedBatch, GroupCommit } from './group-commit.ts'
import { readRun } from './guard/update-run.ts'
import { replayUpdates } from './replay-updates.ts'
import { DEFAULT_LIMITS } from './sync-limits.ts'
import { NO_OBSERVER } from './sync-observer.ts'

const CLIENT = 77
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

await describeDatabase('committing in groups', open => {
  let database: ShopDatabase
  let store: DocumentStore
  let commit: GroupCommit
  const batches: CommittedBatch[] = []
  beforeEach(async () => {
    const opened = await open()
    await migrate(opened)
    database = await openShopDatabase(opened)
    store = new DocumentStore(database)
    batches.length = 0
    commit = new GroupCommit({
      ...{ store, log: quiet, limits: DEFAULT_LIMITS, observer: NO_OBSERVER },
      onCommitted: batch => batches.push(batch),
    })
  })
  afterEach(() => database.close())

  const target = (name: string) => {
    const committed = vi.fn<CommitTarget['committed']>()
    const epochEnded = vi.fn<CommitTarget['epochEnded']>()
    const made: CommitTarget = { name, documentNumber: null, committed, epochEnded, commitFailed() {} }
    return { made, committed, epochEnded }
  }
  const query = <Row extends object>(text: string) => database.query<Row>(text)

  it('stores what goes on in a document as one, with all that belongs to its parts', async () => {
    const journal = target('journal/T1/2026-11-20')
    const updates = entries(4)
    const bound = { client: CLIENT, writer: 'device:D1', name: 'Till 1' }
    updates.forEach((update, at) => {
      const clocks = at === 1 ? [] : [{ client: CLIENT, from: at, offset: 100 * at }]
      commit.add(journal.made, update, at === 0 ? [bound] : [], clocks, readRun(update))
    })
    expect(await commit.stop(10_000)).toBe(0)
    // The first entry of a log names it: it is no run.
    const rows = await query<{ data: Uint8Array }>('select data from updates order by seq')
    expect(rows).toHaveLength(2)
    const whole = replayUpdates(null, updates)
    expect(
      replayUpdates(
        null,
        rows.map(row => row.data),
      )
        .getArray('entries')
        .toArray(),
    ).toEqual(whole.getArray('entries').toArray())
    expect(
      await query('select client, from_clock, clock_offset from clock_marks order by from_clock'),
    ).toEqual([0, 2, 3].map(at => ({ client: CLIENT, from_clock: at, clock_offset: 100 * at })))
    expect(await query('select client, writer from client_bindings')).toEqual([
      { client: CLIENT, writer: 'device:D1' },
    ])
    const [[count, stored, through] = []] = journal.committed.mock.calls
    expect([count, stored?.length]).toEqual([4, 2])
    expect(await query('select max(seq) as through from updates')).toEqual([{ through }])
    expect(batches.flatMap(batch => batch.updates).map(({ document }) => document)).toEqual([
      journal.made.documentNumber,
      journal.made.documentNumber,
    ])
  })

  it('tells a document whose epoch has ended, and commits the others', async () => {
    const [ended, other] = [target('catalog/main'), target('settings')]
    const numbers = await store.numberDocuments(['catalog/main'])
    ended.made.documentNumber = numbers.get('catalog/main') ?? null
    await query(
      `insert into former_documents (organisation, document, name, epoch)
       select organisation, id, name, epoch from documents where name = 'catalog/main'`,
    )
    const [update = Uint8Array.of(0, 0)] = entries(1)
    commit.add(ended.made, update)
    commit.add(other.made, update)
    commit.add(ended.made, update)
    expect(await commit.stop(10_000)).toBe(0)
    expect(ended.epochEnded).toHaveBeenCalledOnce()
    expect(ended.committed).not.toHaveBeenCalled()
    expect(other.committed).toHaveBeenCalledOnce()
    expect(other.committed.mock.calls[0]?.slice(0, 2)).toEqual([1, [update]])
    expect(batches.flatMap(batch => batch.updates).map(({ name }) => name)).toEqual(['settings'])
  })
})

/** The updates of a writer that appends entries, one by one. */
function entries(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = CLIENT
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  for (let n = 0; n < count; n++) appendToLog(doc, 'entries', [Uint8Array.of(n)])
  return updates
}
