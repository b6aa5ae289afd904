import {
  CHANNELS_PER_SOCKET,
  ChannelAssembler,
  type ChannelFrame,
  CLOSE,
  encodeCloseChannel,
  encodeOpenChannel,
  encodePiece,
  encodeSyncStep2,
  encodeUpdate,
  type Principal,
  readChannelFrame,
  readMessage,
  type SyncMessage,
  toId,
} from '@evertill/crdt-model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { Database } from '../src/storage/database.ts'
import { openEmbeddedDatabase } from '../src/storage/embedded-database.ts'
import { migrate } from '../src/storage/migrate.ts'
import { pgliteTemplate } from '../src/testing/pglite-template.ts'
import { hex } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient } from './harness/yjs-client.ts'

const TILL: Principal = { kind: 'device', till: toId('T1'), store: toId('S1'), catalog: 'C1' }
const NOTHING = Uint8Array.of(0, 0)

/** A device's socket spoken by hand. */
interface RawDevice {
  readonly socket: WebSocket
  readonly frames: readonly ChannelFrame[]
  /** The messages of a channel so far, put together. */
  messages(channel: number): SyncMessage[]
  closeOf(channel: number): number | undefined
  closed: number | undefined
  open(channel: number, document: string): void
  say(channel: number, message: Uint8Array): void
}

