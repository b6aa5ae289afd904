import {
  appendToLog,
  encodeSyncStep2,
  encodeUpdate,
  LOGS,
  readMessage,
  type SealedEntry,
  saleReply,
  salesReply,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { describeRelay } from '../testing/describe-relay.ts'
import { useRelaySockets } from '../testing/relay-sockets.ts'
import { onlyTill, readTills, setUpOwnShop, type TestBrowser } from '../testing/test-relay.ts'
import { cashSale, enrollWritingTill, MORNING, type WritingTill } from '../testing/writing-till.ts'
import { rebuildProjection } from './rebuild.ts'

const NOTHING = Uint8Array.of(0, 0)

await describeRelay('how far off a till’s clock was', relay => {
  const { open } = useRelaySockets(relay)
  let owner: TestBrowser
  let till: WritingTill
  let doc: Y.Doc
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    doc = new Y.Doc()
  })

  /** Writes entries and brings them on a connection of their own. @param parameters of the URL */
  async function bring(entries: readonly SealedEntry[], parameters: string): Promise<void> {
    const before = Y.encodeStateVector(doc)
    appendToLog(
      doc,
      LOGS.journal[0],
      entries.map(entry => entry.bytes),
    )
    const socket = open(`journal/${till.till}/2026-11-20?durable=1${parameters}`, till.browser)
    const committed = durable(socket, 2)
    await new Promise(resolve => socket.once('message', resolve))
    socket.send(encodeSyncStep2(NOTHING))
    socket.send(encodeUpdate(Y.encodeStateAsUpdate(doc, before)))
    await committed
    socket.terminate()
    await relay().services.projection.idle()
  }

  const clock = (aheadMs: number) => `&clock=${relay().services.now() + aheadMs}`
  /** In whole minutes, the oldest sale first: a connection takes a moment to open. */
  async function measured(): Promise<(number | null)[]> {
    const { sales } = v.parse(salesReply, await (await owner.get('/api/sales')).json())
    return sales.map(({ clockOffset }) => clockOffset && Math.round(clockOffset / 60_000) + 0).reverse()
  }

  it('is kept with what each connection brought, through compaction and rebuilding', async () => {
    const [first, second, third, fourth] = await till.seal(
      [1, 2, 3, 4].map(pieces => cashSale('tea', pieces, 100)),
      MORNING,
    )
    if (!first || !second || !third || !fourth) throw new Error('four sales must be sealed')
    await bring([first], clock(300_000))
    await bring([second, third], clock(-7_200_000))
    await bring([fourth], clock(0))
    expect(await measured()).toEqual([5, -120, -120, 0])
    const [sale] = v.parse(salesReply, await (await owner.get('/api/sales')).json()).sales
    const reply = v.parse(saleReply, await (await owner.get(`/api/sales/${sale?.id}`)).json())
    expect(reply.clockOffset).toBe(sale?.clockOffset)
    expect((await readTills(owner)).tills[0]?.device?.clockOffset).toBeCloseTo(0, -4)

    const { database } = relay().services
    const [mark] = await database.query<{ document: number }>('select document from clock_marks limit 1')
    if (!mark) throw new Error('there must be a mark')
    await database.query(
      `insert into snapshots (organisation, document, through_seq, data)
       select organisation, document, max(seq), decode($2::text, 'hex') from updates where document = $1
       group by 1, 2`,
      [mark.document, Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex')],
    )
    await database.query('delete from updates where document = $1', [mark.document])
    for (const table of ['sales', 'journal_entries', 'projected_documents']) {
      await database.query(`delete from ${table}`)
    }
    expect((await rebuildProjection(database)).blocked).toEqual([])
    expect(await measured()).toEqual([5, -120, -120, 0])
    const csv = await (await owner.get('/api/sales/export.csv')).text()
    const [header, ...seconds] = csv.split('\r\n').map(line => line.split(',').at(-1))
    expect(header).toBe('clock_ahead_seconds')
    expect(seconds.slice(0, -1).map(text => Math.round(Number(text) / 60) + 0)).toEqual([5, -120, -120, 0])
  })

  it('stays unknown where nobody said what time it was, or said nonsense', async () => {
    const sealed = await till.seal([cashSale('tea', 1, 100), cashSale('tea', 2, 100)], MORNING)
    await bring(sealed.slice(0, 1), '')
    await bring(sealed.slice(1), '&clock=1e308')
    expect(await measured()).toEqual([null, null])
  })

  it('stays what it was when the same entry comes again by another connection', async () => {
    const sealed = await till.seal([cashSale('tea', 1, 100)], MORNING)
    await bring(sealed, clock(600_000))
    doc = new Y.Doc()
    await bring(sealed, clock(0))
    expect(await measured()).toEqual([10])
    expect(await rebuildProjection(relay().services.database)).toMatchObject({ differed: {} })
    expect(await measured()).toEqual([10])
  })
})

/** Resolves when the relay has committed so many messages. */
function durable(socket: WebSocket, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      const message = readMessage(new Uint8Array(data))
      if (message.kind === 'durable' && message.count >= count) resolve()
    })
    socket.on('close', code => reject(new Error(`closed with ${code}`)))
  })
}
