import {
  type AccountId,
  accountMoves,
  accountOwner,
  balanceChange,
  type CompletedSale,
  type Discount,
  type PricedLine,
  type Promotion,
  receiptNumber,
  type SaleLine,
  type SealedEntry,
} from '@evertill/crdt-model'
import type { StoreRow } from '../local/database.ts'
import type { Receipt, ReceiptDiscount, ReceiptLine, ReceiptPurpose } from '../local/receipt.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { languageOnReceipt } from '../receipt/receipt-language.ts'
import { storeOnReceipt } from '../receipt/store-on-receipt.ts'
import { toHex } from './witness-log.ts'

/** How many bytes of the entry's hash a receipt shows. */
export const PROOF_BYTES = 4

/** The receipt of a sale, in the words that hold at this moment. */
export function makeReceipt(
  sale: CompletedSale,
  around: {
    readonly sealed: SealedEntry
    readonly workplace: TillWorkplace
    readonly store: StoreRow
    readonly operator: string
    readonly purpose?: ReceiptPurpose
    readonly promotions: readonly Promotion[]
    /** What was on the accounts before, where it is known. */
    readonly balances?: ReadonlyMap<AccountId, number>
  },
): Receipt {
  const { sealed, workplace, store, operator, purpose, promotions, balances } = around
  const priced = new Map(sale.totals.lines.map(line => [line.id, line]))
  return {
    number: receiptNumber(workplace.tillCode, sealed.entry.epoch, sealed.entry.number),
    at: sealed.entry.at,
    offsetMinutes: sealed.entry.offsetMinutes,
    store: storeOnReceipt(store),
    till: workplace.tillName,
    operator,
    currency: sale.currency,
    lines: sale.lines.map(line => receiptLine(line, priced.get(line.id), promotions)),
    subtotal: sale.totals.subtotal,
    ...named(sale.totals.discounts, promotions),
    taxes: [...sale.totals.taxes],
    taxAdded: sale.totals.taxAdded,
    total: sale.totals.total,
    ...exemptionsOf(sale),
    tenders: [...sale.tenders],
    change: sale.change,
    ...(sale.tip ? { tip: sale.tip } : {}),
    ...(sale.rounding ? { rounding: sale.rounding } : {}),
    ...languageOnReceipt(store, sale.customer?.language),
    proof: toHex(sealed.hash.subarray(0, PROOF_BYTES)),
    ...(purpose ? { purpose } : {}),
    ...balancesAfter(sealed, balances),
  }
}

/** What is left on each account whose balance was known before the entry. */
export function balancesAfter(
  { entry }: SealedEntry,
  before: ReadonlyMap<AccountId, number> = new Map(),
): Pick<Receipt, 'balances'> {
  if (before.size === 0) return {}
  const after = new Map(before)
  for (const move of accountMoves(entry.event)) {
    const left = after.get(move.account)
    if (left === undefined) continue
    const now = left + balanceChange(move)
    after.set(move.account, accountOwner(move.account)?.kind === 'house' ? now : Math.max(0, now))
  }
  return { balances: [...after].map(([account, left]) => ({ account, left })) }
}

/** What the paper says of tax that was not charged: tax law asks for reason and certificate. */
function exemptionsOf({ lines, exemption, totals }: CompletedSale): Pick<Receipt, 'exemptions' | 'exempted'> {
  const found = lines.map(line => line.exemption ?? exemption).filter(each => each !== undefined)
  if (found.length === 0) return {}
  const distinct = new Map(
    found.map(({ reason, certificate }) => [`${reason}\n${certificate}`, { reason, certificate }]),
  )
  const exempted = totals.lines.reduce((sum, line) => sum + (line.exempted ?? 0), 0)
  return { exemptions: [...distinct.values()], ...(exempted > 0 ? { exempted } : {}) }
}

function receiptLine(
  line: SaleLine,
  priced: PricedLine | undefined,
  promotions: readonly Promotion[],
): ReceiptLine {
  const { name, quantity, unitPrice, listPrice, unit, tare, labelAmount, serial, note, cardNumber } = line
  return {
    name,
    quantity,
    unitPrice,
    listPrice,
    amount: priced?.amount ?? 0,
    ...named(priced?.discounts, promotions),
    ...(unit ? { unit } : {}),
    ...(tare ? { tare } : {}),
    ...(labelAmount === undefined ? {} : { labelled: true as const }),
    ...(serial ? { serial } : {}),
    ...(note ? { note } : {}),
    ...(cardNumber ? { card: cardNumber } : {}),
  }
}

/** Promotions by the names they have now: later ones must not change what was sold. */
function named(
  discounts: readonly Discount[] | undefined,
  promotions: readonly Promotion[],
): { discounts?: ReceiptDiscount[] } {
  if (discounts === undefined) return {}
  return {
    discounts: discounts.map(({ source, amount }) => {
      const id = source.kind === 'promotion' ? source.promotion : undefined
      return {
        source: source.kind,
        name: promotions.find(each => each.id === id)?.name ?? '',
        amount,
      }
    }),
  }
}
