import type { Dots, LabelFace, LabelMark } from './label-mark.ts'

const ENCODER = new TextEncoder()
/** What stands for itself in a field. Everything else is written as the hexadecimal of its UTF-8. */
const PLAIN = /[A-Za-z0-9 .,:;()/+-]/

/**
 * A label in ZPL II. Only letters of the text itself can stand in a field, so that no name of a product becomes a
 * command; bars are drawn dot for dot, which every printer of the language does alike. SPEC B17, B18.
 * @param copies of this label, one after the other.
 */
export function writeZpl(face: LabelFace, dotsPerMm: number, copies: number): string {
  const dots = (millimetres: number) => Math.round(millimetres * dotsPerMm)
  return [
    `^XA^CI28^PW${dots(face.size.width)}^LL${dots(face.size.height)}^LH0,0`,
    ...face.marks.flatMap(mark => markFields(mark, dots)),
    `^PQ${copies}^XZ`,
    '',
  ].join('\n')
}

/** A text as it may stand in a field behind `^FH`. */
export function fieldText(text: string): string {
  return [...text].map(letter => (PLAIN.test(letter) ? letter : hexOf(letter))).join('')
}

function markFields(mark: LabelMark, dots: (millimetres: number) => number): string[] {
  switch (mark.kind) {
    case 'text': {
      const size = dots(mark.size)
      const at = `^FT${dots(mark.x)},${dots(mark.baseline)}`
      return [`${at}^A0N,${size},${size}^FH_^FD${fieldText(mark.text)}^FS`]
    }
    case 'bars':
      return mark.bars.stripes.map(({ at, width }) => {
        const thick = dots(width * mark.module)
        const left = dots(mark.x + at * mark.module)
        return `^FO${left},${dots(mark.top)}^GB${thick},${dots(mark.height)},${thick}^FS`
      })
    case 'dots':
      return [`^FO${dots(mark.x)},${dots(mark.top)}${graphic(mark.dots)}^FS`]
  }
}

function graphic({ columns, bytes }: Dots): string {
  const row = Math.ceil(columns / 8)
  return `^GFA,${bytes.length},${bytes.length},${row},${hex(bytes)}`
}

function hexOf(letter: string): string {
  return Array.from(ENCODER.encode(letter), byte => `_${byteHex(byte)}`).join('')
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byteHex).join('')
}

function byteHex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}
