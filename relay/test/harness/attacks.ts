import {
  CLOSE,
  encodeAwareness,
  encodeSyncStep2,
  encodeUpdate,
  MESSAGE_SYNC,
  type RefusalCode,
} from '@evertill/crdt-model'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** What an attacker knows of the one attacked: everybody who reads a document knows the Yjs clients in it. */
export interface Target {
  readonly client: number
  /** The clock that its next struct will have. */
  readonly clock: number
}

/** A known way to harm a relay that believes what it is sent. */
export interface Attack {
  readonly name: string
  /** What the attacker sends, after a step 2 with nothing in it. */
  readonly frames: (target: Target) => Uint8Array[]
  /** How the relay ends the connection; empty when it goes on, unimpressed. */
  readonly closes: readonly number[]
}

const attack = (
  name: string,
  codes: readonly RefusalCode[],
  frames: (target: Target) => Uint8Array[],
): Attack => ({ name, closes: codes.map(code => CLOSE[code]), frames })

export const ATTACKS: readonly Attack[] = [
  attack('a forged struct of ten bytes', ['foreignClient'], ({ client, clock }) => [
    encodeUpdate(write([1, 1, client, clock, 0, 1, 0])),
  ]),
  attack('a delete set of eight bytes', ['foreignDeletion'], ({ client, clock }) => [
    encodeUpdate(write([0, 1, client, 1, 0, clock])),
  ]),
  // Which of the two depends on how many come before the store was asked.
  attack('4,000 gapped updates', ['clockGap', 'tooLarge'], gappedUpdates),
  attack('4,000 updates that build on nothing', ['tooLarge'], () => orphanedUpdates()),
  attack('a run-length bomb in V2', ['malformedFrame'], () => [encodeUpdate(runLengthBomb())]),
  attack('a claim of 2^40 structs', ['malformedFrame'], () => [
    encodeUpdate(write([1, 2 ** 40, 5, 0, 0, 1, 0])),
  ]),
  attack('a frame of 100 MiB', [], () => [hugeFrame()]),
  attack('awareness for somebody else', [], ({ client }) => [
    encodeAwareness(writeAwareness(client, 1000, '{"name":"somebody else"}')),
    encodeAwareness(writeAwareness(client, 1001, 'null')),
  ]),
]

/** The WebSocket layer ends it by itself: 1009, or the socket is gone before that is said. */
export const HUGE_FRAME = 'a frame of 100 MiB'

/** Names that other relays take for patterns or paths. */
export const HOSTILE_NAMES = [
  '*',
  'staff/*',
  'journal/*/2026-11-20',
  'staff/%2a',
  'staff%2fstore1',
  'staff/store1%2f..',
  'staff/..%2fsettings',
  'staff/%2e%2e/x',
  'staff/a:b',
  ':',
  'settings%00',
  '%73ettings',
  'settings/',
  '/settings',
  '.',
] as const

function write(numbers: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of numbers) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}

function writeAwareness(client: number, clock: number, state: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, state)
  return encoding.toUint8Array(encoder)
}

/** Every second edit of a document: Yjs would merge what waits again and again. */
function gappedUpdates(): Uint8Array[] {
  return edits(8000)
    .filter((_update, index) => index % 2 === 1)
    .map(encodeUpdate)
}

/** Edits on top of another document that never comes: each might be filled by somebody. */
function orphanedUpdates(): Uint8Array[] {
  const ground = new Y.Doc()
  ground.getArray('list').push(['never sent'])
  return edits(4000, ground).map(encodeUpdate)
}

function edits(count: number, ground?: Y.Doc): Uint8Array[] {
  const doc = new Y.Doc()
  if (ground !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(ground))
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  for (let i = 0; i < count; i++) doc.getArray('list').push([i])
  return updates
}

/** In V2 the kinds and lengths of structs are run-length encoded: two dozen bytes claim two thousand million of them. */
function runLengthBomb(): Uint8Array {
  const encoder = encoding.createEncoder()
  const columns = [
    [], // key clocks
    [5], // clients
    [], // left clocks
    [], // right clocks
    [0], // kinds: 0, for ever
    [0], // strings
    [], // parents
    [], // types
    [65, 255, 255, 255, 255, 7], // lengths: 1, two thousand million times
  ]
  encoding.writeUint8(encoder, 0)
  for (const column of columns) encoding.writeVarUint8Array(encoder, Uint8Array.from(column))
  for (const number of [1, 2 ** 31, 0]) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}

function hugeFrame(): Uint8Array {
  const frame = new Uint8Array(100 * 1024 * 1024)
  frame.set([MESSAGE_SYNC, 2])
  return frame
}

/** What a client says that has nothing to offer. */
export const NOTHING_TO_OFFER = encodeSyncStep2(Uint8Array.of(0, 0))
