/** Something a printer said by itself or as an answer. */
export type PrinterReply =
  /** All before the request with this id has been printed (`GS ( H` function 48). */
  | { readonly kind: 'process-id'; readonly id: string }
  /** An answer to `DLE EOT n`. It does not say which: they come in the order of the questions. */
  | { readonly kind: 'real-time'; readonly byte: number }
  /** An answer to `GS r`: all before the request has been processed. */
  | { readonly kind: 'transmitted'; readonly byte: number }
  /** Automatic status back: four bytes at each change. */
  | { readonly kind: 'automatic'; readonly bytes: readonly number[] }
  | { readonly kind: 'block'; readonly bytes: readonly number[] }
  | { readonly kind: 'noise'; readonly byte: number }

const PROCESS_ID = 0x37
const BLOCK_HEADERS: readonly number[] = [PROCESS_ID, 0x35, 0x3b, 0x3d, 0x5f]
/** A block never gets longer; what does is garbage, and reading begins again after it. */
const MAX_BLOCK = 256
const XON = 0x11
const XOFF = 0x13

const isAutomatic = (byte: number) => (byte & 0x93) === 0x10
const isRealTime = (byte: number) => (byte & 0x93) === 0x12
const isLow = (byte: number) => (byte & 0x90) === 0

/**
 * Takes a printer's bytes apart, in pieces of any size: any split of the same bytes gives the same replies.
 * Order of trying (facts of Epson's status bits, each tested by a mask): block, automatic status, real-time, `GS r`.
 * Automatic and real-time status may come between the bytes of a process-id block; ids are chosen so that none of
 * their characters can be taken for one (see `processIdOf`).
 */
export class ReplyParser {
  #block: number[] | null = null
  #automatic: number[] | null = null

  push(chunk: Uint8Array): PrinterReply[] {
    const replies: PrinterReply[] = []
    for (const byte of chunk) {
      const reply = this.#take(byte)
      if (reply) replies.push(reply)
    }
    return replies
  }

  #take(byte: number): PrinterReply | null {
    if (this.#automatic) return this.#goOnAutomatic(this.#automatic, byte)
    if (this.#block) return this.#goOnBlock(this.#block, byte)
    return this.#begin(byte)
  }

  #begin(byte: number): PrinterReply | null {
    if (BLOCK_HEADERS.includes(byte)) {
      this.#block = [byte]
      return null
    }
    if (byte === XON || byte === XOFF) return null
    return this.#status(byte) ?? (this.#automatic ? null : rest(byte))
  }

  /** Real-time status, or the start of an automatic one. */
  #status(byte: number): PrinterReply | null {
    if (isAutomatic(byte)) this.#automatic = [byte]
    return isRealTime(byte) ? { kind: 'real-time', byte } : null
  }

  #goOnAutomatic(group: number[], byte: number): PrinterReply | null {
    if (isRealTime(byte)) return { kind: 'real-time', byte }
    this.#automatic = null
    // Not one of the group: the group was torn, and the byte is read for what it is.
    if (!isLow(byte)) return this.#take(byte)
    group.push(byte)
    if (group.length === 4) return { kind: 'automatic', bytes: group }
    this.#automatic = group
    return null
  }

  #goOnBlock(block: number[], byte: number): PrinterReply | null {
    if (block[0] === PROCESS_ID && (isRealTime(byte) || isAutomatic(byte))) return this.#status(byte)
    block.push(byte)
    if (byte !== 0) {
      if (block.length >= MAX_BLOCK) this.#block = null
      return null
    }
    this.#block = null
    const isProcessId = block[0] === PROCESS_ID && block[1] === 0x22 && block.length === 7
    if (isProcessId) return { kind: 'process-id', id: String.fromCharCode(...block.slice(2, 6)) }
    return { kind: 'block', bytes: block }
  }
}

function rest(byte: number): PrinterReply {
  return isLow(byte) ? { kind: 'transmitted', byte } : { kind: 'noise', byte }
}
