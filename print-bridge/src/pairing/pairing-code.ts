import { randomInt, timingSafeEqual } from 'node:crypto'

const LIFE_MS = 2 * 60_000
const ATTEMPTS = 5
const DIGITS = 8

export interface ShownCode {
  readonly origin: string
  readonly code: string
  readonly expiresAt: number
}

export type RedeemResult = 'right' | 'wrong' | 'no-code'

/**
 * The one-time code that proves that whoever pairs a till sees the bridge's own page: eight digits, for one origin,
 * good for two minutes and five tries. One code stands at a time.
 */
export class PairingCode {
  readonly #now: () => number
  #shown: (ShownCode & { attemptsLeft: number }) | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  /** A new code for the origin; the one before is void. */
  show(origin: string): ShownCode {
    const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
    this.#shown = { origin, code, expiresAt: this.#now() + LIFE_MS, attemptsLeft: ATTEMPTS }
    return { origin, code, expiresAt: this.#shown.expiresAt }
  }

  /** The code that stands, or null. */
  get shown(): ShownCode | null {
    if (this.#shown && this.#now() >= this.#shown.expiresAt) this.#shown = null
    return (
      this.#shown && { origin: this.#shown.origin, code: this.#shown.code, expiresAt: this.#shown.expiresAt }
    )
  }

  /** Takes the code, once. A try from another origin than the code's counts as a wrong one. */
  redeem(origin: string, code: string): RedeemResult {
    if (this.shown === null || this.#shown === null) return 'no-code'
    const sameCode = timingSafeEqual(Buffer.from(code.padEnd(16)), Buffer.from(this.#shown.code.padEnd(16)))
    if (sameCode && origin === this.#shown.origin) {
      this.#shown = null
      return 'right'
    }
    this.#shown.attemptsLeft--
    if (this.#shown.attemptsLeft === 0) this.#shown = null
    return 'wrong'
  }
}
