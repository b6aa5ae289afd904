import { decodeText } from './code-pages.ts'
import type { DeviceEngine } from './tcp-device.ts'

const COLUMNS = 20

/** A pole display without a pole: two lines of twenty signs, as Epson's commands, CD5220's, or plain text write them. */
export class PoleEngine implements DeviceEngine {
  /** What it was sent and does not know, byte by byte. */
  readonly unknown: number[] = []
  #signs: number[] = new Array(2 * COLUMNS).fill(0x20)
  #at = 0
  #pending: number[] = []

  get lines(): readonly [string, string] {
    const text = decodeText(Uint8Array.from(this.#signs), 0)
    return [text.slice(0, COLUMNS), text.slice(COLUMNS)]
  }

  connect(): void {}

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte)
  }

  powerCycle(): void {
    this.#clear()
    this.#pending = []
  }

  stop(): void {}

  #take(byte: number): void {
    this.#pending.push(byte)
    const [lead, name] = this.#pending
    if (lead === 0x1b) this.#escape(name)
    else if (lead === 0x1f) this.#unit(name)
    else {
      this.#pending = []
      if (byte === 0x0c) this.#clear()
      else if (byte >= 0x20) this.#write(byte)
      else this.unknown.push(byte)
    }
  }

  /** `ESC @`, and `ESC Q A` or `B` with a line and CR. */
  #escape(name: number | undefined): void {
    const [, , line, ...text] = this.#pending
    if (name === 0x40) this.powerCycle()
    else if (name !== undefined && name !== 0x51) this.#forget()
    if (name !== 0x51 || line === undefined || text.at(-1) !== 0x0d) return
    this.#pending = []
    this.#at = line === 0x41 ? 0 : COLUMNS
    for (const byte of text.slice(0, -1)) this.#write(byte)
  }

  /** `US $ column line` moves the cursor, `US C n` shows it or not. */
  #unit(name: number | undefined): void {
    const [, , first, second] = this.#pending
    if (name === 0x43 && first !== undefined) this.#pending = []
    else if (name !== undefined && name !== 0x43 && name !== 0x24) this.#forget()
    if (name !== 0x24 || first === undefined || second === undefined) return
    this.#pending = []
    this.#at = (second - 1) * COLUMNS + first - 1
  }

  #write(byte: number): void {
    this.#signs[this.#at] = byte
    this.#at = (this.#at + 1) % (2 * COLUMNS)
  }

  #clear(): void {
    this.#signs = new Array(2 * COLUMNS).fill(0x20)
    this.#at = 0
  }

  #forget(): void {
    this.unknown.push(...this.#pending)
    this.#pending = []
  }
}
