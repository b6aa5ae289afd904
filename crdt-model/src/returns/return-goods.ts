import type { EntryReference, RefundEvent, ReturnedLine } from '../journal/events/refund.ts'
import type { JournalEvent, SaleEvent, SaleEventLine } from '../journal/journal-entry.ts'
import { roundProduct } from '../money/round.ts'
import { isQuantity } from '../sale/limits.ts'
import type { TaxSummaryLine } from '../tax/tax-class.ts'
import { taxesOfSoldLines } from './tax-of-sold-lines.ts'

/** What somebody brings back of one line of a sale. */
export interface WantedReturn {
  /** The line of the sale, from 0. */
  readonly line: number
  /** Thousandths. */
  readonly quantity: number
  /** Whether it goes back on the shelf. */
  readonly restock: boolean
}

export type ReturnRefusal =
  | { readonly code: 'nothing-to-return' }
  /** The sale was undone: there is nothing left of it. */
  | { readonly code: 'voided' }
  | { readonly code: 'no-such-line'; readonly line: number }
  /** `left` is what may still come back, in thousandths. */
  | { readonly code: 'more-than-bought'; readonly line: number; readonly left: number }
  /** It put money on a card, which is spent and not brought back. */
  | { readonly code: 'not-returnable'; readonly line: number }

/** What comes back and what it is worth, before it is said how it is paid out. */
export type ReturnedGoods = Pick<SaleEvent, 'currency' | 'lines' | 'taxes' | 'total'> & {
  readonly origins: readonly ReturnedLine[]
}

export type ReturnResult =
  | { readonly ok: true; readonly goods: ReturnedGoods }
  | { readonly ok: false; readonly refusal: ReturnRefusal }

/** All refunds of a sale among the events of any tills, those of exchanges too. Takes each entry once. SPEC X1. */
export function refundsOf(sale: EntryReference, events: Iterable<JournalEvent>): RefundEvent[] {
  const refunds: RefundEvent[] = []
  for (const event of events) {
    const refund = event.kind === 'exchange' ? event.refund : event
    if (refund.kind === 'refund' && isOf(refund, sale)) refunds.push(refund)
  }
  return refunds
}

function isOf({ of }: RefundEvent, { till, epoch, number }: EntryReference): boolean {
  return of !== null && of.till === till && of.epoch === epoch && of.number === number
}

/** Thousandths of each line of a sale that came back in these refunds of it. SPEC X1. */
export function returnedQuantities(refunds: readonly RefundEvent[]): Map<number, number> {
  const returned = new Map<number, number>()
  for (const { goods, origins } of refunds) {
    origins.forEach(({ line }, i) => {
      if (line === null) return
      returned.set(line, (returned.get(line) ?? 0) + (goods.lines[i]?.quantity ?? 0))
    })
  }
  return returned
}

/**
 * What goods that are brought back are worth: for each line its share of what was paid for it, taxes too, so that
 * returning the rest later gives exactly what is left. `refunds` are all earlier ones of this sale, each once.
 * SPEC X1, X2.
 *
 * @param isVoided whether the sale is among the `voidedNumbers` of its till.
 */
export function returnGoods(
  sale: SaleEvent,
  refunds: readonly RefundEvent[],
  wanted: readonly WantedReturn[],
  isVoided = false,
): ReturnResult {
  if (isVoided) return { ok: false, refusal: { code: 'voided' } }
  const returned = returnedQuantities(refunds)
  const refusal = refusalOf(sale, returned, wanted)
  if (refusal) return { ok: false, refusal }
  const soldTaxes = taxesOfSoldLines(sale)
  const sums = sale.taxes.map(() => ({ net: 0, tax: 0, isThere: false }))
  const lines: SaleEventLine[] = []
  let total = 0
  for (const { line: index, quantity } of wanted) {
    const line = sale.lines[index]
    if (line === undefined) continue
    const before = returned.get(index) ?? 0
    returned.set(index, before + quantity)
    const part = (whole: number) => partOf(whole, before, before + quantity, line.quantity)
    const amount = part(line.amount)
    const taxes = (soldTaxes[index] ?? []).map(part)
    const included = sumTaxes(sale, line, taxes, true)
    total += amount + sumTaxes(sale, line, taxes, false)
    line.taxes.forEach((tax, i) => {
      const sum = sums[tax]
      if (sum === undefined) return
      sum.isThere = true
      sum.net += amount - included
      sum.tax += taxes[i] ?? 0
    })
    lines.push(returnedLine(line, quantity, amount))
  }
  return {
    ok: true,
    goods: {
      currency: sale.currency,
      ...withOwnTaxes(sale, lines, sums),
      total,
      origins: wanted.map(originOf),
    },
  }
}

