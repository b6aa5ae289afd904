import type {
  EntryReference,
  MeasuredUnit,
  OpenSale,
  RefundEvent,
  SaleEvent,
  WantedReturn,
} from '@evertill/crdt-model'
import type { Receipt } from './receipt.ts'

/** What a line of a sale was called, or is called now. */
export interface SoldName {
  readonly name: string
  /** Of what is weighed or measured. */
  readonly unit?: MeasuredUnit
}

/** An entry that took something of a sale back. */
export interface TakenBack {
  readonly entry: EntryReference
  readonly refund: RefundEvent
}

/** What was sold under a receipt, and all that is known to have come back of it. */
export interface SoldReceipt {
  readonly of: EntryReference
  /** Its number, as printed. */
  readonly number: string
  readonly at: number
  /** The till that sold it. */
  readonly tillName: string
  readonly sale: SaleEvent
  /** One for each line of the sale. */
  readonly names: readonly SoldName[]
  readonly back: readonly TakenBack[]
  readonly isVoided: boolean
  /** Whether the relay was asked just now: else other tills may have taken more of it back. */
  readonly isCurrent: boolean
  /** As it was printed; null when another till printed it. */
  readonly receipt: Receipt | null
}

/** What comes back, and why. */
export type ReturnPlan =
  | {
      readonly kind: 'with-receipt'
      readonly sold: SoldReceipt
      readonly wanted: readonly WantedReturn[]
      readonly reason: string
    }
  | {
      readonly kind: 'without-receipt'
      /** The goods, rung up like a sale. */
      readonly rung: OpenSale
      /** The ids of its lines that go back on the shelf. */
      readonly restocked: readonly string[]
      readonly reason: string
    }

/** Goods that pay for the sale on screen. */
export interface ExchangePlan {
  /** Unique for ever: what was allowed, was allowed for this. */
  readonly key: string
  readonly plan: ReturnPlan
  /** What they are worth. Minor units. */
  readonly worth: number
}

/** The refunds of it that are known. */
export function refundsIn({ back }: SoldReceipt): RefundEvent[] {
  return back.map(({ refund }) => refund)
}
