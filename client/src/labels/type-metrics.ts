import type { LabelFont } from './label-mark.ts'

/** How wide a text is, in ems. */
export type Measure = (text: string, font: LabelFont) => number

/** Windows-1252 from 0x80 on: what PDF's own fonts are encoded in. */
const UPPER = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Advance widths of Helvetica in thousandths of an em, from 0x20 on (Adobe's font metrics). */
const REGULAR = widths(
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556*10 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584 0',
  '556 0 222 556 333 1000 556 556 333 1000 667 333 1000 0 611 0 0 222 222 333 333 350 556 1000 333 1000 500 333 944 0 500 667',
  '278 333 556 556 556 556 260 556 333 737 370 556 584 333 737 333 400 584 333 333 333 556 537 278 333 333 365 556 834 834 834 611 667*6 1000 722 667*4 278*4 722 722 778*5 584 778 722*4 667 667 611 556*6 889 500 556*4 278*4 556 556 556*5 584 611 556*4 500 556 500',
)
const BOLD = widths(
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556*10 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584 0',
  '556 0 278 556 500 1000 556 556 333 1000 667 333 1000 0 611 0 0 278 278 500 500 350 556 1000 333 1000 556 333 944 0 500 667',
  '278 333 556 556 556 556 280 556 333 737 370 556 584 333 737 333 400 584 333 333 333 611 556 278 333 333 365 556 834 834 834 611 722*6 1000 722 667*4 278*4 722 722 778*5 584 778 722*4 667 667 611 556*6 889 556 556*4 278*4 611 611 611*5 584 611 611*4 556 611 556',
)

function widths(...parts: readonly string[]): readonly number[] {
  return parts
    .join(' ')
    .split(' ')
    .flatMap(part => {
      const [width, times = '1'] = part.split('*')
      return Array.from({ length: Number(times) }, () => Number(width))
    })
}

/** The byte of a character in Windows-1252, or undefined when it has none. */
export function winAnsiByte(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code
  const at = code > 0xff ? UPPER.indexOf(character) : -1
  return at < 0 ? undefined : 0x80 + at
}

/** Whether the printers' own typefaces have all of its letters. */
export function isPlainType(text: string): boolean {
  return [...text].every(character => winAnsiByte(character) !== undefined)
}

/** How wide a text of plain type is in Helvetica, in ems. Letters that it lacks count as wide as it has any. */
export const helvetica: Measure = (text, font) => {
  const table = font === 'bold' ? BOLD : REGULAR
  let sum = 0
  for (const character of text) {
    const byte = winAnsiByte(character)
    sum += byte === undefined ? 1000 : (table[byte - 0x20] ?? 1000)
  }
  return sum / 1000
}

/**
 * The typeface of label printers (their font 0) is a bold condensed sans. No maker tells its widths: this is what it
 * takes at most for texts of the trade, so that what is fitted by it fits.
 */
const CONDENSED = 0.86
export const labelPrinterType: Measure = text => helvetica(text, 'bold') * CONDENSED
