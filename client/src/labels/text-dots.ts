import type { Dots, LabelFace, LabelMark, TextMark } from './label-mark.ts'
import { isPlainType, type Measure } from './type-metrics.ts'

/** What the browser draws letters with that Helvetica lacks; the same for looking and for printing. */
const FAMILY = 'Helvetica, Arial, "Liberation Sans", "Noto Sans", sans-serif'
const PROBE_PX = 100
/** Of the em, above and below the baseline: room for accents and for letters that hang. */
const ASCENT = 1
const DESCENT = 0.35

/** Measures plain type by its table, and all else as this browser draws it. */
export function measureWith(plain: Measure): Measure {
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  return (text, font) => {
    if (isPlainType(text) || context === null) return plain(text, font)
    context.font = cssFont(font, PROBE_PX)
    return Math.max(context.measureText(text).width, 1) / PROBE_PX
  }
}

/** The face with the letters that no printer's typeface has as dots. */
export function withDots(face: LabelFace, dotsPerMm: number): LabelFace {
  const marks = face.marks.map(mark => (isStrange(mark) ? dotsOf(mark, dotsPerMm) : mark))
  return { ...face, marks }
}

function isStrange(mark: LabelMark): mark is TextMark {
  return mark.kind === 'text' && !isPlainType(mark.text)
}

function dotsOf(mark: TextMark, dotsPerMm: number): LabelMark {
  const em = mark.size * dotsPerMm
  const columns = Math.max(8, Math.ceil((mark.width * dotsPerMm) / 8) * 8)
  const rows = Math.ceil(em * (ASCENT + DESCENT))
  const context = new OffscreenCanvas(columns, rows).getContext('2d', { willReadFrequently: true })
  // Without a canvas the names of letters it cannot draw are left to the printer.
  if (context === null) return mark
  context.fillStyle = '#fff'
  context.fillRect(0, 0, columns, rows)
  context.fillStyle = '#000'
  context.font = cssFont(mark.font, em)
  context.fillText(mark.text, 0, em * ASCENT)
  return {
    kind: 'dots',
    dots: packed(context.getImageData(0, 0, columns, rows)),
    x: mark.x,
    top: mark.baseline - mark.size * ASCENT,
    width: columns / dotsPerMm,
    height: rows / dotsPerMm,
  }
}

function packed({ data, width, height }: ImageData): Dots {
  const bytes = new Uint8Array((width / 8) * height)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const isBlack = (data[pixel * 4] ?? 255) < 128
    if (isBlack) bytes[pixel >> 3] = (bytes[pixel >> 3] ?? 0) | (0x80 >> (pixel & 7))
  }
  return { columns: width, rows: height, bytes }
}

function cssFont(font: TextMark['font'], size: number): string {
  return `${font === 'bold' ? '700' : '400'} ${size}px ${FAMILY}`
}
