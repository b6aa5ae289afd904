/** All lengths in millimetres, from the upper left corner of the label. */
export interface LabelSize {
  readonly width: number
  readonly height: number
}

export type LabelFont = 'regular' | 'bold'

/** The dark stripes of a bar code, in modules (the width of its thinnest stripe) from its left edge. */
export interface Bars {
  readonly modules: number
  readonly stripes: readonly { readonly at: number; readonly width: number }[]
}

/** Black dots, row by row from the top, eight in a byte and each row beginning with one: what ZPL and PDF read alike. */
export interface Dots {
  readonly columns: number
  readonly rows: number
  readonly bytes: Uint8Array
}

export interface TextMark {
  readonly kind: 'text'
  readonly text: string
  readonly x: number
  readonly baseline: number
  /** The em. */
  readonly size: number
  readonly width: number
  readonly font: LabelFont
}

/** Something black on a label. */
export type LabelMark =
  | TextMark
  | {
      readonly kind: 'bars'
      readonly bars: Bars
      readonly x: number
      readonly top: number
      readonly height: number
      /** The width of a module: whole dots of whatever prints it. */
      readonly module: number
    }
  /** A text in letters that the printer's own typeface does not have. */
  | {
      readonly kind: 'dots'
      readonly dots: Dots
      readonly x: number
      readonly top: number
      readonly width: number
      readonly height: number
    }

/** A label as it is printed, whatever prints it. */
export interface LabelFace {
  readonly size: LabelSize
  readonly marks: readonly LabelMark[]
}
