import { encodeSyncStep1, encodeSyncStep2, encodeUpdate, readMessage } from '@evertill/crdt-model'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { ServerKind } from '../servers/measured-server.ts'

/** What a server said, as far as a benchmark wants to know. */
export type Heard =
  | { readonly kind: 'asks'; readonly stateVector: Uint8Array }
  | { readonly kind: 'answers'; readonly update: Uint8Array }
  | { readonly kind: 'brings'; readonly update: Uint8Array }
  /** So many of the messages that brought something, the step 2 first, are acknowledged. */
  | { readonly kind: 'acknowledges'; readonly count: number }
  | { readonly kind: 'one more acknowledged' }
  | { readonly kind: 'refuses'; readonly why: string }
  | { readonly kind: 'other' }

/** A server's own client protocol for one document on one socket. */
export interface Speaker {
  /** The path and query after `ws://host:port/`. */
  path(document: string): string
  /** What a client says first. */
  open(document: string, stateVector: Uint8Array): Uint8Array[]
  offer(document: string, update: Uint8Array): Uint8Array
  update(document: string, update: Uint8Array): Uint8Array
  hear(frame: Uint8Array): Heard
  /** Whether the server acknowledges; else one's own update coming back is the sign that it was taken. */
  readonly acknowledges: boolean
}

const yWebsocket: Speaker = {
  path: document => document,
  open: (_, stateVector) => [encodeSyncStep1(stateVector)],
  offer: (_, update) => encodeSyncStep2(update),
  update: (_, update) => encodeUpdate(update),
  acknowledges: false,
  hear(frame) {
    const message = readMessage(frame)
    switch (message.kind) {
      case 'sync-step-1':
        return { kind: 'asks', stateVector: message.stateVector }
      case 'sync-step-2':
        return { kind: 'answers', update: message.update }
      case 'update':
        return { kind: 'brings', update: message.update }
      case 'durable':
        return { kind: 'acknowledges', count: message.count }
      case 'refused':
        return { kind: 'refuses', why: message.code }
      default:
        return { kind: 'other' }
    }
  },
}

const evertill: Speaker = {
  ...yWebsocket,
  path: document => `sync/${document}?durable=1`,
  acknowledges: true,
}

/** Of Hocuspocus 3: every frame starts with the document's name. */
const HOCUSPOCUS = { sync: 0, auth: 2, syncReply: 4, syncStatus: 8, token: 0, permissionDenied: 1 } as const

const hocuspocus: Speaker = {
  path: () => '',
  acknowledges: true,
  open(document, stateVector) {
    const auth = framed(document, HOCUSPOCUS.auth, encoder => {
      encoding.writeVarUint(encoder, HOCUSPOCUS.token)
      encoding.writeVarString(encoder, '')
    })
    return [auth, syncFrame(document, encodeSyncStep1(stateVector))]
  },
  offer: (document, update) => syncFrame(document, encodeSyncStep2(update)),
  update: (document, update) => syncFrame(document, encodeUpdate(update)),
  hear(frame) {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarString(decoder)
    const typeAt = decoder.pos
    switch (decoding.readVarUint(decoder)) {
      case HOCUSPOCUS.sync:
      case HOCUSPOCUS.syncReply: {
        // Behind the name it is y-websocket's frame, but for the type of a reply.
        const rest = frame.slice(typeAt)
        rest[0] = 0
        return yWebsocket.hear(rest)
      }
      case HOCUSPOCUS.syncStatus:
        return { kind: 'one more acknowledged' }
      case HOCUSPOCUS.auth:
        return decoding.readVarUint(decoder) === HOCUSPOCUS.permissionDenied
          ? { kind: 'refuses', why: decoding.readVarString(decoder) }
          : { kind: 'other' }
      default:
        return { kind: 'other' }
    }
  },
}

/** The frame of y-websocket behind the document's name: their first byte, 0 for sync, is the same. */
function syncFrame(document: string, frame: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, document)
  encoding.writeUint8Array(encoder, frame)
  return encoding.toUint8Array(encoder)
}

function framed(document: string, type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, document)
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

export const SPEAKERS: Readonly<Record<ServerKind, Speaker>> = {
  evertill,
  'y-websocket': yWebsocket,
  hocuspocus,
}
