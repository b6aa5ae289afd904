import * as decoding from 'lib0/decoding'

/** Clocks `from` up to, not including, `end` of one Yjs client. */
export interface ClockRange {
  readonly client: number
  readonly from: number
  readonly end: number
}

/** What an update says, without its content: enough to judge it before Yjs sees it. */
export interface UpdateShape {
  /** The structs it brings, one range for each unbroken run of a client. */
  readonly structs: readonly ClockRange[]
  /** What it deletes. */
  readonly deletes: readonly ClockRange[]
  /** For each client that its structs refer to, the clock that must be known: one past the highest. */
  readonly needs: ReadonlyMap<number, number>
  readonly structCount: number
  /** Where its deletions begin: the rest of its bytes. */
  readonly deletesAt: number
}

/** The bytes are not a Yjs update in wire format V1. */
export class MalformedUpdateError extends Error {
  override readonly name = 'MalformedUpdateError'
}

/** The update says more than one update may. */
export class UpdateTooLargeError extends Error {
  override readonly name = 'UpdateTooLargeError'
}

/** What came of reading an update. */
export type ReadUpdate =
  | { readonly kind: 'read'; readonly shape: UpdateShape }
  | { readonly kind: 'malformed' | 'too-large'; readonly reason: string }

/** How much one update may say. */
export interface UpdateBounds {
  /** Structs and deleted ranges together: each costs Yjs at least a look. */
  readonly updateStructs: number
  /** Yjs clients that bring structs. */
  readonly updateClients: number
}

const NO_BOUNDS: UpdateBounds = {
  updateStructs: Number.POSITIVE_INFINITY,
  updateClients: Number.POSITIVE_INFINITY,
}

const KIND = 0b0001_1111
const HAS_PARENT_KEY = 0b0010_0000
const HAS_RIGHT_ORIGIN = 0b0100_0000
const HAS_ORIGIN = 0b1000_0000

/**
 * Reads the structure of an update in wire format V1, whole and strictly: every struct must be of a known kind and
 * every byte must be used (which also tells V2 updates, that begin like an empty V1 update).
 *
 * @param update must own its buffer: lib0 reads strings past the end of a view into a larger one.
 * @throws `MalformedUpdateError`, `UpdateTooLargeError` as soon as a bound is exceeded
 */
export function readUpdateShape(update: Uint8Array, bounds: UpdateBounds = NO_BOUNDS): UpdateShape {
  if (update.byteLength !== update.buffer.byteLength) throw new RangeError('the update must own its buffer')
  const decoder = decoding.createDecoder(update)
  try {
    const structs: ClockRange[] = []
    const needs = new Map<number, number>()
    const structCount = readStructs(decoder, structs, needs, bounds)
    const deletesAt = decoder.pos
    const deletes = readDeletes(decoder, bounds.updateStructs - structCount)
    if (decoding.hasContent(decoder)) throw new MalformedUpdateError('bytes are left over')
    return { structs, deletes, needs, structCount, deletesAt }
  } catch (error) {
    // lib0 and JSON.parse throw all kinds of errors on bytes that are not theirs, a stack overflow among them.
    if (error instanceof MalformedUpdateError || error instanceof UpdateTooLargeError) throw error
    throw new MalformedUpdateError(error instanceof Error ? error.message : String(error))
  }
}

/** Reads an update as `readUpdateShape` does, and says what is wrong with it instead of throwing. */
export function readUpdate(update: Uint8Array, bounds: UpdateBounds): ReadUpdate {
  try {
    return { kind: 'read', shape: readUpdateShape(update, bounds) }
  } catch (error) {
    if (error instanceof UpdateTooLargeError) return { kind: 'too-large', reason: error.message }
    if (error instanceof MalformedUpdateError) return { kind: 'malformed', reason: error.message }
    throw error
  }
}

