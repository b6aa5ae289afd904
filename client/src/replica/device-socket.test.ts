import {
  CHANNELS_PER_SOCKET,
  type ChannelFrame,
  CLOSE,
  encodeCloseChannel,
  encodeDurable,
  encodeHello,
  encodePiece,
  encodeSyncStep1,
  encodeSyncStep2,
  readChannelFrame,
  readMessage,
} from '@evertill/crdt-model'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { DeviceSockets, type RelayHello } from './device-socket.ts'
import { DurableProvider } from './durable-provider.ts'
import type { SocketClass } from './sync-url.ts'

/** A real socket whose other end is the test. */
class FakeSocket {
  static readonly all: FakeSocket[] = []
  readyState = 0
  binaryType = ''
  bufferedAmount = 0
  readonly sent: ChannelFrame[] = []
  readonly url: string
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null

  constructor(url: string) {
    this.url = url
    FakeSocket.all.push(this)
  }

  send(frame: Uint8Array): void {
    this.sent.push(readChannelFrame(frame.slice()))
  }

  close(): void {
    this.readyState = 3
  }

  open(): void {
    this.readyState = 1
    this.onopen?.()
    this.receive(encodeHello('db', 'one', 7))
  }

  receive(frame: Uint8Array): void {
    this.onmessage?.({ data: frame.slice().buffer as ArrayBuffer })
  }

  drop(code = 1006, reason = ''): void {
    this.readyState = 3
    this.onclose?.({ code, reason })
  }

  /** Which channel a document was opened on last. */
  channelOf(document: string): number {
    const opened = this.sent.findLast(frame => frame.kind === 'open' && frame.document === document)
    if (opened?.kind !== 'open') throw new Error(`${document} was not opened`)
    return opened.channel
  }

  /** The kinds of messages that were sent on a channel. */
  kinds(channel: number): string[] {
    return this.sent
      .flatMap(frame => (frame.kind === 'piece' && frame.channel === channel ? readMessage(frame.bytes) : []))
      .map(message => message.kind)
      .filter(kind => kind !== 'awareness')
  }

  /** The relay's side of a document's handshake. */
  shake(document: string): void {
    const channel = this.channelOf(document)
    const empty = new Y.Doc()
    this.receive(encodePiece(channel, encodeSyncStep1(Y.encodeStateVector(empty)), true))
    this.receive(encodePiece(channel, encodeSyncStep2(Y.encodeStateAsUpdate(empty)), true))
  }
}

function lastSocket(): FakeSocket {
  const socket = FakeSocket.all.at(-1)
  if (!socket) throw new Error('no socket was opened')
  return socket
}

/** The shared socket uses of a real one only what the fake has. */
const Socket = FakeSocket as unknown as SocketClass

function setUp(documents: readonly string[]) {
  const hellos: RelayHello[] = []
  const sockets = new DeviceSockets({
    relayUrl: 'https://shop.example',
    actAs: 'device',
    onHello: hello => hellos.push(hello),
    Socket,
  })
  const open = (document: string) => {
    const doc = new Y.Doc()
    const acknowledged: { mark: number; through: number }[] = []
    const provider = new DurableProvider({
      relayUrl: 'https://shop.example',
      document,
      doc,
      actAs: 'device',
      mark: () => doc.getArray('log').length,
      onAcknowledged: (mark, through) => acknowledged.push({ mark, through }),
      onChange: () => undefined,
      crossTab: null,
      Socket: sockets.Socket,
      random: () => 1,
    })
    return { document, doc, provider, acknowledged }
  }
  return { sockets, hellos, open, providers: documents.map(open) }
}

