import type { PersonId, ProductId } from '../ids.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { Tender } from '../sale/tender.ts'
import type { TaxSummaryLine } from '../tax/tax-class.ts'
import type { ExchangeEvent, RefundEvent, VoidEvent } from './events/refund.ts'
import type { SaleExtras, SaleLineExtras } from './events/sale-extras.ts'
import type { ShareBackEvent } from './events/share-back.ts'
import type { CashMoveEvent, ShiftCloseEvent, ShiftOpenEvent } from './events/shift.ts'
import type {
  AgeCheckEvent,
  ApprovalEvent,
  LineVoidEvent,
  NoSaleEvent,
  PriceOverrideEvent,
  ReprintEvent,
  SaleCancelEvent,
  TrainingEvent,
} from './events/till-acts.ts'

/**
 * What a till did, in the order of its gap-free numbers. An entry is bytes (see `encode-entry.ts`): header, event,
 * signature. The bytes are what is hashed and signed, so there is one form only. SPEC J1–J8.
 */
export interface JournalEntry {
  /** Counts the enrolments of this till: numbers start at 1 in each. */
  readonly epoch: number
  /** Gap-free from 1 within the epoch. */
  readonly number: number
  /** Milliseconds since 1970 by the till's clock. */
  readonly at: number
  /** The till's offset from UTC in minutes when it was written. */
  readonly offsetMinutes: number
  /** Who was signed in, or null before anybody was. */
  readonly operator: PersonId | null
  /** The first eight bytes of the hash of the entry before it: the full hash is recomputed, not stored. */
  readonly previous: Uint8Array
  readonly event: JournalEvent
}

export type JournalEvent =
  | SaleEvent
  | SignInEvent
  | SignOutEvent
  | RefundEvent
  | VoidEvent
  | ExchangeEvent
  | ShiftOpenEvent
  | ShiftCloseEvent
  | CashMoveEvent
  | NoSaleEvent
  | PriceOverrideEvent
  | LineVoidEvent
  | SaleCancelEvent
  | ReprintEvent
  | AgeCheckEvent
  | ApprovalEvent
  | TrainingEvent
  | ShareBackEvent
  | UnknownEvent

/** What a newer till wrote: kept, chained and passed on as it is, and passed over by every fold. SPEC J10. */
export interface UnknownEvent {
  readonly kind: 'unknown'
  readonly code: number
  readonly bytes: Uint8Array
}

export interface SignInEvent {
  readonly kind: 'sign-in'
}

export interface SignOutEvent {
  readonly kind: 'sign-out'
}

export interface SaleEvent extends SaleExtras {
  readonly kind: 'sale'
  readonly currency: CurrencyCode
  readonly lines: readonly SaleEventLine[]
  readonly taxes: readonly TaxSummaryLine[]
  /** Minor units. */
  readonly total: number
  readonly tenders: readonly Tender[]
  /** Minor units handed back. */
  readonly change: number
  /** Years up to which the buyer's age was confirmed, or 0. No personal data. */
  readonly ageChecked: number
}

export interface SaleEventLine extends SaleLineExtras {
  /** The product sold, or the name of an item that is not on file. */
  readonly item:
    | { readonly kind: 'product'; readonly product: ProductId }
    | { readonly kind: 'unlisted'; readonly name: string }
  /** Thousandths. */
  readonly quantity: number
  /** Minor units for one piece, as charged. */
  readonly unitPrice: number
  /** Minor units: the price in the catalog when it differs from what was charged. */
  readonly listPrice: number
  /** Minor units for the line: quantity × unit price, rounded, less what was taken off. */
  readonly amount: number
  /** Which entries of the sale's `taxes` this line was taxed by, as indexes. */
  readonly taxes: readonly number[]
}

/** The entry as it stands in the document, with the hash that the next one links to. */
export interface SealedEntry {
  readonly entry: JournalEntry
  /** The whole entry, signature last (64 bytes, ECDSA P-256 over the hash input). */
  readonly bytes: Uint8Array
  /** SHA-256 over the full previous hash and the entry without its signature. */
  readonly hash: Uint8Array
}

/** Where a till's journal ends: what the next entry is built on. */
export interface JournalHead {
  readonly epoch: number
  /** 0 when nothing was written yet. */
  readonly number: number
  /** 32 bytes. */
  readonly hash: Uint8Array
}

/** The cryptography the journal needs, brought by the caller (WebCrypto in the till, in the relay and in tests). */
export interface JournalSigner {
  sha256(data: Uint8Array): Promise<Uint8Array>
  /** 64 bytes, ECDSA P-256 with SHA-256, raw r‖s. */
  sign(data: Uint8Array): Promise<Uint8Array>
}

export interface JournalVerifier {
  sha256(data: Uint8Array): Promise<Uint8Array>
  verify(signature: Uint8Array, data: Uint8Array): Promise<boolean>
}
