/**
 * The sync wire: the y-websocket protocol (y-protocols sync and awareness) with two message types more for
 * clients that ask for them. The bytes are written down in relay/PROTOCOL.md.
 *
 * A frame is one message: varuint type, then its payload (lib0 encoding).
 */
export const MESSAGE_SYNC = 0
export const MESSAGE_AWARENESS = 1
export const MESSAGE_AUTH = 2
export const MESSAGE_QUERY_AWARENESS = 3
/** relay -> client: varuint, the count of this connection's update messages that are committed. */
export const MESSAGE_DURABLE = 100
/** relay -> client: varstring code, varstring sentence, uint8 1 when trying again makes sense. Then it closes. */
export const MESSAGE_REFUSED = 101
/** relay -> client, on a device's socket before a durable message: varuint, the document's newest committed sequence. */
export const MESSAGE_THROUGH = 102

/** relay -> client, on a device's socket before step 1: varuint, the epoch of the document. */
export const MESSAGE_EPOCH = 103

/** The epoch of a document that was never begun again. SPEC W9. */
export const FIRST_EPOCH = 1

/** A client asks for durable and refused messages by this URL parameter with value `1`. */
export const DURABLE_PARAMETER = 'durable'

/**
 * Which identity a browser that has both asks with, `device` or `user`: by this URL parameter of `/sync/…` and of
 * `GET /api/documents`. Without it the relay takes the one that may do more, the device when both may do the same.
 */
export const ACT_AS_PARAMETER = 'as'

/** A device says by this URL parameter what its clock shows when it asks, milliseconds since 1970. */
export const CLOCK_PARAMETER = 'clock'

/** The path under which documents are synced: `/sync/<document name>`. */
export const SYNC_PATH = '/sync'

/** WebSocket close codes of the relay. Codes below 4500 are permanent: do not come back with the same request. */
export const CLOSE = {
  /** The relay is stopping or the document moved: come back at once. Standard "service restart". */
  restarting: 1012,
  /** A frame was not of this protocol. */
  malformedFrame: 4400,
  /** No session, or it ended. */
  unauthenticated: 4401,
  /** The session may not open this document. */
  forbidden: 4403,
  /** The document name is not one. */
  unknownDocument: 4404,
  /** A frame exceeded a bound. */
  tooLarge: 4413,
  /** This session was revoked. */
  revoked: 4423,
  /** A struct of the update bears a Yjs client id that is somebody else's in this document. */
  foreignClient: 4461,
  /** The update builds on one that never came. */
  clockGap: 4462,
  /** The update deletes what its sender may not delete. */
  foreignDeletion: 4463,
  /** The update brings something new to a document that its sender may only read. */
  readOnly: 4464,
  /** The client's copy is of an epoch of the document that has ended. */
  formerEpoch: 4465,
  /** The store could not be read or written: nothing was lost, come back later. */
  storeUnavailable: 4503,
  /** The connection did not read what was sent to it. */
  tooSlow: 4508,
  /** The document was begun again: come back at once. */
  newEpoch: 4510,
  /** The connection sent more than the relay takes at once: come back later. */
  tooFast: 4529,
  /** What this session may do has changed: come back at once, and be told what it may do now. */
  rightsChanged: 4509,
} as const

export type RefusalCode = keyof typeof CLOSE

/** RFC 6455: a message too big to be taken. It would be as big the next time. */
const MESSAGE_TOO_BIG = 1009

/** Whether a client that was closed with this code should connect again by itself. SPEC W3. */
export function mayReconnect(closeCode: number): boolean {
  return closeCode !== MESSAGE_TOO_BIG && (closeCode < 4000 || closeCode >= 4500)
}

/** The codes that say that an update was refused: the client's copy of the document holds what the relay will not take. */
export const COPY_REFUSALS = [
  'malformedFrame',
  'tooLarge',
  'foreignClient',
  'clockGap',
  'foreignDeletion',
  'readOnly',
] as const satisfies readonly RefusalCode[]
export type CopyRefusal = (typeof COPY_REFUSALS)[number]

/** The code when it is one of a refused update; undefined of any other. */
export function asCopyRefusal(code: string): CopyRefusal | undefined {
  return COPY_REFUSALS.find(each => each === code)
}

/** Whether a client that was closed with this code should lay its copy aside and fetch the document anew. SPEC W5. */
export function mustFetchAnew(closeCode: number): boolean {
  if (closeCode === MESSAGE_TOO_BIG || closeCode === CLOSE.formerEpoch) return true
  return COPY_REFUSALS.some(code => CLOSE[code] === closeCode)
}
