import {
  CLOSE,
  encodeDurable,
  encodeEpoch,
  encodeRefused,
  encodeSyncStep1,
  encodeSyncStep2,
  readMessage,
  type SyncMessage,
} from '@evertill/crdt-model'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { DurableProvider, updateKind } from './durable-provider.ts'
import { type SocketClass, syncUrl } from './sync-url.ts'

/** A socket whose other end is the test. */
class FakeSocket {
  static readonly all: FakeSocket[] = []
  readonly OPEN = 1
  readyState = 0
  binaryType = ''
  readonly sent: SyncMessage[] = []
  readonly url: string
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null

  constructor(url: string) {
    this.url = url
    FakeSocket.all.push(this)
  }

  send(frame: Uint8Array): void {
    this.sent.push(readMessage(frame.slice()))
  }

  close(): void {
    this.readyState = 3
  }

  open(): void {
    this.readyState = this.OPEN
    this.onopen?.()
  }

  receive(frame: Uint8Array): void {
    this.onmessage?.({ data: frame.slice().buffer as ArrayBuffer })
  }

  drop(code = 1006, reason = ''): void {
    this.readyState = 3
    this.onclose?.({ code, reason })
  }

  kinds(): string[] {
    return this.sent.map(message => message.kind).filter(kind => kind !== 'awareness')
  }
}

/** The provider uses of a socket only what the fake has. */
const Socket = FakeSocket as unknown as SocketClass

function lastSocket(): FakeSocket {
  const socket = FakeSocket.all.at(-1)
  if (!socket) throw new Error('no socket was opened')
  return socket
}

/** @param meetEpoch whether the copy may go on in an epoch; it may in every when left out */
function setUp(meetEpoch: (epoch: number) => boolean = () => true) {
  const doc = new Y.Doc()
  const entries = doc.getArray<number>('entries')
  const acknowledged: number[] = []
  const provider = new DurableProvider({
    relayUrl: 'https://shop.example/',
    document: 'journal/G1/2026-03-02',
    doc,
    actAs: 'device',
    mark: () => entries.length,
    onAcknowledged: mark => acknowledged.push(mark),
    meetEpoch,
    onChange: () => undefined,
    crossTab: null,
    Socket,
    random: () => 1,
  })
  /** The relay's end of the handshake: its step 1, and its answer to ours. */
  const shake = (): FakeSocket => {
    const socket = lastSocket()
    socket.open()
    socket.receive(encodeSyncStep1(Y.encodeStateVector(new Y.Doc())))
    socket.receive(encodeSyncStep2(Y.encodeStateAsUpdate(new Y.Doc())))
    return socket
  }
  const write = (): void => entries.push([entries.length + 1])
  return { doc, provider, acknowledged, shake, write }
}

