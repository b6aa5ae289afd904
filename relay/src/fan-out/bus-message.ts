import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { CommittedUpdate } from '../sync/group-commit.ts'
import type { ClientBinding } from '../sync/guard/client-bindings.ts'

/** What relays tell each other at once. All of it is also in the database: a message that is lost costs only time. */
export type BusMessage =
  /** Updates are committed, under this number among the commits of all relays. */
  | {
      readonly kind: 'committed'
      readonly commit: number
      readonly updates: readonly CommittedUpdate[]
    }
  /** Something too large to be told is committed: look into the database. */
  | { readonly kind: 'look' }
  /** Sessions may have ended: look whose. */
  | { readonly kind: 'sessions' }
  /** Something that the dashboard shows changed. */
  | { readonly kind: 'changed' }

const KINDS = ['committed', 'look', 'sessions', 'changed'] as const

/** A message as bytes, with the process it comes from: a kind, the sender, then what the kind has. */
export function encodeBusMessage(from: string, message: BusMessage): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, KINDS.indexOf(message.kind))
  encoding.writeVarString(encoder, from)
  if (message.kind === 'committed') {
    encoding.writeVarUint(encoder, message.commit)
    encoding.writeVarUint(encoder, message.updates.length)
    for (const { name, document, data, bound } of message.updates) {
      encoding.writeVarString(encoder, name)
      encoding.writeVarUint(encoder, document)
      encoding.writeVarUint8Array(encoder, data)
      encoding.writeVarUint(encoder, bound.length)
      for (const binding of bound) {
        encoding.writeVarUint(encoder, binding.client)
        encoding.writeVarString(encoder, binding.writer)
        encoding.writeVarString(encoder, binding.name)
      }
    }
  }
  return encoding.toUint8Array(encoder)
}

/** @returns undefined for bytes that are no message. Updates own their buffers. */
export function decodeBusMessage(
  bytes: Uint8Array,
): { readonly from: string; readonly message: BusMessage } | undefined {
  try {
    const decoder = decoding.createDecoder(bytes)
    const kind = KINDS[decoding.readVarUint(decoder)]
    const from = decoding.readVarString(decoder)
    if (kind === undefined) return undefined
    return { from, message: kind === 'committed' ? readCommitted(decoder) : { kind } }
  } catch {
    return undefined
  }
}

function readCommitted(decoder: decoding.Decoder): BusMessage {
  const commit = decoding.readVarUint(decoder)
  const count = decoding.readVarUint(decoder)
  const updates: CommittedUpdate[] = []
  for (let index = 0; index < count; index++) {
    updates.push({
      name: decoding.readVarString(decoder),
      document: decoding.readVarUint(decoder),
      data: decoding.readVarUint8Array(decoder).slice(),
      bound: readBindings(decoder),
    })
  }
  return { kind: 'committed', commit, updates }
}

function readBindings(decoder: decoding.Decoder): ClientBinding[] {
  const bindings: ClientBinding[] = []
  for (let count = decoding.readVarUint(decoder); count > 0; count--) {
    bindings.push({
      client: decoding.readVarUint(decoder),
      writer: decoding.readVarString(decoder),
      name: decoding.readVarString(decoder),
    })
  }
  return bindings
}
