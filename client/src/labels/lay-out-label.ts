import { cut, fitLines } from './fit-text.ts'
import type { Bars, LabelFace, LabelFont, LabelMark, LabelSize, TextMark } from './label-mark.ts'
import type { Measure } from './type-metrics.ts'

/** What stands on a label, in the words of the shop. Empty texts are left out. */
export interface LabelWords {
  readonly name: string
  readonly price: string
  /** What a unit of it costs, where that is not the price itself; empty without a price. */
  readonly unitPrice: string
  /** As people read it. */
  readonly code: string
  readonly bars: Bars | null
}

/** For the shelf the price is the largest thing, for the product its bar code. */
export const LABEL_LAYOUTS = ['shelf', 'product'] as const
export type LabelLayout = (typeof LABEL_LAYOUTS)[number]

/** What a label is drawn for. */
export interface LabelMedium {
  readonly size: LabelSize
  /** Of whatever prints it: bars are whole dots wide. */
  readonly dotsPerMm: number
  readonly measure: Measure
}

/** White beside a bar code, in modules: what EAN-13 asks on its left, the most of any of these kinds. */
const QUIET = 11
/** A module: no scanner of the trade reads a thinner one from an ordinary printer, and wider ones only take room. */
const MODULE_MM = { least: 0.19, most: 0.4 }
const LEAST_BARS_MM = 4
/** Below this a label has one line for the name. */
const LOW_MM = 24
/** Below this name and price share their line. */
const FLAT_MM = 18
const LEADING = 1.16

/** Lays out a label. Whether its bars found room is told by `hasBars` of what comes back. SPEC B15. */
export function layOutLabel(words: LabelWords, layout: LabelLayout, medium: LabelMedium): LabelFace {
  const marks = layout === 'shelf' ? shelfMarks(words, medium) : productMarks(words, medium)
  return { size: medium.size, marks }
}

export function hasBars({ marks }: LabelFace): boolean {
  return marks.some(({ kind }) => kind === 'bars')
}

function productMarks(words: LabelWords, medium: LabelMedium): LabelMark[] {
  const { width, height } = medium.size
  const pad = padding(medium.size)
  const isFlat = height < FLAT_MM
  const priceSize = within(height * 0.17, 3, 8)
  const price = lineOf(words.price, priceSize, 'bold', width - 2 * pad, medium)
  const nameSize = within(height * 0.115, 2.2, 4.4)
  const nameWidth = width - 2 * pad - (isFlat ? price.width + pad : 0)
  const name = nameMarks(words.name, nameSize, pad, pad, nameWidth, height < LOW_MM ? 1 : 2, medium)
  let bottom = pad + name.length * nameSize * LEADING
  if (isFlat) {
    bottom = Math.max(bottom, pad + priceSize)
    price.x = width - pad - price.width
    price.baseline = pad + priceSize * 0.8
  } else if (words.price !== '') {
    price.x = pad
    price.baseline = bottom + priceSize * 0.85
    bottom += priceSize * 1.05
  }
  const unit = isFlat ? [] : unitPriceBeside(words.unitPrice, price, nameSize, width - pad, medium)
  const codeSize = within(height * 0.085, 1.8, 3)
  const room = { left: 0, right: width, top: bottom + height * 0.03, bottom: height - pad }
  return [...name, ...shown(price), ...unit, ...codeMarks(words, codeSize, room, medium)]
}

function shelfMarks(words: LabelWords, medium: LabelMedium): LabelMark[] {
  const { width, height } = medium.size
  const pad = padding(medium.size)
  const nameSize = within(height * 0.125, 2.4, 5.5)
  const name = nameMarks(words.name, nameSize, pad, pad, width - 2 * pad, height < LOW_MM ? 1 : 2, medium)
  const underName = pad + name.length * nameSize * LEADING
  const price = lineOf(words.price, within(height * 0.4, 4.5, 24), 'bold', (width - 2 * pad) * 0.6, medium)
  price.x = pad
  price.baseline = height - pad - price.size * 0.06
  const unit = lineOf(words.unitPrice, nameSize * 0.85, 'regular', width - 2 * pad, medium)
  unit.x = pad
  unit.baseline = underName + unit.size
  const top = underName + (words.unitPrice === '' ? 0 : unit.size * LEADING)
  const codeSize = within(height * 0.08, 1.8, 3)
  const room = {
    left: words.price === '' ? 0 : pad + price.width,
    right: width,
    top: Math.max(top, height * 0.5),
    bottom: height - pad,
  }
  return [...name, ...shown(unit), ...shown(price), ...codeMarks(words, codeSize, room, medium)]
}

