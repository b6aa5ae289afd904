import type { CashMoveEvent, CurrencyCode, ShiftTotals } from '@evertill/crdt-model'

/** Cash that was moved, or the drawer opened without a sale. */
export type ShiftMove = {
  /** Of the journal's entry. */
  readonly number: number
  readonly at: number
  readonly by: string | null
  readonly reason: string
} & (
  | { readonly kind: CashMoveEvent['kind']; readonly currency: CurrencyCode; readonly amount: number }
  | { readonly kind: 'no-sale' }
)

/** A shift as the till shows it. */
export interface ShiftView {
  readonly shift: number
  readonly openedAt: number
  readonly openedBy: string | null
  /** Null while it is open. */
  readonly closedAt: number | null
  readonly closedBy: string | null
  /** What lies in the drawer has to be counted in these. */
  readonly currencies: readonly CurrencyCode[]
  readonly moves: readonly ShiftMove[]
  /** Null for whoever may not see what should be in the drawer. */
  readonly totals: ShiftTotals | null
}

/** An X or Z report, with everything that stands on it. */
export interface ShiftReport {
  readonly store: { readonly name: string; readonly address: readonly string[] }
  readonly till: string
  /** When it was made, milliseconds since 1970. */
  readonly at: number
  readonly view: ShiftView
  readonly totals: ShiftTotals
}
