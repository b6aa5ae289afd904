import type { PrintLink, StartTimer } from '../printing/print-link.ts'
import { GenericScaleParser } from './generic-scale-parser.ts'
import { type ScaleProtocol, scaleRequest } from './scale-protocol.ts'
import type { ScaleReading } from './scale-reading.ts'
import { ToledoParser } from './toledo-parser.ts'

/** All in milliseconds. */
export interface ScaleTimes {
  /** From an answer to the next question; scales want 200 at least. */
  readonly poll: number
  /** A scale that said nothing for so long is silent. */
  readonly answer: number
}

export const SCALE_TIMES: ScaleTimes = { poll: 220, answer: 1200 }

/**
 * The conversation with one scale over an open link: asks, or listens to one that speaks by itself, and tells each
 * reading. After a lost link it says `lost` and is over. SPEC Y3.
 */
export class ScaleSession {
  readonly #link: PrintLink
  readonly #request: Uint8Array | null
  readonly #parser: { push(chunk: Uint8Array): ScaleReading[] }
  readonly #startTimer: StartTimer
  readonly #times: ScaleTimes
  readonly #onReading: (reading: ScaleReading) => void
  #stopTimer: () => void = () => undefined
  #isOver = false

  constructor(
    link: PrintLink,
    protocol: ScaleProtocol,
    around: {
      readonly startTimer: StartTimer
      readonly onReading: (reading: ScaleReading) => void
      readonly times?: ScaleTimes
    },
  ) {
    this.#link = link
    this.#request = scaleRequest(protocol)
    this.#parser =
      protocol.kind === 'toledo-8217' ? new ToledoParser(protocol.unit) : new GenericScaleParser(protocol)
    this.#startTimer = around.startTimer
    this.#times = around.times ?? SCALE_TIMES
    this.#onReading = around.onReading
    link.listen({ onBytes: bytes => this.#hear(bytes), onLost: () => this.#lose() })
    this.#ask()
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Says nothing any more, and gives the link back. */
  async close(): Promise<void> {
    this.#isOver = true
    this.#stopTimer()
    await this.#link.close()
  }

  #ask(): void {
    this.#wait(this.#times.answer, () => {
      this.#onReading({ kind: 'silent' })
      this.#ask()
    })
    if (this.#request !== null) this.#link.write(this.#request).catch(() => this.#lose())
  }

  #hear(bytes: Uint8Array): void {
    if (this.#isOver) return
    const readings = this.#parser.push(bytes)
    if (readings.length === 0) return
    for (const reading of readings) this.#onReading(reading)
    if (this.#request === null) this.#ask()
    else this.#wait(this.#times.poll, () => this.#ask())
  }

  #lose(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#stopTimer()
    this.#onReading({ kind: 'lost' })
  }

  #wait(milliseconds: number, then: () => void): void {
    this.#stopTimer()
    if (!this.#isOver) this.#stopTimer = this.#startTimer(milliseconds, then)
  }
}
