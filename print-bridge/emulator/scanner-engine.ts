import type { DeviceEngine } from './tcp-device.ts'

const REPORT = 2
const DATA_BYTES = 56

/** How this scanner behaves. Everything may be changed while it runs. */
export interface ScannerBehaviour {
  /** `serial`: bytes with an end behind them; `hid`: reports of HID Point of Sale, their id in front. */
  speaks: 'serial' | 'hid'
  /** What a serial one sends behind a code. */
  end: string
  /** Every byte of a serial one comes by itself. */
  piecemeal: boolean
}

/** A scanner without a light: a test says what it reads, and it tells that as a real one does. */
export class ScannerEngine implements DeviceEngine {
  readonly behaviour: ScannerBehaviour
  #reply: (bytes: Uint8Array) => void = () => undefined

  constructor(behaviour: Partial<ScannerBehaviour> = {}) {
    this.behaviour = { speaks: 'serial', end: '\r', piecemeal: false, ...behaviour }
  }

  connect(reply: (bytes: Uint8Array) => void): void {
    this.#reply = reply
  }

  /** It is told nothing. */
  receive(): void {}
  powerCycle(): void {}
  stop(): void {}

  /** @param aim the identifier of the symbology, which a HID scanner tells beside the code */
  scan(code: string, aim = ']E0'): void {
    if (this.behaviour.speaks === 'hid') this.#report(code, aim)
    else this.send(bytesOf(code + this.behaviour.end))
  }

  /** Anything, such as noise on the line. */
  send(bytes: Uint8Array): void {
    for (const piece of this.behaviour.piecemeal ? bytes : [bytes])
      this.#reply(typeof piece === 'number' ? Uint8Array.of(piece) : piece)
  }

  #report(code: string, aim: string): void {
    for (let from = 0; from === 0 || from < code.length; from += DATA_BYTES) {
      const part = code.slice(from, from + DATA_BYTES)
      const goesOn = from + DATA_BYTES < code.length
      const text = aim.padEnd(3, '\0') + part.padEnd(DATA_BYTES, '\0')
      this.#reply(Uint8Array.of(REPORT, part.length, ...bytesOf(text), 0, 0, goesOn ? 1 : 0))
    }
  }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, letter => letter.charCodeAt(0))
}
