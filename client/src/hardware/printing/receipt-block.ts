import type { Raster } from '@evertill/crdt-model/printing'

/** What a receipt is made of, before it is known how wide the paper is. */
export type ReceiptBlock =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly align?: 'center'
      readonly bold?: boolean
      /** Twice as wide and high. */
      readonly large?: boolean
      /** Characters to the right of the margin. */
      readonly indent?: number
    }
  /** A name on the left and an amount on the right; the name wraps beside it. */
  | {
      readonly kind: 'row'
      readonly left: string
      readonly right: string
      readonly bold?: boolean
      readonly large?: boolean
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space' }
  | { readonly kind: 'qr'; readonly data: string }
  /** In the middle of the paper. */
  | { readonly kind: 'image'; readonly raster: Raster }

/** One line as it is printed, and as it is shown on screen. */
export type PrintedLine =
  | { readonly kind: 'text'; readonly text: string; readonly bold: boolean; readonly large: boolean }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'image'; readonly raster: Raster }