describe('one socket for all documents of a device', () => {
  let database: Database
  let server: SyncServer
  const sockets: WebSocket[] = []

  beforeEach(async () => {
    database = await openEmbeddedDatabase(null, await pgliteTemplate())
    await migrate(database)
    server = await startSyncServer({ database })
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate()
    await server.stop()
    await database.close()
  })

  const connect = async (as: Principal | null = null, session = 'session'): Promise<RawDevice> => {
    const query = new URLSearchParams({ session, ...(as && { as: JSON.stringify(as) }) })
    const socket = new WebSocket(`${server.url}?${query}`)
    sockets.push(socket)
    socket.binaryType = 'arraybuffer'
    const frames: ChannelFrame[] = []
    const messages = new Map<number, SyncMessage[]>()
    const assembler = new ChannelAssembler()
    const device: RawDevice = {
      socket,
      frames,
      messages: channel => messages.get(channel) ?? [],
      closeOf: channel =>
        frames.flatMap(frame => (frame.kind === 'close' && frame.channel === channel ? frame.code : []))[0],
      closed: undefined,
      open: (channel, document) => socket.send(encodeOpenChannel(channel, document)),
      say: (channel, message) => socket.send(encodePiece(channel, message, true)),
    }
    socket.on('message', data => {
      const frame = readChannelFrame(new Uint8Array(data as ArrayBuffer))
      frames.push(frame)
      if (frame.kind !== 'piece') return
      const whole = assembler.take(frame.channel, frame.bytes, frame.isLast)
      if (whole) messages.set(frame.channel, [...(messages.get(frame.channel) ?? []), readMessage(whole)])
    })
    socket.on('close', code => {
      device.closed = code
    })
    await until('greeted', () => frames.length > 0)
    return device
  }
  const updateOf = (log: string, ...values: unknown[]) => {
    const doc = new Y.Doc()
    doc.getArray(log).push(values)
    return encodeUpdate(Y.encodeStateAsUpdate(doc))
  }
  const isDurable = (device: RawDevice, channel: number, count: number) =>
    device.messages(channel).some(message => message.kind === 'durable' && message.count === count)

  it('says first whose database it is', async () => {
    const device = await connect()
    expect(device.frames[0]).toEqual({
      kind: 'hello',
      database: 'database',
      incarnation: 'incarnation',
      through: 0,
    })
  })

  it('speaks PROTOCOL.md, section 8, to the byte', async () => {
    const heard: string[] = []
    const again = await connect(TILL)
    again.socket.on('message', data => heard.push(hex(new Uint8Array(data as ArrayBuffer))))
    again.socket.send(encodeOpenChannel(0, 'customers'))
    await until('greeted', () => heard.length === 2)
    again.socket.send(Uint8Array.from([2, 0, 0, 1, 2, 0, 0]))
    await until('acknowledged', () => heard.length === 4)
    again.socket.send(Uint8Array.from([1, 1, 4, ...new TextEncoder().encode('nope')]))
    await until('closed', () => again.closeOf(1) !== undefined)
    expect(heard.slice(0, 4)).toEqual(['02 00 67 01', '02 00 00 00 01 00', '02 00 66 00', '02 00 64 01'])
    // The channel's end: 4404, and why.
    expect(heard.at(-1)).toMatch(/^04 01 b4 22 /)
  })

  it('carries several documents, each acknowledged on its own channel with its sequence', async () => {
    const device = await connect()
    for (const [channel, document] of ['settings', 'customers', 'catalog/C1'].entries()) {
      device.open(channel, document)
      // At once, before the relay has said anything: kept in its order.
      device.say(channel, encodeSyncStep2(NOTHING))
      device.say(channel, updateOf('log', document))
    }
    await until('all are safe', () => [0, 1, 2].every(channel => isDurable(device, channel, 2)))
    for (const channel of [0, 1, 2]) {
      const kinds = device.messages(channel).map(message => message.kind)
      expect(kinds.slice(0, 2)).toEqual(['epoch', 'sync-step-1'])
      expect(kinds.lastIndexOf('through')).toBe(kinds.lastIndexOf('durable') - 1)
    }
    const sequences = [0, 1, 2].map(channel =>
      Math.max(
        ...device.messages(channel).map(message => (message.kind === 'through' ? message.sequence : 0)),
      ),
    )
    expect(new Set(sequences).size).toBe(3)
  })

  it('closes one document and leaves the others alone', async () => {
    const device = await connect(TILL)
    device.open(0, 'customers')
    device.open(1, 'journal/T2/2026-11-20')
    device.open(2, 'nonsense')
    device.open(3, 'catalog/C1')
    device.say(0, encodeSyncStep2(NOTHING))
    device.say(3, encodeSyncStep2(NOTHING))
    device.say(3, updateOf('products', 'forged'))
    await until('three are closed', () => [1, 2, 3].every(channel => device.closeOf(channel) !== undefined))
    expect([1, 2, 3].map(channel => device.closeOf(channel))).toEqual([4403, 4404, CLOSE.readOnly])
    expect(device.messages(3).at(-1)).toMatchObject({ kind: 'refused', retry: false })
    // Whatever still comes for a closed channel is nobody's.
    device.say(3, updateOf('products', 'forged again'))
    device.say(0, updateOf('customers', 'Ann'))
    await until('the other is safe', () => isDurable(device, 0, 2))
    expect(device.closed).toBeUndefined()
    // And a document may be opened again.
    device.open(4, 'catalog/C1')
    await until('it greets', () => device.messages(4).length > 0)
  })

  it('lets a channel be closed by the client, with what it said before', async () => {
    const device = await connect()
    device.open(0, 'customers')
    device.say(0, encodeSyncStep2(NOTHING))
    device.say(0, updateOf('customers', 'Ann'))
    device.socket.send(encodeCloseChannel(0, 1000, ''))
    await until('it is stored', async () => {
      const read = await server.hub.read({ kind: 'customers' }, doc => doc.getArray('customers').length)
      return read === 1
    })
    expect(server.hub.figures().connections).toBe(0)
  })

  it('ends as a whole with its session', async () => {
    const [first, second] = [await connect(null, 'one'), await connect(null, 'two')]
    for (const device of [first, second]) {
      device.open(0, 'settings')
      device.open(1, 'customers')
      await until('open', () => device.messages(0).length > 0 && device.messages(1).length > 0)
    }
    server.hub.closeConnections(owner => owner.session === 'one', 'revoked')
    await until('closed', () => first.closed !== undefined)
    expect(first.closed).toBe(CLOSE.revoked)
    second.say(1, encodeSyncStep2(NOTHING))
    await until('the other goes on', () => isDurable(second, 1, 1))
  })

  it('sends a large document in pieces, between which others have their turn', async () => {
    const writer = openYjsClient(server.url, 'catalog/C1', { durable: true })
    writer.doc.getArray('products').push(['x'.repeat(3_000_000)])
    await until('the catalog is stored', () => writer.isSafe)
    writer.destroy()
    const device = await connect()
    device.open(0, 'catalog/C1')
    device.open(1, 'customers')
    await until('both greet', () => [0, 1].every(channel => device.messages(channel).length > 0))
    // The question that has the large answer first.
    device.say(0, Uint8Array.of(0, 0, 1, 0))
    device.say(1, encodeSyncStep2(NOTHING))
    await until('the catalog is here', () =>
      device.messages(0).some(message => message.kind === 'sync-step-2'),
    )
    expect(isDurable(device, 1, 1)).toBe(true)
    const pieces = device.frames.flatMap(frame => (frame.kind === 'piece' ? frame : []))
    expect(Math.max(...pieces.map(piece => piece.bytes.byteLength))).toBeLessThanOrEqual(32 * 1024)
    const last = pieces.findLastIndex(piece => piece.channel === 0)
    expect(pieces.findIndex(piece => piece.channel === 1 && piece.bytes[0] === 100)).toBeLessThan(last)
  })

  it.each([
    ['no frame', Uint8Array.of(9, 9)],
    ['a hello', Uint8Array.of(0, 0, 0, 0)],
    ['a number that was used', encodeOpenChannel(0, 'settings')],
  ])('closes the socket of a client that says %s', async (_what, frame) => {
    const device = await connect()
    device.open(0, 'customers')
    device.socket.send(frame)
    await until('closed', () => device.closed !== undefined)
    expect(device.closed).toBe(CLOSE.malformedFrame)
  })

  it('opens no more documents than it may', async () => {
    const device = await connect()
    for (let channel = 0; channel <= CHANNELS_PER_SOCKET; channel++) device.open(channel, 'settings')
    await until('the last is refused', () => device.closeOf(CHANNELS_PER_SOCKET) !== undefined)
    expect(device.closeOf(CHANNELS_PER_SOCKET)).toBe(CLOSE.tooLarge)
    await until('the others are open', () => device.messages(CHANNELS_PER_SOCKET - 1).length > 0)
    expect(device.closed).toBeUndefined()
  })

  it('is closed with a code to come back by when the relay stops', async () => {
    const device = await connect()
    device.open(0, 'settings')
    await until('open', () => device.messages(0).length > 0)
    await server.hub.stop()
    await until('closed', () => device.closed !== undefined)
    expect(device.closed).toBe(CLOSE.restarting)
  })
})
