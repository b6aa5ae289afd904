import * as encoding from 'lib0/encoding'

/**
 * Sealed entries that one Yjs client puts behind its own last one: what nearly every update of a till is. Runs that
 * follow each other are one longer run, which costs no more than copying their bytes.
 */
export interface UpdateRun {
  readonly client: number
  /** Clocks `from` up to, not including, `end`. */
  readonly from: number
  readonly end: number
  readonly structCount: number
  /** Where the structs stand in the update: in front of them its head, behind them one 0, no deletions. */
  readonly structsAt: number
  readonly structsEnd: number
}

/** A run and the update that it is. */
export interface RunUpdate {
  readonly run: UpdateRun
  readonly update: Uint8Array
}

/** Info byte of a struct of any values that stands behind another struct and is told nothing else. */
const BEHIND_ITS_ORIGIN = 0x88
/** Tags of lib0's "any": an array, and bytes. */
const ARRAY = 117
const BYTES = 116

/**
 * Reads an update of which every struct holds wrapped bytes (`log/entry-log.ts`) behind an earlier struct of the same
 * client. Such structs Yjs cannot fail on, whatever the document says, once all before `from` is there.
 * @param update may be a view of a larger buffer
 * @returns undefined for every other update, a malformed one too: that is judged by `judgeUpdate`.
 */
export function readRun(update: Uint8Array): UpdateRun | undefined {
  const cursor = new Cursor(update)
  if (cursor.byte() !== 1) return undefined
  const structCount = cursor.uint()
  const client = cursor.uint()
  const from = cursor.uint()
  const structsAt = cursor.at
  let end = from
  for (let index = 0; index < structCount; index++) {
    const isBehindOwn =
      cursor.byte() === BEHIND_ITS_ORIGIN &&
      cursor.uint() === client &&
      cursor.uint() < end &&
      !cursor.isBroken
    if (!isBehindOwn) return undefined
    const values = cursor.uint()
    for (let value = 0; value < values && !cursor.isBroken; value++) cursor.wrappedBytes()
    if (values === 0 || cursor.isBroken) return undefined
    end += values
  }
  const structsEnd = cursor.at
  const isWhole = cursor.byte() === 0 && cursor.at === update.length && !cursor.isBroken
  if (!isWhole || structCount === 0 || !Number.isSafeInteger(end)) return undefined
  return { client, from, end, structCount, structsAt, structsEnd }
}

/** Reads within the bounds of a view; what is not there is 0, and breaks it. */
class Cursor {
  at = 0
  isBroken = false
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  byte(): number {
    const byte = this.#bytes[this.at++]
    if (byte === undefined) this.isBroken = true
    return byte ?? 0
  }

  /** lib0's variable-length unsigned integer. */
  uint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) break
      // Seven groups are 49 bits: more is no clock of ours, and would lose bits.
      if (factor >= 2 ** 42) {
        this.isBroken = true
        break
      }
    }
    return value
  }

  wrappedBytes(): void {
    if (this.byte() !== ARRAY || this.byte() !== 1 || this.byte() !== BYTES) this.isBroken = true
    const length = this.uint()
    this.at += length
    if (this.at > this.#bytes.length) this.isBroken = true
  }
}

export function follows(before: UpdateRun, run: UpdateRun): boolean {
  return before.client === run.client && before.end === run.from
}

/** Runs of which each follows the one before it, as one update. @param runs at least one */
export function joinRuns(runs: readonly RunUpdate[]): Uint8Array {
  const joined = new JoinedRuns()
  for (const { run, update } of runs) joined.add(run, update)
  return joined.toUpdate()
}

const FIRST_BYTES = 1024

/** Runs that follow each other, gathered as they come. */
export class JoinedRuns {
  #client = 0
  #from = 0
  #end = 0
  #structCount = 0
  #structs = new Uint8Array(FIRST_BYTES)
  #length = 0

  get structCount(): number {
    return this.#structCount
  }

  /** Whether the run goes on where these end. */
  takes({ client, from }: UpdateRun): boolean {
    return this.#structCount === 0 || (client === this.#client && from === this.#end)
  }

  /** Copies the structs of the update. */
  add(run: UpdateRun, update: Uint8Array): void {
    if (!this.takes(run)) throw new RangeError('a run must go on where the one before it ends')
    if (this.#structCount === 0) {
      this.#client = run.client
      this.#from = run.from
    }
    this.#end = run.end
    this.#structCount += run.structCount
    const length = this.#length + run.structsEnd - run.structsAt
    if (length > this.#structs.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#structs.length))
      larger.set(this.#structs.subarray(0, this.#length))
      this.#structs = larger
    }
    this.#structs.set(update.subarray(run.structsAt, run.structsEnd), this.#length)
    this.#length = length
  }

  toUpdate(): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, this.#structCount)
    encoding.writeVarUint(encoder, this.#client)
    encoding.writeVarUint(encoder, this.#from)
    const head = encoding.toUint8Array(encoder)
    // The last byte stays 0: no deletions.
    const update = new Uint8Array(head.length + this.#length + 1)
    update.set(head)
    update.set(this.#structs.subarray(0, this.#length), head.length)
    return update
  }
}
