import { encodeCloseChannel, encodePiece } from './channel-frames.ts'

interface Outgoing {
  readonly message: Uint8Array
  /** Bytes that have left. */
  sent: number
  readonly written: () => void
}

interface Channel {
  readonly waiting: Outgoing[]
  bytes: number
  /** The close frame that follows the last message. */
  last: Uint8Array | null
}

/** Long messages are cut into pieces of this many bytes: at 1 Mbit/s another channel waits a quarter second for one. */
export const PIECE_BYTES = 32 * 1024

/**
 * What waits to be sent on one socket by many channels: they take turns, a piece each, so that a large catalog holds
 * back no acknowledgement. On one channel messages keep their order. SPEC W7.
 */
export class ChannelQueue {
  readonly #channels = new Map<number, Channel>()
  #bytes = 0

  /** Bytes that wait on all channels. */
  get bytes(): number {
    return this.#bytes
  }

  /** Bytes that wait on a channel. */
  bytesOf(channel: number): number {
    return this.#channels.get(channel)?.bytes ?? 0
  }

  /** @param written called when the last piece of the message was taken by `next` and sent */
  push(channel: number, message: Uint8Array, written: () => void = () => {}): void {
    const queue = this.#queueOf(channel)
    if (queue.last !== null) return
    queue.waiting.push({ message, sent: 0, written })
    queue.bytes += message.byteLength
    this.#bytes += message.byteLength
  }

  /** A close frame goes out behind what waits on the channel; what is pushed later is dropped. */
  close(channel: number, code: number, reason: string): void {
    const queue = this.#queueOf(channel)
    queue.last ??= encodeCloseChannel(channel, code, reason)
  }

  /** Forgets what waits on a channel; messages that were cut off never end. */
  drop(channel: number): void {
    this.#bytes -= this.bytesOf(channel)
    this.#channels.delete(channel)
  }

  /** The next frame to send, and what to call when it is sent; undefined when nothing waits. */
  next(): { readonly frame: Uint8Array; readonly sent: () => void } | undefined {
    for (const [channel, queue] of this.#channels) {
      // To the end of the line: a Map keeps the order in which keys were set.
      this.#channels.delete(channel)
      const [first] = queue.waiting
      if (first === undefined) {
        if (queue.last !== null) return { frame: queue.last, sent: () => {} }
        continue
      }
      const piece = first.message.subarray(first.sent, first.sent + PIECE_BYTES)
      first.sent += piece.byteLength
      queue.bytes -= piece.byteLength
      this.#bytes -= piece.byteLength
      const isLast = first.sent === first.message.byteLength
      if (isLast) queue.waiting.shift()
      if (queue.waiting.length > 0 || queue.last !== null) this.#channels.set(channel, queue)
      return { frame: encodePiece(channel, piece, isLast), sent: isLast ? first.written : () => {} }
    }
    return undefined
  }

  #queueOf(channel: number): Channel {
    const known = this.#channels.get(channel)
    if (known !== undefined) return known
    const queue: Channel = { waiting: [], bytes: 0, last: null }
    this.#channels.set(channel, queue)
    return queue
  }
}

/** Puts the pieces of channels' messages together again. SPEC W7. */
export class ChannelAssembler {
  readonly #partial = new Map<number, Uint8Array[]>()
  #bytes = 0

  /** Bytes of messages whose end has not come. */
  get bytes(): number {
    return this.#bytes
  }

  /** @returns the message when it is whole, in a buffer of its own; else undefined. */
  take(channel: number, bytes: Uint8Array, isLast: boolean): Uint8Array | undefined {
    const before = this.#partial.get(channel)
    if (isLast && before === undefined) return bytes.slice()
    const pieces = before ?? []
    pieces.push(bytes.slice())
    this.#bytes += bytes.byteLength
    if (!isLast) {
      this.#partial.set(channel, pieces)
      return undefined
    }
    this.drop(channel)
    return joined(pieces)
  }

  /** The channel is closed: what came of its last message is worth nothing. */
  drop(channel: number): void {
    for (const piece of this.#partial.get(channel) ?? []) this.#bytes -= piece.byteLength
    this.#partial.delete(channel)
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}
