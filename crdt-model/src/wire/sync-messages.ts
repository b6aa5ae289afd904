import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readText } from './read-text.ts'
import {
  CLOSE,
  MESSAGE_AUTH,
  MESSAGE_AWARENESS,
  MESSAGE_DURABLE,
  MESSAGE_EPOCH,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_REFUSED,
  MESSAGE_SYNC,
  MESSAGE_THROUGH,
  type RefusalCode,
} from './sync-protocol.ts'

/** What a frame of the sync socket says. Payloads are views into the frame, not copies. SPEC W1. */
export type SyncMessage =
  /** "This is what I have": a state vector. */
  | { readonly kind: 'sync-step-1'; readonly stateVector: Uint8Array }
  /** "This is what you lack": a Yjs update (V1). */
  | { readonly kind: 'sync-step-2'; readonly update: Uint8Array }
  /** "This is new": a Yjs update (V1). */
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly update: Uint8Array }
  | { readonly kind: 'query-awareness' }
  /** y-protocols' own refusal; this relay says `refused`. */
  | { readonly kind: 'auth-denied'; readonly reason: string }
  /** So many of this connection's sync-step-2 and update messages are committed. */
  | { readonly kind: 'durable'; readonly count: number }
  /** The newest sequence of the document that the database has committed. */
  | { readonly kind: 'through'; readonly sequence: number }
  /** The epoch of the document as the relay has it. */
  | { readonly kind: 'epoch'; readonly epoch: number }
  | {
      readonly kind: 'refused'
      readonly code: RefusalCode
      readonly sentence: string
      /** Whether trying again makes sense. */
      readonly retry: boolean
    }
  | { readonly kind: 'malformed'; readonly reason: string }

const SYNC_STEP_1 = 0
const SYNC_STEP_2 = 1
const SYNC_UPDATE = 2
const AUTH_DENIED = 0

/** Reads a frame. Never throws: what is not a message of this protocol is `malformed`. */
export function readMessage(frame: Uint8Array): SyncMessage {
  try {
    const decoder = decoding.createDecoder(frame)
    const message = readByType(decoder, decoding.readVarUint(decoder))
    if (message.kind !== 'malformed' && decoding.hasContent(decoder))
      return malformed('bytes after the message')
    return message
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'unreadable')
  }
}

export function encodeSyncStep1(stateVector: Uint8Array): Uint8Array {
  return encodeSync(SYNC_STEP_1, stateVector)
}

export function encodeSyncStep2(update: Uint8Array): Uint8Array {
  return encodeSync(SYNC_STEP_2, update)
}

export function encodeUpdate(update: Uint8Array): Uint8Array {
  return encodeSync(SYNC_UPDATE, update)
}

export function encodeAwareness(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

export function encodeDurable(count: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_DURABLE)
  encoding.writeVarUint(encoder, count)
  return encoding.toUint8Array(encoder)
}

export function encodeThrough(sequence: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_THROUGH)
  encoding.writeVarUint(encoder, sequence)
  return encoding.toUint8Array(encoder)
}

export function encodeEpoch(epoch: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_EPOCH)
  encoding.writeVarUint(encoder, epoch)
  return encoding.toUint8Array(encoder)
}

/** @param sentence for people who read logs; screens word the code */
export function encodeRefused(code: RefusalCode, sentence: string, retry: boolean): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_REFUSED)
  encoding.writeVarString(encoder, code)
  encoding.writeVarString(encoder, sentence)
  encoding.writeUint8(encoder, retry ? 1 : 0)
  return encoding.toUint8Array(encoder)
}

function encodeSync(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_SYNC)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

function readByType(decoder: decoding.Decoder, type: number): SyncMessage {
  switch (type) {
    case MESSAGE_SYNC:
      return readSync(decoder, decoding.readVarUint(decoder))
    case MESSAGE_AWARENESS:
      return { kind: 'awareness', update: readBytes(decoder) }
    case MESSAGE_QUERY_AWARENESS:
      return { kind: 'query-awareness' }
    case MESSAGE_AUTH:
      if (decoding.readVarUint(decoder) !== AUTH_DENIED) return malformed('no such auth message')
      return { kind: 'auth-denied', reason: readText(decoder) }
    case MESSAGE_DURABLE:
      return { kind: 'durable', count: decoding.readVarUint(decoder) }
    case MESSAGE_THROUGH:
      return { kind: 'through', sequence: decoding.readVarUint(decoder) }
    case MESSAGE_EPOCH:
      return { kind: 'epoch', epoch: decoding.readVarUint(decoder) }
    case MESSAGE_REFUSED:
      return readRefused(decoder)
    default:
      return malformed(`no message type ${type}`)
  }
}

function readSync(decoder: decoding.Decoder, step: number): SyncMessage {
  switch (step) {
    case SYNC_STEP_1:
      return { kind: 'sync-step-1', stateVector: readBytes(decoder) }
    case SYNC_STEP_2:
      return { kind: 'sync-step-2', update: readBytes(decoder) }
    case SYNC_UPDATE:
      return { kind: 'update', update: readBytes(decoder) }
    default:
      return malformed(`no sync step ${step}`)
  }
}

function readRefused(decoder: decoding.Decoder): SyncMessage {
  const code = readText(decoder)
  const sentence = readText(decoder)
  const retry = readBytesOf(decoder, 1)[0] === 1
  if (!isRefusalCode(code)) return malformed(`no refusal code ${JSON.stringify(code.slice(0, 40))}`)
  return { kind: 'refused', code, sentence, retry }
}

function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(CLOSE, code)
}

function readBytes(decoder: decoding.Decoder): Uint8Array {
  return readBytesOf(decoder, decoding.readVarUint(decoder))
}

/** The bounds are checked here: lib0 reads on into whatever buffer the frame is a view of. */
function readBytesOf(decoder: decoding.Decoder, length: number): Uint8Array {
  if (length > decoder.arr.length - decoder.pos) throw new RangeError('the message is cut off')
  return decoding.readUint8Array(decoder, length)
}

function malformed(reason: string): SyncMessage {
  return { kind: 'malformed', reason }
}
