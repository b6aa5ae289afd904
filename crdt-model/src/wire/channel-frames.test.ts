import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROPERTY_TIMEOUT } from '../testing/seeds.ts'
import {
  type ChannelFrame,
  encodeCloseChannel,
  encodeHello,
  encodeOpenChannel,
  encodePiece,
  readChannelFrame,
} from './channel-frames.ts'
import { ChannelAssembler, ChannelQueue, PIECE_BYTES } from './channel-queue.ts'

const bytes = Uint8Array.of(1, 2, 3)

describe('channel frames', () => {
  it('W6 reads what it writes', () => {
    const frames: [Uint8Array, ChannelFrame][] = [
      [encodeHello('db', 'inc', 4711), { kind: 'hello', database: 'db', incarnation: 'inc', through: 4711 }],
      [encodeOpenChannel(300, 'catalog/C1'), { kind: 'open', channel: 300, document: 'catalog/C1' }],
      [encodePiece(7, bytes, true), { kind: 'piece', channel: 7, isLast: true, bytes }],
      [encodePiece(7, bytes, false), { kind: 'piece', channel: 7, isLast: false, bytes }],
      [encodeCloseChannel(7, 4403, 'no'), { kind: 'close', channel: 7, code: 4403, reason: 'no' }],
    ]
    for (const [frame, read] of frames) expect(readChannelFrame(frame)).toEqual(read)
  })

  it('W6 writes the bytes of the protocol', () => {
    expect([...encodeHello('d', 'i', 300)]).toEqual([0, 1, 100, 1, 105, 172, 2])
    expect([...encodeOpenChannel(1, 'settings')].slice(0, 3)).toEqual([1, 1, 8])
    expect([...encodePiece(2, bytes, true)]).toEqual([2, 2, 1, 2, 3])
    expect([...encodePiece(2, bytes, false)]).toEqual([3, 2, 1, 2, 3])
    expect([...encodeCloseChannel(2, 4403, 'no')]).toEqual([4, 2, 179, 34, 2, 110, 111])
  })

  it.each([
    ['nothing', []],
    ['an unknown type', [9, 0]],
    ['an open without a name', [1, 0]],
    ['a name that is cut off', [1, 0, 5, 65]],
    ['bytes behind the frame', [4, 0, 200, 1, 0, 9]],
  ])('W6 calls malformed: %s', (_, frame) => {
    expect(readChannelFrame(Uint8Array.from(frame)).kind).toBe('malformed')
  })

  it(
    'W6 never throws',
    () => {
      fc.assert(
        fc.property(fc.nat(5), fc.uint8Array({ maxLength: 30 }), (type, rest) => {
          readChannelFrame(Uint8Array.of(type, ...rest))
        }),
        { seed: 5, numRuns: 2_000 },
      )
    },
    PROPERTY_TIMEOUT,
  )
})

describe('the queue of channels', () => {
  it('W7 lets a short message pass a long one of another channel', () => {
    const queue = new ChannelQueue()
    queue.push(1, new Uint8Array(10 * PIECE_BYTES))
    queue.push(2, bytes)
    const order = takeAll(queue).map(frame => readChannelFrame(frame))
    expect(order.findIndex(frame => frame.kind === 'piece' && frame.channel === 2)).toBe(1)
    expect(order).toHaveLength(11)
  })

  it('W7 sends a close behind what waits, and nothing after it', () => {
    const queue = new ChannelQueue()
    queue.push(1, new Uint8Array(2 * PIECE_BYTES))
    queue.close(1, 4403, 'no')
    queue.push(1, bytes)
    const kinds = takeAll(queue).map(frame => readChannelFrame(frame).kind)
    expect(kinds).toEqual(['piece', 'piece', 'close'])
    expect(queue.bytes).toBe(0)
  })

  it('W7 says when a message has left, and forgets what is dropped', () => {
    const queue = new ChannelQueue()
    const written: string[] = []
    queue.push(1, new Uint8Array(PIECE_BYTES + 1), () => written.push('long'))
    queue.push(2, bytes, () => written.push('short'))
    queue.push(3, bytes, () => written.push('dropped'))
    queue.drop(3)
    for (let next = queue.next(); next !== undefined; next = queue.next()) next.sent()
    expect(written).toEqual(['short', 'long'])
    expect(queue.bytes).toBe(0)
  })

  it(
    'W7 puts every message together as it was sent, whatever the channels do',
    () => {
      const message = fc.record({ channel: fc.nat(3), size: fc.nat(3 * PIECE_BYTES), fill: fc.nat(255) })
      fc.assert(
        fc.property(fc.array(message, { maxLength: 12 }), messages => {
          const queue = new ChannelQueue()
          const assembler = new ChannelAssembler()
          for (const { channel, size, fill } of messages) queue.push(channel, new Uint8Array(size).fill(fill))
          const received: { channel: number; size: number; fill: number }[] = []
          for (const frame of takeAll(queue)) {
            const read = readChannelFrame(frame)
            if (read.kind !== 'piece') continue
            const whole = assembler.take(read.channel, read.bytes, read.isLast)
            if (whole !== undefined)
              received.push({ channel: read.channel, size: whole.byteLength, fill: whole[0] ?? -1 })
          }
          for (const channel of [0, 1, 2, 3]) {
            const sent = messages
              .filter(one => one.channel === channel)
              .map(one => ({ ...one, fill: one.size === 0 ? -1 : one.fill }))
            expect(received.filter(one => one.channel === channel)).toEqual(sent)
          }
          expect(assembler.bytes).toBe(0)
        }),
        { seed: 6, numRuns: 100 },
      )
    },
    PROPERTY_TIMEOUT,
  )
})

function takeAll(queue: ChannelQueue): Uint8Array[] {
  const frames: Uint8Array[] = []
  for (let next = queue.next(); next !== undefined; next = queue.next()) frames.push(next.frame)
  return frames
}
