import { type EscPosToken, readEscPosToken } from '@evertill/crdt-model/printing'
import { Paper } from './paper.ts'

/** How this printer behaves. Everything may be changed while it runs. */
export interface PrinterBehaviour {
  /** `processId`: as Epson's; `ordered`: a clone that knows only `GS r`; `silent`: never says anything. */
  answers: 'processId' | 'ordered' | 'silent'
  /** Milliseconds for one line of paper. 0: at once. */
  lineMs: number
  /** Paper ends, the cover opens, when so many lines of a connection's jobs are out. */
  paperEndAtLine: number | null
  coverOpenAtLine: number | null
  /** The next cut jams the cutter. */
  cutterJams: boolean
  /** Answers to status questions are no status bytes. */
  garbageStatus: boolean
  /** Automatic status comes between all bytes of its answers. */
  automaticFlood: boolean
  /** Says the id of an earlier job before each id. */
  repeatsIds: boolean
}

export const HEALTHY: PrinterBehaviour = {
  answers: 'processId',
  lineMs: 0,
  paperEndAtLine: null,
  coverOpenAtLine: null,
  cutterJams: false,
  garbageStatus: false,
  automaticFlood: false,
  repeatsIds: false,
}

/** The cash drawer on the printer's connector. */
export interface EmulatedDrawer {
  state: 'closed' | 'open'
  /** The pin its solenoid hangs on: a pulse on the other one does nothing. */
  pin: 2 | 5
  /** The level of its switch while it is open, or null for one without a switch. */
  openLevel: 'low' | 'high' | null
}

const AUTOMATIC_STATUS = [0x10, 0x00, 0x00, 0x00]

/**
 * An ESC/POS printer without paper: takes bytes, prints them on a `Paper`, answers as a real one does, and fails as
 * one does. Transports (TCP, and fakes of browser devices) hand it bytes and carry its answers.
 */
export class PrinterEngine {
  readonly paper = new Paper()
  readonly behaviour: PrinterBehaviour
  paperState: 'ok' | 'low' | 'end' = 'ok'
  cover: 'closed' | 'open' = 'closed'
  cutter: 'ok' | 'jammed' = 'ok'
  readonly drawer: EmulatedDrawer = { state: 'closed', pin: 2, openLevel: 'high' }
  /** All bytes that came in, as they came. */
  bytesReceived = 0
  #reply: (bytes: Uint8Array) => void = () => undefined
  #buffer = new Uint8Array()
  /** The last two bytes of the stream: real-time commands are seen wherever they stand. */
  #recent: [number, number] = [0, 0]
  #lines = 0
  #earlierId: number[] | null = null
  #timer: NodeJS.Timeout | null = null
  readonly #onChange: () => void

  constructor(behaviour: Partial<PrinterBehaviour> = {}, onChange: () => void = () => undefined) {
    this.behaviour = { ...HEALTHY, ...behaviour }
    this.#onChange = onChange
  }

  /** Where its answers go from now on. */
  connect(reply: (bytes: Uint8Array) => void): void {
    this.#reply = reply
  }

