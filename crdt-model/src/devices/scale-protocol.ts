import * as v from 'valibot'
import { weightUnit } from './scale-reading.ts'

const text = v.pipe(v.string(), v.maxLength(40))
const mark = v.pipe(v.string(), v.nonEmpty(), v.maxLength(20))
const marks = v.pipe(v.array(mark), v.maxLength(8), v.readonly())

/** How a scale is spoken to. In the till's settings and in those of the bridge. */
export const scaleProtocol = v.variant('kind', [
  /** Mettler Toledo 8217 and what speaks like it: asked by `W`, answers with a weight or a status byte. */
  v.object({ kind: v.literal('toledo-8217'), unit: weightUnit }),
  /** Anything that says a number in a line of text. */
  v.object({
    kind: v.literal('generic'),
    /** What asks for a weight, `\r`, `\n` and `\x05` written so; empty for a scale that speaks by itself. */
    request: text,
    /** The byte that ends an answer. */
    end: v.picklist(['cr', 'lf', 'etx']),
    /** For answers that name no unit. */
    unit: weightUnit,
    /** How many of the last digits are decimals where the answer has no point; 0 for none. */
    decimals: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
    /** Texts in an answer which say that its weight is none. */
    motion: marks,
    overload: marks,
    belowZero: marks,
    /** So many equal answers in a row are a weight at rest: 1 for a scale that says itself when it is not. */
    atRest: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  }),
])
export type ScaleProtocol = v.InferOutput<typeof scaleProtocol>
export type GenericScale = Extract<ScaleProtocol, { readonly kind: 'generic' }>

/** How the serial port of a scale is set, before anybody changes it. */
export interface ScalePortSettings {
  readonly baudRate: number
  readonly dataBits: 7 | 8
  readonly parity: 'none' | 'even' | 'odd'
}

export interface ScaleModel {
  readonly protocol: ScaleProtocol
  readonly port: ScalePortSettings
}

const LINE = {
  kind: 'generic',
  end: 'lf',
  unit: 'kg',
  decimals: 0,
  motion: [],
  overload: [],
  belowZero: [],
  atRest: 1,
} as const

/**
 * The kinds that a person chooses from; each can be changed afterwards. `toledo-8217` from its manual; `sics` from
 * Mettler's standard command set; `streaming` as A&D, CAS and many others send by themselves; `adam` from its manual,
 * which has no word for motion. What streams must also say the same thrice: its words for motion may be other ones.
 */
export const SCALE_MODELS = {
  'toledo-8217': {
    protocol: { kind: 'toledo-8217', unit: 'kg' },
    port: { baudRate: 9600, dataBits: 7, parity: 'even' },
  },
  sics: {
    protocol: {
      ...LINE,
      request: 'SI\\r\\n',
      motion: ['S D', 'S I'],
      overload: ['S +'],
      belowZero: ['S -'],
    },
    port: { baudRate: 9600, dataBits: 8, parity: 'none' },
  },
  streaming: {
    protocol: { ...LINE, request: '', motion: ['US'], overload: ['OL'], atRest: 3 },
    port: { baudRate: 9600, dataBits: 8, parity: 'none' },
  },
  adam: {
    protocol: { ...LINE, request: 'P\\r\\n', atRest: 3 },
    port: { baudRate: 4800, dataBits: 8, parity: 'none' },
  },
} as const satisfies Readonly<Record<string, ScaleModel>>
export type ScaleModelName = keyof typeof SCALE_MODELS

/** What asks a scale for its weight, as bytes; null for one that speaks by itself. */
export function scaleRequest(protocol: ScaleProtocol): Uint8Array | null {
  if (protocol.kind === 'toledo-8217') return Uint8Array.of(0x57)
  return protocol.request === ''
    ? null
    : Uint8Array.from(unescaped(protocol.request), letter => letter.charCodeAt(0))
}

const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' }

/** `\r` and the like as the signs that they stand for; what is no escape stays as it is. */
function unescaped(written: string): string {
  return written.replaceAll(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (all, hex?: string, letter?: string) =>
    hex === undefined ? (ESCAPES[letter ?? ''] ?? all) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