function readStructs(
  decoder: decoding.Decoder,
  ranges: ClockRange[],
  needs: Map<number, number>,
  bounds: UpdateBounds,
): number {
  let structCount = 0
  const seen = new Set<number>()
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const count = decoding.readVarUint(decoder)
    structCount += count
    // What is claimed is bounded before it is read; a claim that the bytes do not bear out ends at their end.
    if (decoder.pos + count > decoder.arr.length) throw new MalformedUpdateError('it is cut off')
    if (structCount > bounds.updateStructs) throw new UpdateTooLargeError('too many structs')
    if (seen.size >= bounds.updateClients) throw new UpdateTooLargeError('too many clients')
    const client = decoding.readVarUint(decoder)
    if (seen.has(client)) throw new MalformedUpdateError('a client comes twice')
    seen.add(client)
    let clock = decoding.readVarUint(decoder)
    let from = clock
    for (let index = 0; index < count; index++) {
      const info = decoding.readUint8(decoder)
      // A skip stands for structs that the sender does not have: the run ends before it.
      const isSkip = info === 10
      if (isSkip && clock > from) ranges.push({ client, from, end: clock })
      clock += positive(
        isSkip ? decoding.readVarUint(decoder) : readStruct(decoder, info, { client, clock }, needs),
      )
      if (!Number.isSafeInteger(clock)) throw new MalformedUpdateError('a clock is too large')
      if (isSkip) from = clock
    }
    if (clock > from) ranges.push({ client, from, end: clock })
  }
  return structCount
}

interface StructId {
  readonly client: number
  readonly clock: number
}

/** Reads one struct after its info byte. @returns how many clocks it covers. */
function readStruct(
  decoder: decoding.Decoder,
  info: number,
  id: StructId,
  needs: Map<number, number>,
): number {
  const kind = info & KIND
  if (kind === 0) return decoding.readVarUint(decoder)
  const hasOrigin = (info & HAS_ORIGIN) !== 0
  const hasRightOrigin = (info & HAS_RIGHT_ORIGIN) !== 0
  if (hasOrigin) readReference(decoder, id, needs)
  if (hasRightOrigin) readReference(decoder, id, needs)
  if (!hasOrigin && !hasRightOrigin) {
    if (decoding.readVarUint(decoder) === 1) readText(decoder)
    else readReference(decoder, id, needs)
    if ((info & HAS_PARENT_KEY) !== 0) readText(decoder)
  }
  return readContent(decoder, kind)
}

/** @returns how many clocks the content covers. */
function readContent(decoder: decoding.Decoder, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return decoding.readVarUint(decoder)
    case 2: // JSON values
      return repeat(decoder, () => {
        const text = readText(decoder)
        if (text !== 'undefined') JSON.parse(text)
      })
    case 3: // bytes
      decoding.readVarUint8Array(decoder)
      return 1
    case 4: // text
      return readText(decoder).length
    case 5: // embedded object
      JSON.parse(readText(decoder))
      return 1
    case 6: // text format
      readText(decoder)
      JSON.parse(readText(decoder))
      return 1
    case 7: // shared type
      readTypeName(decoder)
      return 1
    case 8: // any values
      return repeat(decoder, () => decoding.readAny(decoder))
    default: // 9 is a subdocument: no document of ours has any
      throw new MalformedUpdateError(`a struct is of kind ${kind}`)
  }
}

/** XML elements (3) and hooks (5) have a name; the numbers end with 6. */
function readTypeName(decoder: decoding.Decoder): void {
  const type = decoding.readVarUint(decoder)
  if (type > 6) throw new MalformedUpdateError(`a shared type is of kind ${type}`)
  if (type === 3 || type === 5) readText(decoder)
}

function readDeletes(decoder: decoding.Decoder, most: number): ClockRange[] {
  const deletes: ClockRange[] = []
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const client = decoding.readVarUint(decoder)
    for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges--) {
      if (deletes.length >= most) throw new UpdateTooLargeError('too many deletions')
      const from = decoding.readVarUint(decoder)
      const end = from + positive(decoding.readVarUint(decoder))
      if (!Number.isSafeInteger(end)) throw new MalformedUpdateError('a clock is too large')
      deletes.push({ client, from, end })
    }
  }
  return deletes
}

function readReference(decoder: decoding.Decoder, id: StructId, needs: Map<number, number>): void {
  const client = decoding.readVarUint(decoder)
  const end = decoding.readVarUint(decoder) + 1
  // Yjs takes for granted that a client refers to its own past, and breaks when it does not.
  if (client === id.client && end > id.clock)
    throw new MalformedUpdateError('a struct refers to its own future')
  if (end > (needs.get(client) ?? 0)) needs.set(client, end)
}

function readText(decoder: decoding.Decoder): string {
  return decoding.readVarString(decoder)
}

function repeat(decoder: decoding.Decoder, read: () => void): number {
  const count = decoding.readVarUint(decoder)
  for (let index = 0; index < count; index++) read()
  return count
}

/** A struct or range over no clock at all is never written by Yjs and confuses it when read. */
function positive(length: number): number {
  if (length === 0) throw new MalformedUpdateError('a struct is empty')
  return length
}