  receive(bytes: Uint8Array): void {
    this.bytesReceived += bytes.length
    for (const byte of bytes) this.#watchRealTime(byte)
    const joined = new Uint8Array(this.#buffer.length + bytes.length)
    joined.set(this.#buffer)
    joined.set(bytes, this.#buffer.length)
    this.#buffer = joined
    this.#goOn()
  }

  /** A person puts paper in, closes the cover and clears the cutter: it goes on where it stopped. */
  repair(): void {
    this.paperState = 'ok'
    this.cover = 'closed'
    this.cutter = 'ok'
    Object.assign(this.behaviour, { paperEndAtLine: null, coverOpenAtLine: null, cutterJams: false })
    this.#goOn()
  }

  /** Switched off and on: what was not printed is gone. */
  powerCycle(): void {
    this.#buffer = new Uint8Array()
    this.stop()
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #goOn(): void {
    while (this.#timer === null && this.#isReady()) {
      const read = readEscPosToken(this.#buffer, 0)
      if (read === null) return
      // Text may go on in the next packet.
      this.#buffer = this.#buffer.slice(read.end)
      const lines = this.#execute(read.token)
      if (lines === 0) continue
      this.#lines += lines
      this.#failAtLine()
      this.#onChange()
      if (this.behaviour.lineMs > 0) {
        this.#timer = setTimeout(() => {
          this.#timer = null
          this.#goOn()
        }, this.behaviour.lineMs * lines)
      }
    }
  }

  #isReady(): boolean {
    return this.paperState !== 'end' && this.cover === 'closed' && this.cutter === 'ok'
  }

  #failAtLine(): void {
    const { paperEndAtLine, coverOpenAtLine } = this.behaviour
    if (paperEndAtLine !== null && this.#lines >= paperEndAtLine) this.paperState = 'end'
    if (coverOpenAtLine !== null && this.#lines >= coverOpenAtLine) this.cover = 'open'
  }

  /** @returns how many lines the paper moved. */
  #execute(token: EscPosToken): number {
    if (token.kind === 'command' && token.lead === 'GS') {
      if (token.name === '(H' && token.data[0] === 0x30) this.#sayProcessId([...token.data.subarray(2)])
      if (token.name === 'r' && this.behaviour.answers !== 'silent') this.#say([0x00])
      if (token.name === 'V' && this.behaviour.cutterJams) this.cutter = 'jammed'
    }
    if (token.kind === 'command' && token.lead === 'ESC' && token.name === 'p')
      this.#pulse((token.data[0] ?? 0) % 48)
    return this.paper.print(token)
  }

  #pulse(device: number): void {
    if (device === (this.drawer.pin === 2 ? 0 : 1)) this.drawer.state = 'open'
  }

  #sayProcessId(id: number[]): void {
    if (this.behaviour.answers !== 'processId') return
    if (this.behaviour.repeatsIds && this.#earlierId) this.#say([0x37, 0x22, ...this.#earlierId, 0x00])
    this.#earlierId = id
    this.#say([0x37, 0x22, ...id, 0x00])
  }

  #watchRealTime(byte: number): void {
    const [before, last] = this.#recent
    this.#recent = [last, byte]
    if (before !== 0x10) return
    if (last === 0x04 && byte >= 1 && byte <= 4) this.#sayStatus(byte)
    if (last === 0x05 && (byte === 1 || byte === 2)) {
      if (byte === 2) this.#buffer = new Uint8Array()
      this.cutter = 'ok'
    }
    if (last === 0x14 && byte === 1) {
      this.paper.items.push({ kind: 'pulse', device: 0 })
      this.#pulse(0)
    }
  }

  #sayStatus(question: number): void {
    if (this.behaviour.answers === 'silent') return
    this.#say(this.behaviour.garbageStatus ? [0xff, 0x81, 0xa5] : [0x12 | this.#statusBits(question)])
  }

  #statusBits(question: number): number {
    switch (question) {
      case 1:
        return (this.#isReady() ? 0 : 0x08) | (this.#isSwitchHigh() ? 0x04 : 0)
      case 2:
        return (
          (this.cover === 'open' ? 0x04 : 0) |
          (this.paperState === 'end' ? 0x20 : 0) |
          (this.cutter === 'jammed' ? 0x40 : 0)
        )
      case 3:
        return this.cutter === 'jammed' ? 0x08 : 0
      default:
        return this.paperState === 'end' ? 0x6c : this.paperState === 'low' ? 0x0c : 0
    }
  }

  #isSwitchHigh(): boolean {
    const { state, openLevel } = this.drawer
    return openLevel !== null && (state === 'open') === (openLevel === 'high')
  }

  #say(bytes: readonly number[]): void {
    for (const byte of bytes) {
      if (this.behaviour.automaticFlood) this.#reply(Uint8Array.from(AUTOMATIC_STATUS))
      this.#reply(Uint8Array.of(byte))
    }
  }
}
