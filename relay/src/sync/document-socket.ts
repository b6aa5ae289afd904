import type { RawData } from 'ws'

/**
 * What a connection needs of its socket: a WebSocket of `ws`, or one channel of a device's socket. Messages come in
 * order; after `close` nothing comes.
 */
export interface DocumentSocket {
  readonly readyState: number
  /** The `readyState` of an open socket. */
  readonly OPEN: number
  /** Bytes that were sent and have not left. */
  readonly bufferedAmount: number
  /** @param written called when the message has left this process; not called when it never does */
  send(data: Uint8Array, options: { binary: boolean; compress: boolean }, written: () => void): void
  close(code: number, reason: string): void
  /** Cuts it without waiting for the other side. */
  terminate(): void
  ping(): void
  /** Takes no more from the other side: what still comes is of no interest. */
  pause(): void
  on(event: 'message', listener: (data: RawData, isBinary: boolean) => void): unknown
  on(event: 'pong' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}
