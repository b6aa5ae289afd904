import {
  type AccountId,
  type RefundEvent,
  receiptNumber,
  type SaleEvent,
  type SealedEntry,
  type SpokenLanguage,
} from '@evertill/crdt-model'
import type { StoreRow } from '../local/database.ts'
import type { Receipt, ReceiptLine, ReturnedPart } from '../local/receipt.ts'
import type { SoldName } from '../local/return-plan.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { languageOnReceipt } from '../receipt/receipt-language.ts'
import { storeOnReceipt } from '../receipt/store-on-receipt.ts'
import { balancesAfter, PROOF_BYTES } from './make-receipt.ts'
import { toHex } from './witness-log.ts'

/** Where and by whom a receipt is made. */
export interface ReceiptSurroundings {
  readonly sealed: SealedEntry
  readonly workplace: TillWorkplace
  readonly store: StoreRow
  readonly operator: string
}

/** The receipt of goods that came back: what they were, what they are worth, and how that was paid out. */
export function makeRefundReceipt(
  { goods, reason }: RefundEvent,
  about: {
    readonly names: readonly SoldName[]
    readonly of: string | null
    /** The number of the credit note that was given. */
    readonly creditNote?: string | undefined
    /** What who bought it speaks, where that is known. */
    readonly language?: SpokenLanguage | null
    readonly balances?: ReadonlyMap<AccountId, number>
  },
  around: ReceiptSurroundings,
): Receipt {
  const { lines, taxes, taxAdded, total, tenders, rounding } = returnedPart(goods, about.names)
  return {
    ...headOf(around),
    currency: goods.currency,
    lines,
    subtotal: total - taxAdded,
    taxes,
    taxAdded,
    total,
    tenders,
    change: 0,
    ...(rounding ? { rounding } : {}),
    purpose: { kind: 'refund', of: about.of, reason },
    ...(about.creditNote ? { creditNote: about.creditNote } : {}),
    ...languageOnReceipt(around.store, about.language),
    ...balancesAfter(around.sealed, about.balances),
  }
}

/** The receipt of a sale that was undone: the sale as it was, under the void's own number. */
export function makeVoidReceipt(sold: Receipt, reason: string, around: ReceiptSurroundings): Receipt {
  return { ...sold, ...headOf(around), purpose: { kind: 'void', of: sold.number, reason } }
}

/** What came back in an exchange, for the receipt of the sale that it paid for. */
export function returnedPart(goods: SaleEvent, names: readonly SoldName[]): ReturnedPart {
  const taxAdded = goods.taxes.reduce((sum, tax) => sum + (tax.included ? 0 : tax.tax), 0)
  return {
    lines: goods.lines.map((line, i) => returnedLine(line, names[i])),
    taxes: [...goods.taxes],
    taxAdded,
    total: goods.total,
    tenders: [...goods.tenders],
    ...(goods.rounding ? { rounding: goods.rounding } : {}),
  }
}

function headOf({
  sealed,
  workplace,
  store,
  operator,
}: ReceiptSurroundings): Pick<
  Receipt,
  'number' | 'at' | 'offsetMinutes' | 'store' | 'till' | 'operator' | 'proof'
> {
  const { epoch, number, at, offsetMinutes } = sealed.entry
  return {
    number: receiptNumber(workplace.tillCode, epoch, number),
    at,
    offsetMinutes,
    store: storeOnReceipt(store),
    till: workplace.tillName,
    operator,
    proof: toHex(sealed.hash.subarray(0, PROOF_BYTES)),
  }
}

function returnedLine(line: SaleEvent['lines'][number], named: SoldName | undefined): ReceiptLine {
  const { quantity, unitPrice, listPrice, amount, serial } = line
  return {
    name: named?.name ?? '',
    quantity,
    unitPrice,
    listPrice,
    amount,
    ...(named?.unit ? { unit: named.unit } : {}),
    ...(serial ? { serial } : {}),
  }
}
