import { readFile } from 'node:fs/promises'
import { CLOSE, encodeCloseChannel, encodeEpoch, encodePiece, mayReconnect, toId } from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrate } from '../src/storage/migrate.ts'
import { describeDatabases } from '../src/testing/postgres.ts'
import { type FaultyDatabase, isAppend, makeFaulty } from './harness/faulty-database.ts'
import { hex, openRawClient, type RawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'

/** The frames of relay/PROTOCOL.md, section 3, as they stand there. */
const EMPTY_STEP_1 = '00 00 01 00'
const EMPTY_STEP_2 = '00 01 02 00 00'
const PUSH_42 = '00 02 12 01 01 05 00 08 01 07 65 6e 74 72 69 65 73 01 7d 2a 00'
const DELETE_IT = '00 02 06 00 01 05 01 00 01'
const READ_ONLY = `65 08 ${hexOfText('readOnly')} 1e ${hexOfText('this document may only be read')} 00`
const durable = (count: number) => `64 ${count.toString(16).padStart(2, '0')}`

/** Of a back office: its writer may take away what it wrote, and the store's tills read it. */
const DOCUMENT = 'stock/S1/office-a'

await describeDatabases('the protocol, byte by byte', open => {
  let database: FaultyDatabase
  let server: SyncServer
  let clients: RawClient[]

  beforeEach(async () => {
    database = makeFaulty(await open())
    await migrate(database)
    // Long, so that no keep-alive comes in between.
    server = await startSyncServer({ database, limits: { heartbeatMs: 60_000 } })
    clients = []
  })
  afterEach(async () => {
    database.before = () => {}
    for (const client of clients) client.close()
    await server.stop()
    await database.close()
  })

  const connect = async (query = 'durable=1') => {
    const client = await openRawClient(server.url, DOCUMENT, query)
    clients.push(client)
    return client
  }
  const send = (client: RawClient, frame: string) =>
    client.sendBytes(Uint8Array.from(Buffer.from(frame.replaceAll(' ', ''), 'hex')))
  const entries = () =>
    server.hub.read({ kind: 'stock', store: toId('S1'), writer: 'office-a' }, doc =>
      doc.getArray('entries').toJSON(),
    )

  it('goes as the example in PROTOCOL.md', async () => {
    const other = await connect('')
    expect(await other.nextHex()).toBe(EMPTY_STEP_1)
    const client = await connect()
    expect(await client.nextHex()).toBe(EMPTY_STEP_1)
    send(client, EMPTY_STEP_1)
    expect(await client.nextHex()).toBe(EMPTY_STEP_2)
    send(client, EMPTY_STEP_2)
    expect(await client.nextHex()).toBe(durable(1))
    send(client, PUSH_42)
    expect(await client.nextHex()).toBe(durable(2))
    expect(await entries()).toEqual([42])
    expect(await other.nextHex()).toBe(PUSH_42)
    send(client, DELETE_IT)
    expect(await client.nextHex()).toBe(durable(3))
    expect(await other.nextHex()).toBe(DELETE_IT)
    expect(await entries()).toEqual([])
    // Again: it changes nothing, is sent to nobody, and counts.
    send(client, DELETE_IT)
    expect(await client.nextHex()).toBe(durable(4))
    send(other, EMPTY_STEP_1)
    expect(await other.nextHex()).toMatch(/^00 01 /)
  })

  it('takes edits that come before the step 2 they build on, and counts in order', async () => {
    const client = await connect()
    expect(await client.nextHex()).toBe(EMPTY_STEP_1)
    // Client 5, clock 1, after clock 0, which only the step 2 brings.
    send(client, '00 02 0b 01 01 05 01 88 05 00 01 7d 2b 00')
    await until('the document is open', () => server.hub.figures().openDocuments === 1)
    send(client, `00 01 ${PUSH_42.slice('00 02 '.length)}`)
    await until('both count', () =>
      client.frames.some(frame => Buffer.from(frame).toString('hex') === '6402'),
    )
    expect(await entries()).toEqual([42, 43])
  })

  it('tells nothing while nothing is committed', async () => {
    const client = await connect()
    await client.next()
    send(client, EMPTY_STEP_2)
    expect(await client.nextHex()).toBe(durable(1))
    let commit: () => void = () => {}
    database.before = text => (isAppend(text) ? new Promise(resolve => (commit = resolve)) : undefined)
    send(client, PUSH_42)
    // An answer that was asked for later comes first: nothing was told in between.
    await until('taken', () => server.hub.figures().uncommittedUpdates === 1)
    send(client, EMPTY_STEP_1)
    expect(await client.nextHex()).toMatch(/^00 01 12 /)
    database.before = () => {}
    commit()
    expect(await client.nextHex()).toBe(durable(2))
  })

  it('refuses with code, sentence and whether to come back, then closes', async () => {
    const till = JSON.stringify({ kind: 'device', till: 'T1', store: 'S1', catalog: 'C1' })
    const reader = await connect(`durable=1&as=${encodeURIComponent(till)}`)
    expect(await reader.nextHex()).toBe(EMPTY_STEP_1)
    send(reader, EMPTY_STEP_2)
    expect(await reader.nextHex()).toBe(durable(1))
    send(reader, PUSH_42)
    expect(await reader.nextHex()).toBe(READ_ONLY)
    await until('closed', () => reader.closed !== undefined)
    expect(reader.closed).toEqual({ code: 4464, reason: 'this document may only be read' })
    expect(await entries()).toEqual([])
  })

  it('says nothing of its own to a client that did not ask for it', async () => {
    const client = await connect('')
    await client.next()
    send(client, EMPTY_STEP_2)
    send(client, PUSH_42)
    await until('stored', async () => (await entries()).length === 1)
    send(client, '4d')
    await until('closed', () => client.closed !== undefined)
    expect(client.frames).toHaveLength(1)
    expect(client.closed?.code).toBe(4400)
  })

  it('passes awareness on, answers who is there, and says who left', async () => {
    const [first, second] = [await connect(), await connect()]
    await first.next()
    await second.next()
    // Client 5 at clock 1 is {}.
    send(first, '01 06 01 05 01 02 7b 7d')
    expect(await second.nextHex()).toBe('01 06 01 05 01 02 7b 7d')
    send(second, '03')
    expect(await second.nextHex()).toBe('01 06 01 05 01 02 7b 7d')
    first.close()
    expect(await second.nextHex()).toBe('01 08 01 05 01 04 6e 75 6c 6c')
  })
})

it('PROTOCOL.md has these frames, and every close code', async () => {
  const text = await readFile(new URL('../PROTOCOL.md', import.meta.url), 'utf8')
  const squeezed = text.replace(/\s+/g, ' ')
  for (const frame of [EMPTY_STEP_1, EMPTY_STEP_2, PUSH_42, DELETE_IT, READ_ONLY, durable(3)]) {
    expect(squeezed).toContain(frame)
  }
  const onChannel = [
    encodePiece(0, encodeEpoch(1), true),
    encodePiece(0, encodeEpoch(1_700_000_000_000), true),
    encodeCloseChannel(0, CLOSE.formerEpoch, 'before that'),
  ]
  for (const frame of onChannel) expect(squeezed).toContain(hex(frame))
  for (const [name, code] of Object.entries(CLOSE)) {
    expect(text).toContain(`| \`${name}\` | ${code} | ${mayReconnect(code) ? 'come back' : 'permanent'} |`)
  }
})

function hexOfText(text: string): string {
  return [...Buffer.from(text)].map(byte => byte.toString(16).padStart(2, '0')).join(' ')
}
