import type { DeviceEngine } from './tcp-device.ts'

/** How this scale behaves. Everything may be changed while it runs. */
export interface ScaleBehaviour {
  /** Asked by `W`, as a Mettler Toledo 8217; asked by `P`, as one of Adam; or a stream that nobody asks for. */
  speaks: 'toledo' | 'adam' | 'stream'
  /** Says nothing. */
  silent: boolean
  /** Says what nobody understands. */
  garbage: boolean
  /** Every byte comes by itself. */
  piecemeal: boolean
}

const CAPACITY = 15_000
const STREAM_EVERY_MS = 100

/** A scale without a plate: what lies on it is said by a test, and it answers, or fails, as a real one does. */
export class ScaleEngine implements DeviceEngine {
  readonly behaviour: ScaleBehaviour
  /** What lies on it, grams: below 0 when something was lifted that it took for part of itself. */
  load = 0
  /** It has not come to rest. */
  isMoving = false
  /** Grams that it takes off by itself, and does not tell. */
  ownTare = 0
  #reply: (bytes: Uint8Array) => void = () => undefined
  #stream: NodeJS.Timeout | undefined
  #timesAsked = 0

  constructor(behaviour: Partial<ScaleBehaviour> = {}) {
    this.behaviour = { speaks: 'toledo', silent: false, garbage: false, piecemeal: false, ...behaviour }
  }

  get timesAsked(): number {
    return this.#timesAsked
  }

  connect(reply: (bytes: Uint8Array) => void): void {
    this.#reply = reply
    this.stop()
    if (this.behaviour.speaks === 'stream')
      this.#stream = setInterval(() => this.#say(this.#streamed()), STREAM_EVERY_MS)
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const letter = String.fromCharCode(byte)
      if (this.behaviour.speaks === 'toledo' && letter === 'W') this.#answer(this.#asToledo())
      if (this.behaviour.speaks === 'toledo' && letter === 'Z') this.load = 0
      if (this.behaviour.speaks === 'adam' && letter === 'P') this.#answer(`  ${this.#kilograms(7)}kg\r\n`)
    }
  }

  /** Switched off and on. */
  powerCycle(): void {
    this.ownTare = 0
  }

  stop(): void {
    clearInterval(this.#stream)
  }

  #answer(words: string): void {
    this.#timesAsked++
    this.#say(words)
  }

  #say(words: string): void {
    const { silent, garbage, piecemeal } = this.behaviour
    if (silent) return
    const bytes = Uint8Array.from(garbage ? '\x02\x7fq%\r' : words, letter => letter.charCodeAt(0))
    for (const piece of piecemeal ? bytes : [bytes])
      this.#reply(typeof piece === 'number' ? Uint8Array.of(piece) : piece)
  }

  #asToledo(): string {
    if (this.load > CAPACITY) return '\x02?C\r'
    if (this.load < 0) return '\x02?D\r'
    if (this.isMoving) return '\x02?A\r'
    return `\x02${this.#kilograms(6)}${this.ownTare > 0 ? 'N' : ''}\r`
  }

  #streamed(): string {
    const state = this.load > CAPACITY ? 'OL' : this.isMoving ? 'US' : 'ST'
    return `${state},GS,${this.load < 0 ? '-' : '+'}${this.#kilograms(8)}kg\r\n`
  }

  /** One that has no word for motion says another weight each time. */
  #kilograms(width: number): string {
    const trembling = this.isMoving ? this.#timesAsked % 7 : 0
    return ((Math.abs(this.load) - this.ownTare + trembling) / 1000).toFixed(3).padStart(width, '0')
  }
}
