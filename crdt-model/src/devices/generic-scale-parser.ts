import { isWeightUnit, UNITS, type WeightUnit } from '../sale/unit.ts'
import { readBytes } from './read-bytes.ts'
import { readWeight } from './read-weight.ts'
import type { GenericScale } from './scale-protocol.ts'
import type { ScaleReading } from './scale-reading.ts'

const ENDS = { cr: 0x0d, lf: 0x0a, etx: 0x03 } as const
/** A line of a scale is shorter; what is longer is garbage, and said once. */
const LONGEST = 64
/** How lines of A&D's and CAS's form say that a tare was taken off: `ST,NT,+  1.234kg`. */
const NET = /(?:^|,)NT(?:,|$)/

/**
 * Reads a scale that says a number in a line of text, as its settings describe it. Bytes come in pieces of any size.
 * A weight that must be at rest by being the same again and again is told as motion until it was. SPEC Y2, Y3.
 */
export class GenericScaleParser {
  readonly #settings: GenericScale
  #line = ''
  #isTooLong = false
  #last: { readonly text: string; readonly times: number } | null = null

  constructor(settings: GenericScale) {
    this.#settings = settings
  }

  push(chunk: Uint8Array): ScaleReading[] {
    return readBytes(chunk, byte => this.#take(byte))
  }

  #take(byte: number): ScaleReading | null {
    if (byte === ENDS[this.#settings.end]) return this.#end()
    // The other signs of a line's end, its start, and what acknowledges: no part of what it says.
    if (byte < 0x20 || byte === 0x7f || this.#isTooLong) return null
    this.#line += String.fromCharCode(byte)
    if (this.#line.length <= LONGEST) return null
    const text = this.#line.slice(0, LONGEST)
    this.#line = ''
    this.#isTooLong = true
    return { kind: 'unreadable', text }
  }

  #end(): ScaleReading | null {
    const line = this.#line.trim()
    this.#line = ''
    const wasTooLong = this.#isTooLong
    this.#isTooLong = false
    return line === '' || wasTooLong ? null : this.#atRest(readLine(line, this.#settings))
  }

  #atRest(reading: ScaleReading): ScaleReading {
    const text = JSON.stringify(reading)
    const times = this.#last?.text === text ? this.#last.times + 1 : 1
    this.#last = { text, times }
    return reading.kind === 'weight' && times < this.#settings.atRest ? { kind: 'motion' } : reading
  }
}

function readLine(line: string, settings: GenericScale): ScaleReading {
  const says = (marks: readonly string[]) => marks.some(mark => line.includes(mark))
  if (says(settings.overload)) return { kind: 'overload' }
  if (says(settings.belowZero)) return { kind: 'below-zero' }
  if (says(settings.motion)) return { kind: 'motion' }
  if (NET.test(line)) return { kind: 'own-tare' }
  const [, sign = '', whole, fraction, rest = ''] = /([+-]?)\s*(\d+)(?:[.,](\d*))?(.*)/.exec(line) ?? []
  if (whole === undefined) return { kind: 'unreadable', text: line }
  const number = fraction === undefined ? withPoint(whole, settings.decimals) : `${whole}.${fraction}`
  return readWeight(sign + number, unitOf(rest) ?? settings.unit) ?? { kind: 'unreadable', text: line }
}

function withPoint(digits: string, decimals: number): string {
  if (decimals === 0) return digits
  const all = digits.padStart(decimals + 1, '0')
  return `${all.slice(0, -decimals)}.${all.slice(-decimals)}`
}

/** The unit that stands behind the number, where one does. */
function unitOf(rest: string): WeightUnit | undefined {
  const name = /^\s*([a-z]+)/i.exec(rest)?.[1]?.toLowerCase()
  return UNITS.filter(isWeightUnit).find(unit => unit === name)
}
