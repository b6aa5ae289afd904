import type { LabelSize } from './label-mark.ts'

/** A sheet of labels as it is sold. Lengths in millimetres; the labels stand in the middle of the page. */
export interface LabelSheet {
  readonly id: string
  /** The number by which the trade knows it. */
  readonly name: string
  readonly paper: 'A4' | 'Letter'
  readonly label: LabelSize
  readonly columns: number
  readonly rows: number
  /** From the left edge of a label to that of the next. */
  readonly pitch: number
}

const INCH = 25.4
export const PAPERS: Readonly<Record<LabelSheet['paper'], LabelSize>> = {
  A4: { width: 210, height: 297 },
  Letter: { width: 8.5 * INCH, height: 11 * INCH },
}

/** What is sold everywhere, by the numbers of Avery, whose sizes other makers copy. Rows touch in all of them. */
export const LABEL_SHEETS: readonly LabelSheet[] = [
  a4('L7160', 63.5, 38.1, 3, 7, 66.04),
  a4('L7159', 63.5, 33.9, 3, 8, 66.04),
  a4('L7651', 38.1, 21.2, 5, 13, 40.64),
  a4('L7163', 99.1, 38.1, 2, 7, 101.6),
  a4('L7173', 99.1, 57, 2, 5, 101.6),
  letter('5160', 2.625, 1, 3, 10, 2.75),
  letter('5161', 4, 1, 2, 10, 4.1875),
  letter('5163', 4, 2, 2, 5, 4.1875),
  letter('5167', 1.75, 0.5, 4, 20, 2.05),
]

/** What rolls for label printers usually measure; any other can be typed. Millimetres. */
export const LABEL_ROLLS: readonly LabelSize[] = [
  { width: 50.8, height: 25.4 },
  { width: 57, height: 32 },
  { width: 38, height: 25 },
  { width: 40, height: 30 },
  { width: 70, height: 38 },
  { width: 101.6, height: 50.8 },
]

export function labelsOnSheet({ columns, rows }: LabelSheet): number {
  return columns * rows
}

/** Where the upper left corner of a label is on its page; the first is 0, and they go row by row. */
export function placeOnSheet(sheet: LabelSheet, index: number): { readonly x: number; readonly y: number } {
  const page = PAPERS[sheet.paper]
  const { label, columns, rows, pitch } = sheet
  const left = (page.width - (columns - 1) * pitch - label.width) / 2
  const top = (page.height - rows * label.height) / 2
  return { x: left + (index % columns) * pitch, y: top + Math.floor(index / columns) * label.height }
}

/**
 * The labels of each page in their places: the first page begins at `start` (0 is its first label), so that a sheet of
 * which some are used up is used further. SPEC B16.
 */
export function intoPages<Item>(
  items: readonly Item[],
  sheet: LabelSheet,
  start: number,
): readonly (readonly { readonly item: Item; readonly place: number }[])[] {
  const size = labelsOnSheet(sheet)
  const pages: { item: Item; place: number }[][] = []
  items.forEach((item, index) => {
    const place = (start + index) % size
    if (place === 0 || index === 0) pages.push([])
    pages.at(-1)?.push({ item, place })
  })
  return pages
}

function a4(
  name: string,
  width: number,
  height: number,
  columns: number,
  rows: number,
  pitch: number,
): LabelSheet {
  return { id: `a4-${name}`, name, paper: 'A4', label: { width, height }, columns, rows, pitch }
}

/** In inches, as they are sold. */
function letter(
  name: string,
  width: number,
  height: number,
  columns: number,
  rows: number,
  pitch: number,
): LabelSheet {
  const label = { width: width * INCH, height: height * INCH }
  return { id: `letter-${name}`, name, paper: 'Letter', label, columns, rows, pitch: pitch * INCH }
}
