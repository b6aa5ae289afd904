import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** How much of each Yjs client somebody has: client id to clock. */
export type Clocks = Map<number, number>

/** As they stand in a document, or in an update that is not applied. A skip stands for what the update has not. */
export type YStruct = Y.Item | Y.GC | Y.Skip

/** Each client's structs in the order of their clocks, without a gap. */
export type StructsByClient = ReadonlyMap<number, readonly YStruct[]>

/** Values of one struct that are written at once: a hundred kilobytes of entries may be one struct. */
const VALUES_AT_ONCE = 64

const NO_DELETIONS = Uint8Array.of(0)

/** Structs build on one another in a ring, as none of Yjs do. */
export class RingError extends Error {
  override readonly name = 'RingError'
}

/** The structs of one Yjs client in a part. */
interface Section {
  readonly start: number
  structs: number
  readonly encoder: Y.UpdateEncoderV1
}

/** A client whose structs are wanted up to a clock: the struct below it on the stack builds on them. */
interface Wanted {
  readonly client: number
  readonly upTo: number
}

/**
 * A part of what somebody lacks, as an update that builds on nothing but what they have: takes structs, each behind
 * those it builds on, until it is as large as it should be.
 */
export class UpdatePart {
  readonly #structs: StructsByClient
  readonly #has: Clocks
  readonly #limit: number
  readonly #elsewhere: number
  readonly #clocks: Clocks = new Map()
  readonly #sections = new Map<number, Section>()
  #bytes = 0

  /**
   * @param has what they have of each client; moved on when the part is finished
   * @param limit bytes; one value of an array is never cut
   * @param elsewhere up to which clock they have a client that is not in `has`
   */
  constructor(structs: StructsByClient, has: Clocks, limit: number, elsewhere: number) {
    this.#structs = structs
    this.#has = has
    this.#limit = limit
    this.#elsewhere = elsewhere
  }

  get isFull(): boolean {
    return this.#bytes >= this.#limit
  }

  /** Throws `RingError`. */
  takeAll(): void {
    for (const client of this.#structs.keys()) {
      if (this.isFull) return
      this.#takeFrom(client)
    }
  }

  #takeFrom(client: number): void {
    const stack: Wanted[] = [{ client, upTo: this.#endOf(client) - 1 }]
    while (!this.isFull) {
      const wanted = stack.at(-1)
      if (wanted === undefined) return
      const clock = this.#clockOf(wanted.client)
      if (clock > wanted.upTo) {
        stack.pop()
        continue
      }
      const structs = this.#structs.get(wanted.client) ?? []
      const struct = structs[Y.findIndexSS(structs as YStruct[], clock)]
      if (struct === undefined) return
      const ground = this.#missingGround(struct, clock)
      if (ground === undefined) this.#write(struct, clock)
      // A client that is wanted twice would have to go on before it can go on.
      else if (stack.length === this.#structs.size) throw new RingError()
      else stack.push({ client: ground.client, upTo: ground.clock })
    }
  }

  /** @param deletions as Yjs writes them; none unless given */
  finish(deletions: Uint8Array = NO_DELETIONS): Uint8Array {
    for (const [client, clock] of this.#clocks) this.#has.set(client, clock)
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, this.#sections.size)
    for (const [client, { start, structs, encoder: section }] of this.#sections) {
      encoding.writeVarUint(encoder, structs)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, start)
      encoding.writeUint8Array(encoder, section.toUint8Array())
    }
    encoding.writeUint8Array(encoder, deletions)
    return encoding.toUint8Array(encoder)
  }

  #clockOf(client: number): number {
    return this.#clocks.get(client) ?? this.#has.get(client) ?? this.#elsewhere
  }

  /** What must be there before a struct from this clock on, and is not. */
  #missingGround(struct: YStruct, clock: number): Y.ID | undefined {
    if (!(struct instanceof Y.Item)) return undefined
    // The rest of a struct builds on its own beginning.
    const origin = clock > struct.id.clock ? null : struct.origin
    const grounds = [origin, struct.rightOrigin, parentOf(struct)]
    return grounds.find(id => id !== null && this.#isMissing(id)) ?? undefined
  }

  /** What none of the structs is, is not to be waited for here. */
  #isMissing({ client, clock }: Y.ID): boolean {
    return clock >= this.#clockOf(client) && clock < this.#endOf(client)
  }

  /** The clock after the last struct of a client. */
  #endOf(client: number): number {
    const last = this.#structs.get(client)?.at(-1)
    return last === undefined ? 0 : last.id.clock + last.length
  }

  #write(struct: YStruct, clock: number): void {
    const { client } = struct.id
    const section = this.#sectionOf(client, clock)
    const before = encoding.length(section.encoder.restEncoder)
    const offset = clock - struct.id.clock
    const length = writeStruct(struct, offset, section.encoder)
    section.structs++
    this.#bytes += encoding.length(section.encoder.restEncoder) - before
    this.#clocks.set(client, clock + length)
  }

  #sectionOf(client: number, clock: number): Section {
    const known = this.#sections.get(client)
    if (known !== undefined) return known
    const section = { start: clock, structs: 0, encoder: new Y.UpdateEncoderV1() }
    this.#sections.set(client, section)
    return section
  }
}

/** The item that holds the list or text that an item is in; null for one at the root of the document. */
function parentOf({ origin, rightOrigin, parent }: Y.Item): Y.ID | null {
  // With a neighbour its parent is the neighbour's.
  if (origin !== null || rightOrigin !== null) return null
  if (parent instanceof Y.AbstractType) return parent._item?.id ?? null
  // In an update that is not applied it is known by its id, or by its name at the root.
  return parent instanceof Y.ID ? parent : null
}

/** Writes a struct from an offset on, as Yjs does, but no more values than are written at once. @returns how long it is */
function writeStruct(struct: YStruct, offset: number, encoder: Y.UpdateEncoderV1): number {
  const length = struct.length - offset
  if (struct instanceof Y.Item && struct.content instanceof Y.ContentAny && length > VALUES_AT_ONCE) {
    const { id, origin, rightOrigin, parent, parentSub, content } = struct
    const values = new Y.ContentAny(content.arr.slice(offset, offset + VALUES_AT_ONCE))
    const start = Y.createID(id.client, id.clock + offset)
    const left = offset > 0 ? Y.createID(id.client, id.clock + offset - 1) : origin
    new Y.Item(start, null, left, null, rightOrigin, parent, parentSub, values).write(encoder, 0)
    return VALUES_AT_ONCE
  }
  struct.write(encoder, offset)
  return length
}
