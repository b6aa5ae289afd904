import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { PROPERTY_TIMEOUT } from '../testing/seeds.ts'
import {
  encodeAwareness,
  encodeDurable,
  encodeEpoch,
  encodeRefused,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  readMessage,
} from './sync-messages.ts'
import { CLOSE, mayReconnect, mustFetchAnew, type RefusalCode } from './sync-protocol.ts'

const payload = Uint8Array.of(1, 2, 3)

describe('sync messages', () => {
  it('W1 reads what it writes', () => {
    expect(readMessage(encodeSyncStep1(payload))).toEqual({ kind: 'sync-step-1', stateVector: payload })
    expect(readMessage(encodeSyncStep2(payload))).toEqual({ kind: 'sync-step-2', update: payload })
    expect(readMessage(encodeUpdate(payload))).toEqual({ kind: 'update', update: payload })
    expect(readMessage(encodeAwareness(payload))).toEqual({ kind: 'awareness', update: payload })
    expect(readMessage(Uint8Array.of(3))).toEqual({ kind: 'query-awareness' })
    expect(readMessage(encodeDurable(12_345))).toEqual({ kind: 'durable', count: 12_345 })
    const epoch = 1_763_700_000_000
    expect(readMessage(encodeEpoch(epoch))).toEqual({ kind: 'epoch', epoch })
    for (const code of Object.keys(CLOSE) as RefusalCode[]) {
      for (const retry of [true, false]) {
        const refused = { kind: 'refused', code, sentence: 'Señal: ✗', retry }
        expect(readMessage(encodeRefused(code, 'Señal: ✗', retry))).toEqual(refused)
      }
    }
  })

  it('W1 writes the bytes of the y-websocket protocol', () => {
    expect([...encodeSyncStep1(payload)]).toEqual([0, 0, 3, 1, 2, 3])
    expect([...encodeSyncStep2(payload)]).toEqual([0, 1, 3, 1, 2, 3])
    expect([...encodeUpdate(payload)]).toEqual([0, 2, 3, 1, 2, 3])
    expect([...encodeAwareness(payload)]).toEqual([1, 3, 1, 2, 3])
    expect([...encodeDurable(300)]).toEqual([100, 172, 2])
    expect([...encodeRefused('forbidden', 'no', true)]).toEqual([
      101,
      9,
      ...ascii('forbidden'),
      2,
      ...ascii('no'),
      1,
    ])
  })

  it('W1 reads the refusal of y-protocols', () => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, 'no')
    expect(readMessage(encoding.toUint8Array(encoder))).toEqual({ kind: 'auth-denied', reason: 'no' })
  })

  it('W1 gives payloads as views into the frame', () => {
    const frame = encodeUpdate(payload)
    const message = readMessage(frame)
    expect(message.kind === 'update' && message.update.buffer).toBe(frame.buffer)
  })

  it.each([
    ['nothing', []],
    ['an unknown type', [7]],
    ['an unknown sync step', [0, 3, 0]],
    ['a sync message without a step', [0]],
    ['a payload that is cut off', [0, 2, 4, 1, 2, 3]],
    ['a payload of a length that is cut off', [0, 2, 255]],
    ['a payload of 2 to the 60 bytes', [0, 2, 128, 128, 128, 128, 128, 128, 128, 128, 16]],
    ['bytes behind the message', [0, 2, 1, 1, 1]],
    ['bytes behind query-awareness', [3, 0]],
    ['an unknown auth message', [2, 1]],
    ['durable without a count', [100]],
    ['epoch without a number', [103]],
    ['refused with an unknown code', [101, 1, 65, 0, 0]],
    ['refused with a code of every object', [101, 11, ...ascii('constructor'), 0, 0]],
    ['refused without the flag', [101, 9, ...ascii('forbidden'), 0]],
    ['a text that is no UTF-8', [2, 0, 2, 0xc3, 0x28]],
  ])('W2 calls malformed: %s', (_, bytes) => {
    const message = readMessage(Uint8Array.from(bytes))
    expect(message.kind).toBe('malformed')
    expect(message.kind === 'malformed' && message.reason).not.toBe('')
  })

  it('W2 does not read behind the end of a view', () => {
    const buffer = new Uint8Array(50).fill(65)
    buffer.set([0, 2, 10, 1, 2], 10)
    expect(readMessage(buffer.subarray(10, 15)).kind).toBe('malformed')
    buffer.set([2, 0, 10, 65], 10)
    expect(readMessage(buffer.subarray(10, 14)).kind).toBe('malformed')
  })

  it(
    'W2 never throws',
    () => {
      const start = fc.constantFrom(0, 1, 2, 3, 100, 101)
      fc.assert(
        fc.property(start, fc.uint8Array({ maxLength: 30 }), (type, rest) => {
          readMessage(Uint8Array.of(type, ...rest))
          readMessage(rest)
        }),
        { seed: 2, numRuns: 3_000 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  it('W3 says which close codes are permanent', () => {
    const permanent = Object.entries(CLOSE).filter(([, code]) => !mayReconnect(code))
    expect(permanent.map(([name]) => name)).toEqual([
      'malformedFrame',
      'unauthenticated',
      'forbidden',
      'unknownDocument',
      'tooLarge',
      'revoked',
      'foreignClient',
      'clockGap',
      'foreignDeletion',
      'readOnly',
      'formerEpoch',
    ])
    expect(mayReconnect(1006)).toBe(true)
    expect(mayReconnect(1009)).toBe(false)
  })

  it('W5 W9 says after which close codes a copy is laid aside', () => {
    const codes = Object.entries(CLOSE).filter(([, code]) => mustFetchAnew(code))
    expect(codes.map(([name]) => name)).toEqual([
      'malformedFrame',
      'tooLarge',
      'foreignClient',
      'clockGap',
      'foreignDeletion',
      'readOnly',
      'formerEpoch',
    ])
    expect(mustFetchAnew(1009)).toBe(true)
    expect(mustFetchAnew(1006)).toBe(false)
    for (const [, code] of codes) expect(mayReconnect(code)).toBe(false)
  })
})

function ascii(text: string): number[] {
  return [...text].map(character => character.charCodeAt(0))
}