beforeEach(() => {
  FakeSocket.all.length = 0
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('acknowledgement', () => {
  it('asks for it, as the identity it is given', () => {
    const { provider } = setUp()
    expect(lastSocket().url).toBe('wss://shop.example/sync/journal/G1/2026-03-02?durable=1&as=device')
    provider.destroy()
  })

  it('what was there before the connection is safe with the step 2 that carried it', () => {
    const { provider, acknowledged, shake, write } = setUp()
    write()
    write()
    const socket = shake()
    expect(socket.kinds()).toEqual(['sync-step-1', 'sync-step-2'])
    expect(acknowledged).toEqual([])
    expect(provider.synced).toBe(false)
    socket.receive(encodeDurable(1))
    expect(acknowledged).toEqual([2])
    expect(provider.synced).toBe(true)
    provider.destroy()
  })

  it('an entry written later is safe only with its own update', () => {
    const { provider, acknowledged, shake, write } = setUp()
    const socket = shake()
    socket.receive(encodeDurable(1))
    write()
    expect(provider.synced).toBe(false)
    expect(acknowledged).toEqual([0])
    socket.receive(encodeDurable(2))
    expect(acknowledged).toEqual([0, 1])
    provider.destroy()
  })

  it('counts from the start again on a new connection, and trusts nothing of the old one', () => {
    const { provider, acknowledged, shake, write } = setUp()
    shake().receive(encodeDurable(1))
    write()
    lastSocket().drop()
    expect(provider.connected).toBe(false)
    vi.advanceTimersByTime(5000)
    expect(FakeSocket.all).toHaveLength(2)
    const socket = shake()
    expect(acknowledged).toEqual([0])
    socket.receive(encodeDurable(1))
    expect(acknowledged).toEqual([0, 1])
    provider.destroy()
  })

  it('an entry written while the socket is down is not counted, and comes with the next step 2', () => {
    const { provider, acknowledged, shake, write } = setUp()
    shake().receive(encodeDurable(1))
    lastSocket().drop()
    write()
    vi.advanceTimersByTime(5000)
    const socket = shake()
    expect(socket.kinds()).toEqual(['sync-step-1', 'sync-step-2'])
    socket.receive(encodeDurable(1))
    expect(acknowledged).toEqual([0, 1])
    provider.destroy()
  })
})

describe('coming back', () => {
  it('comes back after the relay restarted or its store was away', () => {
    const { provider, shake } = setUp()
    for (const code of [CLOSE.restarting, CLOSE.storeUnavailable, CLOSE.tooSlow, 1006]) {
      const before = FakeSocket.all.length
      shake().drop(code)
      vi.advanceTimersByTime(5000)
      expect(FakeSocket.all).toHaveLength(before + 1)
      expect(provider.refusal).toBeNull()
    }
    provider.destroy()
  })

  it.each([CLOSE.revoked, CLOSE.unauthenticated, CLOSE.forbidden, CLOSE.malformedFrame, CLOSE.tooLarge])(
    'stays away after %i, and says why',
    code => {
      const { provider, shake } = setUp()
      const socket = shake()
      socket.receive(encodeRefused('revoked', 'this device was revoked', false))
      socket.drop(code, 'short reason')
      vi.advanceTimersByTime(60_000)
      expect(FakeSocket.all).toHaveLength(1)
      expect(provider.refusal).toEqual({
        closeCode: code,
        code: 'revoked',
        sentence: 'this device was revoked',
      })
      provider.hurry()
      expect(FakeSocket.all).toHaveLength(1)
      provider.destroy()
    },
  )

  it('tries again no later than after the longest pause, however often it failed', () => {
    const { provider } = setUp()
    for (let i = 0; i < 12; i++) {
      const before = FakeSocket.all.length
      lastSocket().drop()
      vi.advanceTimersByTime(4000)
      expect(FakeSocket.all).toHaveLength(before + 1)
    }
    provider.destroy()
  })

  it('tries at once when the network is back', () => {
    const { provider } = setUp()
    for (let i = 0; i < 6; i++) {
      lastSocket().drop()
      vi.advanceTimersByTime(4000)
    }
    lastSocket().drop()
    const before = FakeSocket.all.length
    provider.hurry()
    expect(FakeSocket.all).toHaveLength(before + 1)
    vi.advanceTimersByTime(4000)
    expect(FakeSocket.all).toHaveLength(before + 1)
    provider.destroy()
  })

  it('ends with everything it opened', () => {
    const { provider, doc, shake } = setUp()
    const socket = shake()
    provider.destroy()
    expect(socket.readyState).toBe(3)
    doc.getArray('entries').push([1])
    vi.advanceTimersByTime(60_000)
    expect(FakeSocket.all).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('epochs', () => {
  const others = () => {
    const other = new Y.Doc()
    other.getArray('entries').push([[7]])
    return encodeSyncStep2(Y.encodeStateAsUpdate(other))
  }

  it('W9 goes on in the epoch of its copy, told as often as may be', () => {
    const met: number[] = []
    const { provider, doc, shake } = setUp(epoch => met.push(epoch) > 0)
    lastSocket().open()
    lastSocket().receive(encodeEpoch(3))
    lastSocket().receive(encodeEpoch(3))
    const socket = shake()
    socket.receive(encodeEpoch(3))
    socket.receive(others())
    expect(met).toEqual([3, 3, 3])
    expect(doc.getArray('entries').length).toBe(1)
    expect(socket.kinds()).toContain('sync-step-2')
    expect(provider.refusal).toBeNull()
    provider.destroy()
  })

  it('W9 gives and takes nothing more when its copy is of a former epoch, and stays away', () => {
    const { provider, doc, write } = setUp(epoch => epoch < 3)
    write()
    const socket = lastSocket()
    socket.open()
    socket.receive(encodeEpoch(3))
    // What was under way already.
    socket.receive(encodeSyncStep1(Y.encodeStateVector(new Y.Doc())))
    socket.receive(others())
    write()
    expect(provider.refusal).toMatchObject({ closeCode: CLOSE.formerEpoch, code: 'formerEpoch' })
    expect(socket.kinds().filter(kind => kind !== 'sync-step-1')).toEqual([])
    expect(socket.readyState).toBe(3)
    expect(doc.getArray('entries').length).toBe(2)
    provider.hurry()
    provider.again()
    vi.advanceTimersByTime(60_000)
    expect(FakeSocket.all).toHaveLength(1)
    provider.destroy()
  })

  it('W9 takes a late word of a new epoch as well as an early one', () => {
    let now = 1
    const { provider, shake } = setUp(epoch => epoch <= now)
    const socket = shake()
    socket.receive(encodeEpoch(1))
    expect(provider.whole).toBe(true)
    now = 0
    socket.receive(encodeEpoch(1))
    expect(provider.whole).toBe(false)
    expect(provider.refusal?.closeCode).toBe(CLOSE.formerEpoch)
    provider.destroy()
  })
})

describe('frames and addresses', () => {
  it('knows which frames carry updates', () => {
    expect(updateKind(encodeSyncStep2(new Uint8Array([0, 0])))).toBe('step-2')
    expect(updateKind(encodeSyncStep1(new Uint8Array([0])))).toBeNull()
    expect(updateKind(encodeDurable(1))).toBeNull()
    expect(updateKind('text')).toBeNull()
  })

  it('makes the sync address of an origin', () => {
    expect(syncUrl('http://127.0.0.1:8080')).toBe('ws://127.0.0.1:8080/sync')
    expect(syncUrl('https://shop.example/')).toBe('wss://shop.example/sync')
  })
})
