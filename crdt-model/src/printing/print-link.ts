/**
 * An open way to one printer. Whoever opens it owns it, and nobody else writes to it.
 * The contract of every transport (TCP, serial, device file, WebUSB, WebSerial):
 * - `write` resolves when the transport has taken the bytes, which proves nothing about paper, and rejects with
 *   `LinkLost` when it will take no more. One write at a time.
 * - `onBytes` is told of every byte that the printer sends, in order, in pieces of any size.
 * - `lost` is called once, when the link is gone without having been closed. A write in flight rejects as well.
 * - `close` never rejects and lets no timer run.
 */
export interface PrintLink {
  write(bytes: Uint8Array): Promise<void>
  listen(listener: PrintLinkListener): void
  close(): Promise<void>
}

export interface PrintLinkListener {
  readonly onBytes: (bytes: Uint8Array) => void
  readonly onLost: () => void
}

/** The printer went away while the link was in use. */
export class LinkLost extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'LinkLost'
  }
}

/** Calls back after so many milliseconds, unless it is called off by what it returns. */
export type StartTimer = (milliseconds: number, then: () => void) => () => void
