import type { WeightUnit } from '../sale/unit.ts'
import { readBytes } from './read-bytes.ts'
import { readWeight } from './read-weight.ts'
import type { ScaleReading } from './scale-reading.ts'

const STX = 0x02
const CR = 0x0d
/** No answer is longer; what is, is garbage, and reading begins again at the next start. */
const LONGEST = 32

/** The status byte: this bit is always set, the others say why there is no weight. */
const IS_STATUS = 0x40
const STATUS = { motion: 0x01, overload: 0x02, belowZero: 0x04, notZeroed: 0x08, atZero: 0x10, net: 0x20 }

/**
 * Reads a Mettler Toledo 8217: `STX 01.234 CR`, with `N` behind the number where it took a tare off, or
 * `STX ? status CR`. Bytes come in pieces of any size, with their parity bit or without. SPEC Y2.
 */
export class ToledoParser {
  readonly #unit: WeightUnit
  #answer: string | null = null

  constructor(unit: WeightUnit) {
    this.#unit = unit
  }

  push(chunk: Uint8Array): ScaleReading[] {
    return readBytes(chunk, byte => this.#take(byte))
  }

  #take(byte: number): ScaleReading | null {
    if (byte === STX) {
      this.#answer = ''
      return null
    }
    if (this.#answer === null) return null
    const answer = this.#answer
    if (byte !== CR && answer.length < LONGEST) {
      this.#answer = answer + String.fromCharCode(byte)
      return null
    }
    this.#answer = null
    return readAnswer(answer, this.#unit)
  }
}

function readAnswer(answer: string, unit: WeightUnit): ScaleReading {
  if (answer.length === 2 && answer.startsWith('?')) return readStatus(answer, unit)
  const [, number, net] = /^\s*(-?\d+(?:\.\d*)?)\s*(N?)$/.exec(answer) ?? []
  if (number === undefined) return unreadable(answer)
  return net === 'N' ? { kind: 'own-tare' } : (readWeight(number, unit) ?? unreadable(answer))
}

/** The worst that it says: what is too heavy trembles as well. */
function readStatus(answer: string, unit: WeightUnit): ScaleReading {
  const status = answer.charCodeAt(1)
  const says = (bit: number) => (status & bit) !== 0
  if (!says(IS_STATUS)) return unreadable(answer)
  if (says(STATUS.overload)) return { kind: 'overload' }
  if (says(STATUS.belowZero)) return { kind: 'below-zero' }
  if (says(STATUS.motion)) return { kind: 'motion' }
  if (says(STATUS.notZeroed)) return { kind: 'not-zeroed' }
  if (says(STATUS.net)) return { kind: 'own-tare' }
  return says(STATUS.atZero) ? { kind: 'weight', quantity: 0, unit } : unreadable(answer)
}

function unreadable(answer: string): ScaleReading {
  // Control signs are nothing to show to a person.
  return { kind: 'unreadable', text: answer.replaceAll(/[^\x20-\x7e]/g, '·') }
}
