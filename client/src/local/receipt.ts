import type {
  AccountId,
  CurrencyCode,
  MeasuredUnit,
  SpokenLanguage,
  TaxSummaryLine,
  Tender,
} from '@evertill/crdt-model'

/** What was taken off a line or the whole sale. Minor units, above 0. */
export interface ReceiptDiscount {
  source: 'promotion' | 'line' | 'sale'
  /** The promotion's, as it was called; empty where a person took it off. */
  name: string
  amount: number
}

export interface ReceiptLine {
  name: string
  /** Thousandths of a piece, or of `unit`. */
  quantity: number
  unitPrice: number
  listPrice: number
  /** After what was taken off. */
  amount: number
  /** The rest is absent where there is nothing to say. */
  discounts?: ReceiptDiscount[]
  unit?: MeasuredUnit
  /** Thousandths that were taken off the weight. */
  tare?: number
  /** The amount is its label's. */
  labelled?: true
  serial?: string
  note?: string
  /** The number of a card that was made here: worth money to whoever has the paper. Never on copies. */
  card?: string
  /** Why this line was not taxed, where the line says it by itself. */
  exemption?: { reason: string; certificate: string }
}

/** What is left on an account that the entry moved money on, as far as its till knows. */
export interface ReceiptBalance {
  account: AccountId
  /** Of a house account what is owed, below 0. */
  left: number
}

/** Everything a receipt says, in the words that held when the sale was made. Amounts in minor units. */
export interface Receipt {
  /** As printed: `G1-000123`, with the epoch when it is not the first: `G1.2-000001`. */
  number: string
  at: number
  offsetMinutes: number
  /** `header` and `legal` are absent where the store has none to say. */
  store: { name: string; address: string[]; footer: string; header?: string; legal?: string }
  till: string
  operator: string
  currency: CurrencyCode
  lines: ReceiptLine[]
  subtotal: number
  /** What each took off in all; absent when nothing was taken off. */
  discounts?: ReceiptDiscount[]
  taxes: TaxSummaryLine[]
  taxAdded: number
  total: number
  tenders: Tender[]
  /** On top of the total; absent when there was none. */
  tip?: number
  /** Why no tax was charged, each reason once; absent when all was taxed. */
  exemptions?: { reason: string; certificate: string }[]
  /** Included taxes that were taken out of the prices; absent when there were none. */
  exempted?: number
  /** What cash rounding added, or took off below 0; absent when it did nothing. */
  rounding?: number
  change: number
  /** What is left on gift cards and store credit; absent where none was used. */
  balances?: ReceiptBalance[]
  /** The number of a credit note that was given for goods that came back; never on copies. */
  creditNote?: string
  /** Made in training mode: it is no receipt, and says so. */
  training?: true
  /** Where whoever bought can see it, once the relay has the entry; absent where it was made before there were links. */
  link?: string
  /** What it is written in; absent where it follows the language on the till's screen. SPEC U3. */
  language?: SpokenLanguage
  /** The first eight hex digits of the entry's hash: links the paper to the journal. */
  proof: string
  /** What it is a receipt of when it is not a sale; amounts are above 0 all the same. */
  purpose?: ReceiptPurpose
}

/** What a receipt is of, beside a sale. `of` is the number of the receipt it takes back; null without one. */
export type ReceiptPurpose =
  /** `lines` came back, and `tenders` were paid out. */
  | { kind: 'refund'; of: string | null; reason: string }
  /** The sale with all its lines was undone, and its tenders given back. */
  | { kind: 'void'; of: string; reason: string }
  /** A sale that was paid with goods that came back. */
  | { kind: 'exchange'; of: string | null; reason: string; returned: ReturnedPart }

/** What came back in an exchange. */
export interface ReturnedPart {
  lines: ReceiptLine[]
  taxes: TaxSummaryLine[]
  taxAdded: number
  total: number
  /** The part that paid for the new goods, and what was paid out. */
  tenders: Tender[]
  rounding?: number
}