/** Lets what was put off until after the running code happen. */
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  FakeSocket.all.length = 0
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('one socket for all documents', () => {
  it('gives up one that does not open, and tries another', async () => {
    setUp(['settings'])
    await vi.advanceTimersByTimeAsync(30_000)
    expect(FakeSocket.all.map(({ readyState }) => readyState)).toEqual([0])
    await vi.advanceTimersByTimeAsync(20_000)
    const [first, second] = FakeSocket.all
    expect([first?.readyState, second?.readyState]).toEqual([3, 0])
    const [before, after] = [first, second].map(socket =>
      Number(new URL(socket?.url ?? '').searchParams.get('clock')),
    )
    expect(after).toBeGreaterThan(before ?? 0)
  })

  it('opens one, as the identity it is given, and says whom it reached', async () => {
    const { sockets, hellos } = setUp(['settings', 'customers', 'journal/T1/2026-03-02'])
    lastSocket().open()
    await settle()
    const [url, ...others] = FakeSocket.all.map(socket => new URL(socket.url))
    expect(`${url?.origin}${url?.pathname}`).toBe('wss://shop.example/sync')
    expect(url?.searchParams.get('as')).toBe('device')
    expect(Number(url?.searchParams.get('clock'))).toBeCloseTo(Date.now(), -4)
    expect(others).toEqual([])
    expect(hellos).toMatchObject([{ database: 'db', incarnation: 'one', through: 7 }])
    const opened = lastSocket().sent.flatMap(frame => (frame.kind === 'open' ? frame.document : []))
    expect(opened).toEqual(['settings', 'customers', 'journal/T1/2026-03-02'])
    sockets.close()
  })

  it('syncs each document on a channel of its own, with the sequence beside the count', async () => {
    const { sockets, providers } = setUp(['settings', 'customers'])
    const socket = lastSocket()
    socket.open()
    await settle()
    for (const { document } of providers) socket.shake(document)
    const channel = socket.channelOf('customers')
    expect(socket.kinds(channel)).toEqual(['sync-step-1', 'sync-step-2'])
    socket.receive(encodePiece(channel, Uint8Array.of(102, 42), true))
    socket.receive(encodePiece(channel, encodeDurable(1), true))
    const [settings, customers] = providers
    expect(customers?.acknowledged).toEqual([{ mark: 0, through: 42 }])
    expect(customers?.provider.synced).toBe(true)
    expect(settings?.acknowledged).toEqual([])
    sockets.close()
  })

  it('puts pieces together, and cuts what is long', async () => {
    const { sockets, providers } = setUp(['customers'])
    const socket = lastSocket()
    socket.open()
    await settle()
    const channel = socket.channelOf('customers')
    const source = new Y.Doc()
    source.getArray('log').push(['x'.repeat(100_000)])
    const answer = encodeSyncStep2(Y.encodeStateAsUpdate(source))
    socket.receive(encodePiece(channel, answer.slice(0, 60_000), false))
    socket.receive(encodePiece(channel, answer.slice(60_000), true))
    expect(providers[0]?.doc.getArray('log').length).toBe(1)
    const before = socket.sent.length
    providers[0]?.doc.getArray('log').push(['y'.repeat(100_000)])
    await settle()
    const pieces = socket.sent.slice(before).flatMap(frame => (frame.kind === 'piece' ? frame : []))
    expect(pieces.map(piece => piece.isLast)).toEqual([false, false, false, true])
    sockets.close()
  })

  it('waits while the browser has enough to send', async () => {
    const { sockets, providers } = setUp(['customers'])
    const socket = lastSocket()
    socket.open()
    await settle()
    socket.bufferedAmount = 1_000_000
    const before = socket.sent.length
    providers[0]?.doc.getArray('log').push(['later'])
    await vi.advanceTimersByTimeAsync(100)
    expect(socket.sent.length).toBe(before)
    socket.bufferedAmount = 0
    await vi.advanceTimersByTimeAsync(100)
    expect(socket.sent.length).toBe(before + 1)
    sockets.close()
  })

  it('keeps the others when one document is refused', async () => {
    const { sockets, providers } = setUp(['settings', 'customers'])
    const socket = lastSocket()
    socket.open()
    await settle()
    for (const { document } of providers) socket.shake(document)
    socket.receive(encodeCloseChannel(socket.channelOf('settings'), CLOSE.forbidden, 'no'))
    await settle()
    const [settings, customers] = providers
    expect(settings?.provider.refusal).toMatchObject({ closeCode: CLOSE.forbidden })
    expect(customers?.provider.connected).toBe(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(socket.sent.filter(frame => frame.kind === 'open')).toHaveLength(2)
    sockets.close()
  })

  it('tells every document when the socket closes, and comes back with one socket for all', async () => {
    const { sockets, providers } = setUp(['settings', 'customers'])
    lastSocket().open()
    await settle()
    lastSocket().drop(CLOSE.restarting)
    await settle()
    expect(providers.map(({ provider }) => provider.connected)).toEqual([false, false])
    await vi.advanceTimersByTimeAsync(5000)
    expect(FakeSocket.all).toHaveLength(2)
    lastSocket().open()
    await settle()
    expect(providers.map(({ provider }) => provider.connected)).toEqual([true, true])
    sockets.close()
  })

  it('stays away for all documents when the session is refused', async () => {
    const { sockets, providers } = setUp(['settings', 'customers'])
    lastSocket().open()
    lastSocket().drop(CLOSE.revoked, 'revoked')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeSocket.all).toHaveLength(1)
    expect(providers.map(({ provider }) => provider.refusal?.closeCode)).toEqual([
      CLOSE.revoked,
      CLOSE.revoked,
    ])
    sockets.close()
  })

  it('takes what is wrong with the socket for no fault of a document', async () => {
    const { sockets, providers } = setUp(['settings', 'customers'])
    lastSocket().open()
    await settle()
    lastSocket().drop(CLOSE.malformedFrame, 'no such frame')
    await settle()
    expect(providers.map(({ provider }) => provider.refusal)).toEqual([null, null])
    await vi.advanceTimersByTimeAsync(5000)
    expect(FakeSocket.all).toHaveLength(2)
    sockets.close()
  })

  it('gives up a line on which nothing comes any more', async () => {
    const { sockets, providers } = setUp(['customers'])
    const first = lastSocket()
    first.open()
    await settle()
    await vi.advanceTimersByTimeAsync(40_000)
    expect(first.readyState).toBe(3)
    expect(FakeSocket.all.length).toBeGreaterThan(1)
    lastSocket().open()
    await settle()
    expect(providers[0]?.provider.connected).toBe(true)
    sockets.close()
  })

  it('opens a second socket when the first is full', async () => {
    const documents = Array.from({ length: CHANNELS_PER_SOCKET + 1 }, (_, index) => `staff/S${index}`)
    const { sockets } = setUp(documents)
    expect(FakeSocket.all).toHaveLength(2)
    sockets.close()
  })

  it('closes the socket some time after its last document, and uses it until then', async () => {
    const { sockets, providers, open } = setUp(['customers'])
    const socket = lastSocket()
    socket.open()
    await settle()
    providers[0]?.provider.destroy()
    await vi.advanceTimersByTimeAsync(1000)
    const again = open('settings')
    await settle()
    expect(FakeSocket.all).toHaveLength(1)
    expect(socket.channelOf('settings')).toBe(1)
    again.provider.destroy()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(socket.readyState).toBe(3)
    expect(vi.getTimerCount()).toBe(0)
    sockets.close()
  })

  it('ends with everything it opened', async () => {
    const { sockets, providers } = setUp(['settings', 'customers'])
    lastSocket().open()
    await settle()
    for (const { provider } of providers) provider.destroy()
    sockets.close()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeSocket.all).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})
