import { isForeignDigit, type KeyPress, usCharacter } from './key-text.ts'
import {
  DEFAULT_SCAN_RULES,
  isScanUnderWay,
  LONGEST_PAUSE,
  type ScanRules,
  scanLength,
  silenceAfter,
  slowPaceOf,
  type TypedCharacter,
} from './scan-timing.ts'

/** A key as the detector sees it. */
export interface WedgeKey extends KeyPress {
  /** When it was pressed, milliseconds. */
  readonly at: number
}

export interface Scan<Place> {
  readonly text: string
  /** Where the first character of the scan went: what was there before it is to be put back. */
  readonly place: Place
}

/** What to do with a key. */
export interface KeyVerdict<Place> {
  /** Keep the key from everybody else: it is the scanner's. */
  readonly swallow: boolean
  /** A scan that ended with this key, or before it. */
  readonly scan: Scan<Place> | null
}

interface Character<Place> {
  readonly byLayout: string
  readonly byPosition: string
  readonly isForeign: boolean
  readonly at: number
  readonly place: Place
}

/** More than any barcode holds: what is typed beyond it is nobody's scan. */
const LONGEST_CODE = 512
const SUFFIXES: readonly string[] = ['Enter', 'NumpadEnter', 'Tab']

/**
 * Follows the keys of a window and picks out what a scanner typed. Knows nothing of the DOM: `Place` stands for where
 * a character went. `prefix`: the name of a key that the shop's scanners send first, which makes every guess needless.
 */
export class WedgeDetector<Place> {
  readonly #prefix: string | undefined
  #rules: ScanRules
  #typed: Character<Place>[] = []
  #isPrefixed = false
  /** A scan of this till ended with a suffix: its scanner sends one, so that silence ends nothing any more. */
  #sendsSuffix = false
  /** When a scan ended by silence: its Enter may come late. */
  #endedAt = Number.NEGATIVE_INFINITY

  constructor(
    options: {
      readonly prefix?: string | undefined
      readonly rules?: Partial<ScanRules>
      /** The shop's scanner is known to end its scans by a key. */
      readonly sendsSuffix?: boolean
    } = {},
  ) {
    this.#prefix = options.prefix
    this.#rules = { ...DEFAULT_SCAN_RULES, ...options.rules }
    this.#sendsSuffix = options.sendsSuffix === true
  }

  /** How long to wait for the next key before calling `silence`, or null when nothing was typed. Milliseconds. */
  get patience(): number | null {
    return this.#typed.length === 0 ? null : silenceAfter(this.#characters())
  }

  /** Whether what was typed may go on as a scan at this moment, milliseconds: a key of the till's own waits for that. */
  mayGoOn(at: number): boolean {
    const last = this.#typed.at(-1)
    return last !== undefined && this.#typed.length > 1 && at - last.at <= LONGEST_PAUSE
  }

  /** A key went down. Keys that repeat, compose, or come with Alt or Meta are not to be given. */
  press(key: WedgeKey, place: () => Place): KeyVerdict<Place> {
    const before = this.#endBySilence(key.at)
    if (this.#prefix !== undefined && (key.key === this.#prefix || key.code === this.#prefix)) {
      this.#begin(true)
      return { swallow: true, scan: before }
    }
    if (SUFFIXES.includes(key.code) || SUFFIXES.includes(key.key)) return this.#suffix(key.at, before)
    if ([...key.key].length !== 1 && key.key !== 'Dead') return this.#otherKey(key, before)
    this.#typed.push({
      byLayout: key.key === 'Dead' ? '' : key.key,
      byPosition: usCharacter(key) ?? key.key,
      isForeign: isForeignDigit(key),
      at: key.at,
      place: place(),
    })
    if (this.#typed.length > LONGEST_CODE) this.#begin(false)
    return { swallow: this.#isPrefixed || isScanUnderWay(this.#characters()), scan: before }
  }

  /**
   * Nothing was heard for the time of `patience`. What was typed is kept when it is no scan: on a busy machine keys
   * arrive late, and their own times tell with the next key whether the pause was real.
   */
  silence(): Scan<Place> | null {
    const scan = this.#sendsSuffix ? null : this.#take('silence')
    if (!scan) return null
    this.#endedAt = this.#typed.at(-1)?.at ?? this.#endedAt
    this.#begin(false)
    return scan
  }

  /** What would be the scan if it ended now by a suffix: to be looked up while the suffix is on its way. */
  likely(): string | null {
    const scan = this.#endingIn('suffix')
    return scan && textOf(scan)
  }

  /** The window lost the keyboard: whatever was typed is over. */
  reset(): void {
    this.#begin(false)
  }

  #suffix(at: number, before: Scan<Place> | null): KeyVerdict<Place> {
    const scan = this.#take('suffix')
    this.#begin(false)
    if (scan) {
      this.#sendsSuffix = true
      return { swallow: true, scan: before ?? scan }
    }
    const isLate = at - this.#endedAt <= 2 * LONGEST_PAUSE
    this.#endedAt = Number.NEGATIVE_INFINITY
    return { swallow: before !== null || isLate, scan: before }
  }

  #otherKey(key: WedgeKey, before: Scan<Place> | null): KeyVerdict<Place> {
    const isModifier = ['Shift', 'CapsLock', 'Control', 'NumLock', 'Unidentified'].includes(key.key)
    if (!isModifier) this.#begin(false)
    return { swallow: false, scan: before }
  }

  /** Timers may be late on a busy page; the keys' own times are not. */
  #endBySilence(at: number): Scan<Place> | null {
    const last = this.#typed.at(-1)
    if (!last || at - last.at <= LONGEST_PAUSE) return null
    const scan = this.silence()
    this.#begin(false)
    return scan
  }

  #take(ended: 'suffix' | 'silence'): Scan<Place> | null {
    const scan = this.#endingIn(ended)
    const first = scan && this.#typed[this.#typed.length - scan.length]
    if (!scan || !first) return null
    const slowPace = slowPaceOf(scan)
    if (slowPace !== null && !this.#isPrefixed) this.#rules = { ...this.#rules, slowPace }
    return { text: textOf(scan), place: first.place }
  }

  /** The characters of the scan that has just ended in this way, or null when none has. */
  #endingIn(ended: 'suffix' | 'silence'): TypedCharacter[] | null {
    const characters = this.#characters()
    const length = this.#isPrefixed ? characters.length : scanLength(characters, ended, this.#rules)
    return length === 0 ? null : characters.slice(-length)
  }

  #characters(): TypedCharacter[] {
    const isForeign = this.#typed.some(one => one.isForeign)
    return this.#typed.map(({ byLayout, byPosition, at }) => ({
      text: isForeign ? byPosition : byLayout,
      at,
    }))
  }

  #begin(isPrefixed: boolean): void {
    this.#typed = []
    this.#isPrefixed = isPrefixed
  }
}

function textOf(scan: readonly TypedCharacter[]): string {
  return scan.map(one => one.text).join('')
}
