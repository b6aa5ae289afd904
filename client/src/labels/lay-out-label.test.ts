import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barsOf } from './draw-bars.ts'
import { DOTS_PER_MM, ROLL_BOUNDS, SHEET_DOTS_PER_MM } from './label-choice.ts'
import type { LabelFace, LabelMark } from './label-mark.ts'
import { LABEL_ROLLS, LABEL_SHEETS } from './label-sheet.ts'
import { hasBars, LABEL_LAYOUTS, type LabelWords, layOutLabel } from './lay-out-label.ts'
import { helvetica, labelPrinterType } from './type-metrics.ts'

const EAN = barsOf({ kind: 'ean13', text: '4006381333931' })
const WORDS: LabelWords = {
  name: 'Regency Cakestand 3 Tier, white with roses',
  price: '£12.75',
  unitPrice: '',
  code: '4006381333931',
  bars: EAN,
}
const MEDIA = [
  ...LABEL_SHEETS.map(({ label }) => ({ size: label, dotsPerMm: SHEET_DOTS_PER_MM, measure: helvetica })),
  ...LABEL_ROLLS.flatMap(size =>
    ([203, 300] as const).map(dpi => ({ size, dotsPerMm: DOTS_PER_MM[dpi], measure: labelPrinterType })),
  ),
]

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

function boxOf(mark: LabelMark): Box {
  if (mark.kind === 'bars') {
    const { x, top, module, bars, height } = mark
    return { left: x, top, right: x + bars.modules * module, bottom: top + height }
  }
  if (mark.kind === 'dots') expect.unreachable()
  // Capitals and digits stand on the baseline.
  return {
    left: mark.x,
    top: mark.baseline - 0.72 * mark.size,
    right: mark.x + mark.width,
    bottom: mark.baseline,
  }
}

function expectOnLabel({ marks, size }: LabelFace): void {
  const boxes = marks.map(boxOf)
  for (const { left, top, right, bottom } of boxes) {
    expect(left).toBeGreaterThanOrEqual(0)
    expect(top).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(size.width + 1e-6)
    expect(bottom).toBeLessThanOrEqual(size.height)
  }
  boxes.forEach((box, index) => {
    for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false)
  })
}

function overlap(a: Box, b: Box): boolean {
  const apart = 1e-6
  return (
    a.left < b.right - apart &&
    b.left < a.right - apart &&
    a.top < b.bottom - apart &&
    b.top < a.bottom - apart
  )
}

describe('B15 a label', () => {
  test('has everything on it and nothing on top of anything else, whatever it says, on every medium', () => {
    const word = fc
      .string({ unit: fc.constantFrom('W', 'i', 'é', ' ', '0', 'm'), maxLength: 80, size: 'max' })
      .map(text => text.replace(/ +/g, ' ').trim())
    const words = fc.record({
      name: word,
      price: word,
      unitPrice: word,
      code: word,
      bars: fc.constantFrom(EAN, null),
    })
    const side = fc.integer({ min: ROLL_BOUNDS.least, max: ROLL_BOUNDS.most })
    const typed = fc
      .record({ width: side, height: side })
      .map(size => ({ size, dotsPerMm: DOTS_PER_MM[203], measure: labelPrinterType }))
    const media = fc.oneof(fc.constantFrom(...MEDIA), typed)
    fc.assert(
      fc.property(words, media, fc.constantFrom(...LABEL_LAYOUTS), (said, medium, layout) => {
        const unitPrice = said.price === '' ? '' : said.unitPrice
        expectOnLabel(layOutLabel({ ...said, unitPrice }, layout, medium))
      }),
      { numRuns: 1000 },
    )
  })

  test.each(MEDIA)('has white beside its bars, which are whole dots wide: $size', medium => {
    for (const layout of LABEL_LAYOUTS) {
      const face = layOutLabel(WORDS, layout, medium)
      const bars = face.marks.find(mark => mark.kind === 'bars')
      if (layout === 'product') expect(hasBars(face)).toBe(true)
      if (bars?.kind !== 'bars') continue
      const dots = bars.module * medium.dotsPerMm
      expect(dots).toBeCloseTo(Math.round(dots), 6)
      const box = boxOf(bars)
      const quiet = 10 * bars.module
      expect(box.left).toBeGreaterThanOrEqual(quiet)
      expect(medium.size.width - box.right).toBeGreaterThanOrEqual(quiet)
      for (const mark of face.marks) {
        if (mark === bars) continue
        const other = boxOf(mark)
        const isBeside = other.top < box.bottom && other.bottom > box.top
        if (isBeside) expect(other.right <= box.left - quiet || other.left >= box.right + quiet).toBe(true)
      }
    }
  })

  test('too narrow for its bars says its code alone', () => {
    const bars = barsOf({ kind: 'code128', text: 'A code of fourty-eight characters is too long....' })
    const [medium] = MEDIA
    if (medium === undefined) expect.unreachable()
    const face = layOutLabel({ ...WORDS, bars, code: 'A CODE' }, 'product', medium)
    expect(hasBars(face)).toBe(false)
    expect(face.marks.some(mark => mark.kind === 'text' && mark.text === 'A CODE')).toBe(true)
  })

  test('of the shelf has the price as its largest text', () => {
    for (const medium of MEDIA) {
      const texts = layOutLabel(WORDS, 'shelf', medium).marks.filter(mark => mark.kind === 'text')
      const [largest] = texts.sort((a, b) => b.size - a.size)
      expect(largest?.text).toBe('£12.75')
    }
  })
})
