import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readText } from './read-text.ts'

/**
 * The frames of a device's socket, which carries many documents: each on a channel of its own, as if it were a socket
 * of its own. A channel's messages are those of the one-document socket, cut into pieces where they are long. The bytes
 * are written down in relay/PROTOCOL.md. SPEC W6.
 */
export type ChannelFrame =
  /** relay -> client, first of all: whom the client talks to. */
  | {
      readonly kind: 'hello'
      /** The id of the relay's database. */
      readonly database: string
      /** Another one when the database was restored or copied. */
      readonly incarnation: string
      /** The newest sequence that the database has of what only this device writes; 0 for a user. */
      readonly through: number
    }
  /** client -> relay: opens a document on a channel that was not used before on this socket. */
  | { readonly kind: 'open'; readonly channel: number; readonly document: string }
  /** A message, or a piece of one with more to come. A view into the frame. */
  | {
      readonly kind: 'piece'
      readonly channel: number
      readonly isLast: boolean
      readonly bytes: Uint8Array
    }
  /** The channel is closed, as a socket is: with a code and a reason. Nothing more comes on it. */
  | { readonly kind: 'close'; readonly channel: number; readonly code: number; readonly reason: string }
  | { readonly kind: 'malformed'; readonly reason: string }

const HELLO = 0
const OPEN = 1
const MESSAGE = 2
const PIECE = 3
const CLOSE = 4

/** Channels that may be open at once on one socket. */
export const CHANNELS_PER_SOCKET = 250

export function encodeHello(database: string, incarnation: string, through: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, HELLO)
  encoding.writeVarString(encoder, database)
  encoding.writeVarString(encoder, incarnation)
  encoding.writeVarUint(encoder, through)
  return encoding.toUint8Array(encoder)
}

export function encodeOpenChannel(channel: number, document: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, OPEN)
  encoding.writeVarUint(encoder, channel)
  encoding.writeVarString(encoder, document)
  return encoding.toUint8Array(encoder)
}

/** @param isLast whether the message ends with this piece */
export function encodePiece(channel: number, bytes: Uint8Array, isLast: boolean): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, isLast ? MESSAGE : PIECE)
  encoding.writeVarUint(encoder, channel)
  encoding.writeUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}

export function encodeCloseChannel(channel: number, code: number, reason: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, CLOSE)
  encoding.writeVarUint(encoder, channel)
  encoding.writeVarUint(encoder, code)
  encoding.writeVarString(encoder, reason)
  return encoding.toUint8Array(encoder)
}

/** Reads a frame. Never throws: what is not one is `malformed`. */
export function readChannelFrame(frame: Uint8Array): ChannelFrame {
  try {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    const read = readByType(decoder, type)
    if (read.kind !== 'malformed' && decoding.hasContent(decoder)) return malformed('bytes after the frame')
    return read
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'unreadable')
  }
}

function readByType(decoder: decoding.Decoder, type: number): ChannelFrame {
  switch (type) {
    case HELLO:
      return {
        kind: 'hello',
        database: readText(decoder),
        incarnation: readText(decoder),
        through: decoding.readVarUint(decoder),
      }
    case OPEN:
      return { kind: 'open', channel: decoding.readVarUint(decoder), document: readText(decoder) }
    case MESSAGE:
    case PIECE: {
      const channel = decoding.readVarUint(decoder)
      const bytes = decoder.arr.subarray(decoder.pos)
      decoder.pos = decoder.arr.length
      return { kind: 'piece', channel, isLast: type === MESSAGE, bytes }
    }
    case CLOSE:
      return {
        kind: 'close',
        channel: decoding.readVarUint(decoder),
        code: decoding.readVarUint(decoder),
        reason: readText(decoder),
      }
    default:
      return malformed(`no frame type ${type}`)
  }
}

function malformed(reason: string): ChannelFrame {
  return { kind: 'malformed', reason }
}
