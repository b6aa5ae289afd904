/** Signs in one line of a pole display; it has two lines. */
export const POLE_COLUMNS = 20

/**
 * How a pole display is spoken to: as Epson's (`esc-pos`), as the many that know CD5220, or by nothing but clearing it
 * and writing forty signs.
 */
export const POLE_LANGUAGES = ['esc-pos', 'cd5220', 'plain'] as const
export type PoleLanguage = (typeof POLE_LANGUAGES)[number]

export type PoleLines = readonly [upper: string, lower: string]

/** Of code page 437, which every such display starts with, what European languages need. */
const HIGH_SIGNS: ReadonlyMap<string, number> = new Map([
  ...[...'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥'].map((sign, i) => [sign, 0x80 + i] as const),
  ...[...'áíóúñÑªº¿'].map((sign, i) => [sign, 0xa0 + i] as const),
  ...([
    ['¡', 0xad],
    ['«', 0xae],
    ['»', 0xaf],
    ['ß', 0xe1],
    ['°', 0xf8],
  ] as const),
])
/** What no such page has, in signs that each has. */
const SPELLED: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '×': 'x',
  '·': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '.',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '₡': 'C',
  '₱': 'P',
  '₹': 'Rs',
}

/** What a display is sent when it is opened: as it is when switched on, with no cursor to be seen. */
export function poleStart(language: PoleLanguage): Uint8Array {
  switch (language) {
    case 'esc-pos':
      return Uint8Array.of(0x1b, 0x40, 0x0c, 0x1f, 0x43, 0x00)
    case 'cd5220':
      return Uint8Array.of(0x1b, 0x40, 0x0c)
    case 'plain':
      return Uint8Array.of(0x0c)
  }
}

/** Both lines of a display, whole: what stood there before is written over, without flicker where it can be. SPEC Y9. */
export function poleBytes(language: PoleLanguage, [upper, lower]: PoleLines): Uint8Array {
  const [first, second] = [lineBytes(upper), lineBytes(lower)]
  switch (language) {
    case 'esc-pos':
      return Uint8Array.of(...[0x1f, 0x24, 1, 1], ...first, ...[0x1f, 0x24, 1, 2], ...second)
    case 'cd5220':
      return Uint8Array.of(...[0x1b, 0x51, 0x41], ...first, 0x0d, ...[0x1b, 0x51, 0x42], ...second, 0x0d)
    case 'plain':
      return Uint8Array.of(0x0c, ...first, ...second)
  }
}

/**
 * A label and an amount in one line: the amount whole at its right, of the label what there is room for.
 * An amount that is wider than the line loses its left: that has never been sold for.
 */
export function poleLine(label: string, amount = ''): string {
  const right = spelled(amount).slice(-POLE_COLUMNS)
  const room = POLE_COLUMNS - right.length - (right === '' ? 0 : 1)
  const left = spelled(label).slice(0, Math.max(0, room))
  return left + right.padStart(POLE_COLUMNS - left.length)
}

/** A text in the middle of a line. */
export function poleCentred(text: string): string {
  const shown = spelled(text).trim().slice(0, POLE_COLUMNS)
  return shown.padStart(Math.floor((POLE_COLUMNS + shown.length) / 2)).padEnd(POLE_COLUMNS)
}

/** Exactly a line's bytes, none of them a command: no name can make a display do anything. */
function lineBytes(text: string): number[] {
  const signs = [...spelled(text).slice(0, POLE_COLUMNS).padEnd(POLE_COLUMNS)]
  return signs.map(sign => HIGH_SIGNS.get(sign) ?? sign.charCodeAt(0))
}

/** A text in signs that the display has, each one place wide: without the accents that it lacks, `?` for the rest. */
function spelled(text: string): string {
  return [...text.normalize('NFC')].map(spelledSign).join('')
}

function spelledSign(sign: string): string {
  if (/^[\x20-\x7e]$/.test(sign) || HIGH_SIGNS.has(sign)) return sign
  const other = SPELLED[sign]
  if (other !== undefined) return other
  if (/^[\s\p{Cc}\p{Cf}]$/u.test(sign)) return /^\p{Cf}$/u.test(sign) ? '' : ' '
  const plain = sign.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return /^[\x20-\x7e]+$/.test(plain) ? plain : '?'
}