/** Lines of which more came back than was bought, as when two tills took them back unknown to each other. SPEC X3. */
export function overReturned(
  sale: Pick<SaleEvent, 'lines'>,
  refunds: readonly RefundEvent[],
): { readonly line: number; readonly bought: number; readonly returned: number }[] {
  return [...returnedQuantities(refunds)]
    .map(([line, returned]) => ({ line, bought: sale.lines[line]?.quantity ?? 0, returned }))
    .filter(({ bought, returned }) => returned > bought)
    .sort((a, b) => a.line - b.line)
}

/** The part of a whole between two quantities of it: rounded at both ends, so that parts add up to the whole. */
function partOf(whole: number, from: number, to: number, of: number): number {
  return roundProduct(whole, to, of, 'half-up') - roundProduct(whole, from, of, 'half-up')
}

function refusalOf(
  sale: SaleEvent,
  returned: ReadonlyMap<number, number>,
  wanted: readonly WantedReturn[],
): ReturnRefusal | undefined {
  if (wanted.length === 0) return { code: 'nothing-to-return' }
  const asked = new Map<number, number>()
  for (const { line, quantity } of wanted) {
    const sold = sale.lines[line]
    if (sold === undefined) return { code: 'no-such-line', line }
    if (sold.account !== undefined) return { code: 'not-returnable', line }
    const bought = sold.quantity
    const before = (returned.get(line) ?? 0) + (asked.get(line) ?? 0)
    const left = Math.max(0, bought - before)
    if (!isQuantity(quantity) || quantity > left) return { code: 'more-than-bought', line, left }
    asked.set(line, (asked.get(line) ?? 0) + quantity)
  }
  return undefined
}

function sumTaxes(sale: SaleEvent, line: SaleEventLine, taxes: readonly number[], included: boolean): number {
  return line.taxes.reduce(
    (sum, tax, i) => sum + (sale.taxes[tax]?.included === included ? (taxes[i] ?? 0) : 0),
    0,
  )
}

function returnedLine(line: SaleEventLine, quantity: number, amount: number): SaleEventLine {
  const { item, unitPrice, listPrice, taxes, deposit, serial } = line
  return {
    item,
    quantity,
    unitPrice,
    listPrice,
    amount,
    taxes,
    ...(deposit ? { deposit } : {}),
    ...(serial ? { serial } : {}),
  }
}

/** The taxes that the returned lines bear, and no others, with the lines' indexes into them. */
function withOwnTaxes(
  sale: SaleEvent,
  lines: readonly SaleEventLine[],
  sums: readonly { readonly net: number; readonly tax: number; readonly isThere: boolean }[],
): { lines: SaleEventLine[]; taxes: TaxSummaryLine[] } {
  const places = new Map<number, number>()
  const taxes: TaxSummaryLine[] = []
  sale.taxes.forEach(({ name, rateMillionths, included }, index) => {
    const sum = sums[index]
    if (!sum?.isThere) return
    places.set(index, taxes.length)
    taxes.push({ name, rateMillionths, included, net: sum.net, tax: sum.tax })
  })
  return {
    taxes,
    lines: lines.map(line => ({ ...line, taxes: line.taxes.map(tax => places.get(tax) ?? 0) })),
  }
}

function originOf({ line, restock }: WantedReturn): ReturnedLine {
  return { line, restock }
}
