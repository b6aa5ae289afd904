import type { CurrencyCode, MeasuredUnit, TillId } from '@evertill/crdt-model'

/** What the customer is shown. Nothing of who they are, what they were asked, or who serves them. */
export type DisplayState =
  | { readonly kind: 'idle'; readonly store: string }
  | {
      readonly kind: 'sale'
      readonly store: string
      readonly currency: CurrencyCode
      readonly lines: readonly DisplayLine[]
      /** The line that was touched last, and how often any was: it is lit and in sight. */
      readonly lit: { readonly line: string; readonly times: number } | null
      /** Minor units: what promotions and discounts take off. */
      readonly saved: number
      readonly total: number
      /** While money is taken: what is still to pay, and what was given so far. */
      readonly payment: { readonly due: number; readonly given: number } | null
    }
  | {
      readonly kind: 'done'
      readonly store: string
      readonly currency: CurrencyCode
      readonly total: number
      readonly change: number
    }
  /** To be scanned: where the receipt can be seen. */
  | { readonly kind: 'receipt'; readonly store: string; readonly link: string }

export interface DisplayLine {
  readonly id: string
  readonly name: string
  /** Thousandths. */
  readonly quantity: number
  readonly unit?: MeasuredUnit
  /** Minor units, after what was taken off. */
  readonly amount: number
}

/** Between a till and its displays: the whole state each time, so that a display may be opened at any moment. */
export type DisplayMessage =
  | { readonly type: 'state'; readonly state: DisplayState }
  /** The till's window was closed. */
  | { readonly type: 'gone' }
  /** A display was opened, and asks. */
  | { readonly type: 'hello' }

/** Windows of one browser alone hear it; a browser is one till. */
export function displayChannel(till: TillId): string {
  return `evertill-display-${till}`
}
