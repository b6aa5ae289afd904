import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** How much of each Yjs client somebody has: client id to clock. */
export type Clocks = Map<number, number>

/** Values of one struct that are written at once: a hundred kilobytes of entries may be one struct. */
const VALUES_AT_ONCE = 64

/**
 * The next part of what somebody lacks of a document, as an update that builds on nothing but what they have: parts
 * applied in their order never wait for one another. Costs as much as the part, however large the document is.
 * @param has is moved on to what they have with the part
 * @param bytes about so large is a part; one value of an array is never cut
 * @returns undefined when all that is left is smaller than a part: then `has` stays as it was. Deletions are in no
 * part, so the rest must be sent all the same.
 */
export function nextPart(doc: Y.Doc, has: Clocks, bytes: number): Uint8Array | undefined {
  const part = new Part(doc, has, bytes)
  for (const client of doc.store.clients.keys()) {
    part.takeFrom(client)
    if (part.isFull) return part.finish()
  }
  return undefined
}

/** The whole document in parts, the last of which holds its deletions. */
export function cutDocument(doc: Y.Doc, bytes: number): Uint8Array[] {
  const has: Clocks = new Map()
  const parts: Uint8Array[] = []
  for (;;) {
    const part = nextPart(doc, has, bytes)
    if (part === undefined) break
    parts.push(part)
  }
  return [...parts, restOf(doc, has)]
}

/** All that somebody lacks of a document, deletions included. */
export function restOf(doc: Y.Doc, has: Clocks): Uint8Array {
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(has))
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

class Part {
  readonly #doc: Y.Doc
  readonly #has: Clocks
  readonly #limit: number
  readonly #clocks: Clocks = new Map()
  readonly #sections = new Map<number, Section>()
  #bytes = 0

  constructor(doc: Y.Doc, has: Clocks, limit: number) {
    this.#doc = doc
    this.#has = has
    this.#limit = limit
  }

  get isFull(): boolean {
    return this.#bytes >= this.#limit
  }

  /** Takes what is left of a client, each struct behind those it builds on, until the part is full. */
  takeFrom(client: number): void {
    const stack: Wanted[] = [{ client, upTo: Y.getState(this.#doc.store, client) - 1 }]
    while (!this.isFull) {
      const wanted = stack.at(-1)
      if (wanted === undefined) return
      const clock = this.#clockOf(wanted.client)
      if (clock > wanted.upTo) {
        stack.pop()
        continue
      }
      const structs = this.#doc.store.clients.get(wanted.client) ?? []
      const struct = structs[Y.findIndexSS(structs, clock)]
      if (struct === undefined) return
      const ground = this.#missingGround(struct, clock)
      if (ground !== undefined) stack.push({ client: ground.client, upTo: ground.clock })
      else this.#write(struct, clock)
    }
  }

  finish(): Uint8Array {
    for (const [client, clock] of this.#clocks) this.#has.set(client, clock)
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, this.#sections.size)
    for (const [client, { start, structs, encoder: section }] of this.#sections) {
      encoding.writeVarUint(encoder, structs)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, start)
      encoding.writeUint8Array(encoder, section.toUint8Array())
    }
    // No deletions.
    encoding.writeVarUint(encoder, 0)
    return encoding.toUint8Array(encoder)
  }

  #clockOf(client: number): number {
    return this.#clocks.get(client) ?? this.#has.get(client) ?? 0
  }

  /** What must be there before a struct from this clock on, and is not. */
  #missingGround(struct: Y.Item | Y.GC, clock: number): Y.ID | undefined {
    if (!(struct instanceof Y.Item)) return undefined
    // The rest of a struct builds on its own beginning.
    const origin = clock > struct.id.clock ? null : struct.origin
    const grounds = [origin, struct.rightOrigin, parentOf(struct)]
    return grounds.find(id => id !== null && id.clock >= this.#clockOf(id.client)) ?? undefined
  }

  #write(struct: Y.Item | Y.GC, clock: number): void {
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
  return parent instanceof Y.AbstractType ? (parent._item?.id ?? null) : null
}

/** Writes a struct from an offset on, as Yjs does, but no more values than are written at once. @returns how long it is */
function writeStruct(struct: Y.Item | Y.GC, offset: number, encoder: Y.UpdateEncoderV1): number {
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
