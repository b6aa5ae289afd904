import type { ParkingId, PersonId, TillId } from '../ids.ts'
import type { OpenSale } from '../sale/sale.ts'

/**
 * What tills of a store tell each other of sales that wait: plain objects in one document for each store and business
 * day, to which every till of the store adds. SPEC N1.
 */
export type ParkedEntry = ParkEntry | TakeEntry | SoldEntry

/** A till offers a sale to all tills of its store. */
export interface ParkEntry {
  readonly kind: 'park'
  /** Unique for ever: a sale that is parked again is another parking. */
  readonly parking: ParkingId
  readonly till: TillId
  readonly who: PersonId
  /** Milliseconds since 1970. */
  readonly at: number
  /** What it is called, or empty. */
  readonly label: string
  readonly sale: OpenSale
}

/** A till has taken a parked sale into its cart. */
export interface TakeEntry {
  readonly kind: 'take'
  readonly parking: ParkingId
  readonly till: TillId
  readonly who: PersonId
  readonly at: number
}

/** A sale that was parked is paid: under this number of the till's. */
export interface SoldEntry {
  readonly kind: 'sold'
  /** The id of the sale, which parking does not change. */
  readonly sale: string
  readonly till: TillId
  readonly receipt: string
  readonly at: number
}

/** The most lines of a sale that is offered to other tills; a longer one stays on its till. */
export const MOST_PARKED_LINES = 500
/** The longest name of a parked sale, in UTF-16 units. */
export const LONGEST_PARKED_LABEL = 40