interface Room {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The bars with their code below, in the middle of the room; without room for the bars the code alone. */
function codeMarks(words: LabelWords, size: number, room: Room, medium: LabelMedium): LabelMark[] {
  const middle = (room.left + room.right) / 2
  const under = words.code === '' ? 0 : size * LEADING
  const module = words.bars && moduleFor(words.bars, room.right - room.left, medium.dotsPerMm)
  const height = room.bottom - under - room.top
  const bars =
    words.bars === null || module === null || height < LEAST_BARS_MM
      ? []
      : [barsMark(words.bars, module, middle, room.bottom - under, height, medium.dotsPerMm)]
  const pad = padding(medium.size)
  const code = lineOf(words.code, size, 'regular', room.right - room.left - 2 * pad, medium)
  code.x = middle - code.width / 2
  code.baseline = room.bottom - size * 0.2
  return [...bars, ...shown(code)]
}

/** High enough to be scanned across, never higher than half as wide. */
function barsMark(
  bars: Bars,
  module: number,
  middle: number,
  bottom: number,
  room: number,
  dotsPerMm: number,
): LabelMark {
  const width = bars.modules * module
  const height = toDots(Math.min(room, Math.max(width / 2, 8)), dotsPerMm)
  return {
    kind: 'bars',
    bars,
    x: toDots(middle - width / 2, dotsPerMm),
    top: toDots(bottom - height, dotsPerMm),
    height,
    module,
  }
}

/** The widest module of whole dots with which the bars and the white beside them fit, or null when none does. */
function moduleFor(bars: Bars, width: number, dotsPerMm: number): number | null {
  const most = Math.min(MODULE_MM.most, width / (bars.modules + 2 * QUIET))
  const dots = Math.floor(most * dotsPerMm + 1e-9)
  return dots / dotsPerMm < MODULE_MM.least ? null : dots / dotsPerMm
}

function nameMarks(
  name: string,
  size: number,
  x: number,
  top: number,
  width: number,
  most: number,
  { measure }: LabelMedium,
): TextMark[] {
  return fitLines(name, width / size, most, 'regular', measure).map((text, index) => ({
    kind: 'text',
    text,
    x,
    baseline: top + size * (0.82 + index * LEADING),
    size,
    width: measure(text, 'regular') * size,
    font: 'regular',
  }))
}

function unitPriceBeside(
  text: string,
  price: TextMark,
  size: number,
  right: number,
  medium: LabelMedium,
): TextMark[] {
  const x = price.x + price.width + (price.text === '' ? 0 : size)
  const unit = lineOf(text, size * 0.85, 'regular', right - x, medium)
  return shown({ ...unit, x, baseline: price.baseline })
}

/** One line: smaller, down to half, before anything is cut off. Where it stands is set by whoever places it. */
function lineOf(text: string, size: number, font: LabelFont, width: number, { measure }: LabelMedium) {
  const fitting = within(width / Math.max(measure(text, font), 1e-9), size / 2, size)
  const cutText = cut(text, width / fitting, font, measure)
  return {
    kind: 'text' as const,
    text: cutText,
    x: 0,
    baseline: 0,
    size: fitting,
    width: measure(cutText, font) * fitting,
    font,
  }
}

function shown(mark: TextMark): TextMark[] {
  return mark.text === '' ? [] : [mark]
}

function padding({ width, height }: LabelSize): number {
  return within(Math.min(width, height) * 0.07, 1, 3)
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}

function toDots(millimetres: number, dotsPerMm: number): number {
  return Math.round(millimetres * dotsPerMm) / dotsPerMm
}
