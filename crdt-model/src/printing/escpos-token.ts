/** One piece of an ESC/POS byte stream. `data` is what follows the command's name, without length bytes of blocks. */
export type EscPosToken =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'control'; readonly code: number }
  | {
      readonly kind: 'command'
      readonly lead: EscPosLead
      /** The command's own character: `@` in `ESC @`. Blocks of `GS (` have two: `(k`. */
      readonly name: string
      readonly data: Uint8Array
    }
  /** Bytes that no table knows. One byte after its lead is taken with it, so that reading can go on. */
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array }

export type EscPosLead = 'ESC' | 'FS' | 'GS' | 'DLE'

/** What stands at a position: a token and where the next one begins, or null when the rest has not arrived. */
export type TokenRead = { readonly token: EscPosToken; readonly end: number } | null

const LEADS: Readonly<Record<number, EscPosLead>> = { 27: 'ESC', 28: 'FS', 29: 'GS', 16: 'DLE' }

/** Commands whose parameters always have the same length in bytes (Epson's command reference). */
const FIXED: Readonly<Record<EscPosLead, Readonly<Record<string, number>>>> = {
  ESC: {
    ...{ '@': 0, '!': 1, ' ': 1, $: 2, '%': 1, '-': 1, '2': 0, '3': 1, '=': 1, '?': 1, E: 1, G: 1, J: 1 },
    ...{ K: 1, L: 0, M: 1, R: 1, S: 0, T: 1, U: 1, V: 1, W: 8, '\\': 2, a: 1, c: 2, d: 1, e: 1, i: 0, m: 0 },
    ...{ p: 3, r: 1, t: 1, u: 1, v: 0, '{': 1, '<': 0, f: 2 },
  },
  FS: { '!': 1, '&': 0, '.': 0, '-': 1, '2': 74, C: 1, S: 2, W: 1, p: 2 },
  GS: {
    ...{ '!': 1, '#': 1, $: 2, '/': 1, ':': 0, B: 1, E: 1, H: 1, I: 1, L: 2, P: 2, T: 1, W: 2, '\\': 2 },
    ...{ '^': 3, a: 1, b: 1, c: 0, f: 1, h: 1, r: 1, w: 1 },
  },
  DLE: {},
}

/** Commands whose length stands in their parameters: the bytes after the name, or null when more must arrive. */
const MEASURED: Readonly<Record<string, (bytes: Uint8Array, at: number) => number | null>> = {
  'ESC*': (bytes, at) => lengthFrom(bytes, at, 3, ([m, low, high]) => (m >= 32 ? 3 : 1) * (low + 256 * high)),
  'ESC&': definedCharacters,
  ESCD: throughNul,
  'GS*': (bytes, at) => lengthFrom(bytes, at, 2, ([x, y]) => x * y * 8),
  GSV: (bytes, at) => lengthFrom(bytes, at, 1, ([m]) => (m >= 65 ? 1 : 0)),
  GSv: (bytes, at) => lengthFrom(bytes, at, 6, ([, , xl, xh, yl, yh]) => (xl + 256 * xh) * (yl + 256 * yh)),
  GSk: (bytes, at) => {
    const system = bytes[at]
    if (system === undefined) return null
    return system <= 6 ? throughNul(bytes, at) : lengthFrom(bytes, at, 2, ([, n]) => n)
  },
  GSC: (bytes, at) => lengthFrom(bytes, at, 1, ([m]) => ({ 0: 2, 1: 6, 2: 2 })[m] ?? 0),
  GS8: (bytes, at) => lengthFrom(bytes, at, 5, ([, a, b, c, d]) => a + 256 * b + 65_536 * c + 16_777_216 * d),
  GSg: (bytes, at) => lengthFrom(bytes, at, 1, () => 3),
  'DLE\u0004': (bytes, at) => lengthFrom(bytes, at, 1, ([n]) => (n === 7 || n === 8 ? 1 : 0)),
  'DLE\u0005': (bytes, at) => lengthFrom(bytes, at, 1, () => 0),
  'DLE\u0014': (bytes, at) => lengthFrom(bytes, at, 1, ([fn]) => ({ 1: 2, 2: 2, 7: 1, 8: 7 })[fn] ?? 0),
}

/** Reads the token that begins at `at`. */
export function readEscPosToken(bytes: Uint8Array, at: number): TokenRead {
  const first = bytes[at]
  if (first === undefined) return null
  const lead = LEADS[first]
  if (lead !== undefined) return readCommand(bytes, at, lead)
  if (first < 0x20) return { token: { kind: 'control', code: first }, end: at + 1 }
  let end = at + 1
  while (end < bytes.length && (bytes[end] ?? 0) >= 0x20) end++
  return { token: { kind: 'text', bytes: bytes.subarray(at, end) }, end }
}

/** All tokens of a whole stream. What is cut off at its end comes as `unknown`. */
export function readEscPos(bytes: Uint8Array): EscPosToken[] {
  const tokens: EscPosToken[] = []
  let at = 0
  while (at < bytes.length) {
    const read = readEscPosToken(bytes, at)
    if (read === null) {
      tokens.push({ kind: 'unknown', bytes: bytes.subarray(at) })
      break
    }
    tokens.push(read.token)
    at = read.end
  }
  return tokens
}

function readCommand(bytes: Uint8Array, at: number, lead: EscPosLead): TokenRead {
  const code = bytes[at + 1]
  if (code === undefined) return null
  const name = String.fromCharCode(code)
  if (name === '(' && lead !== 'DLE') return readBlock(bytes, at, lead)
  const start = at + 2
  const measure = MEASURED[lead + name]
  const length = measure ? measure(bytes, start) : FIXED[lead][name]
  if (length === null) return null
  if (length === undefined)
    return { token: { kind: 'unknown', bytes: bytes.subarray(at, start) }, end: start }
  const end = start + length
  if (end > bytes.length) return null
  return { token: { kind: 'command', lead, name, data: bytes.subarray(start, end) }, end }
}

/** `GS ( k pL pH …`: the length of the data stands in front of it. */
function readBlock(bytes: Uint8Array, at: number, lead: EscPosLead): TokenRead {
  const [letter, low, high] = bytes.subarray(at + 2, at + 5)
  if (letter === undefined || low === undefined || high === undefined) return null
  const end = at + 5 + low + 256 * high
  if (end > bytes.length) return null
  const name = `(${String.fromCharCode(letter)}`
  return { token: { kind: 'command', lead, name, data: bytes.subarray(at + 5, end) }, end }
}

/** The length of `count` parameters and of the data that they announce. */
function lengthFrom(
  bytes: Uint8Array,
  at: number,
  count: number,
  more: (parameters: Six) => number,
): number | null {
  if (at + count > bytes.length) return null
  const at0 = (index: number) => bytes[at + index] ?? 0
  return count + more([at0(0), at0(1), at0(2), at0(3), at0(4), at0(5)])
}

type Six = [number, number, number, number, number, number]

function throughNul(bytes: Uint8Array, at: number): number | null {
  const end = bytes.indexOf(0, at)
  return end < 0 ? null : end - at + 1
}

/** `ESC & y c1 c2 [x d(x·y)]…`: each character says its own width. */
function definedCharacters(bytes: Uint8Array, at: number): number | null {
  const [height, first, last] = bytes.subarray(at, at + 3)
  if (height === undefined || first === undefined || last === undefined) return null
  let end = at + 3
  for (let character = first; character <= last; character++) {
    const width = bytes[end]
    if (width === undefined) return null
    end += 1 + width * height
  }
  return end - at
}
