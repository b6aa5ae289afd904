import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type ProductId, type TaxClassId, type TillId, toId } from '../ids.ts'
import { decodeEntry, encodeEntry, SIGNATURE_BYTES } from '../journal/encode-entry.ts'
import { eventMoves } from '../journal/event-moves.ts'
import type { EntryReference, RefundEvent } from '../journal/events/refund.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import { dueWith } from '../sale/amount-due.ts'
import { addLine, openSale } from '../sale/edit-lines.ts'
import type { OpenSale, PricingContext } from '../sale/sale.ts'
import { saleEventOf } from '../sale/sale-event.ts'
import { addTender, checkPayingSale, completeSale, startPayment } from '../sale/take-payment.ts'
import { foldShift, type ShiftEntry, splitShifts } from '../shift/fold-shift.ts'
import { closeShiftEvent, openShiftEvent } from '../shift/shift-steps.ts'
import { GBP } from '../testing/sample-sale.ts'
import { goodsWithoutReceipt } from './goods-without-receipt.ts'
import { payBack } from './pay-back.ts'
import { refundEventOf } from './refund-event.ts'
import { type ReturnedGoods, returnedQuantities, returnGoods } from './return-goods.ts'

const TILL = toId<TillId>('till')
const ONE_PIECE = 1000
const FLOAT = { currency: GBP, pieces: [{ value: 1000, count: 10 }], loose: 0 }
const RATES = { standard: 200_000, zero: 0 } as const

const CONTEXT: PricingContext = {
  currency: GBP,
  taxRounding: 'per-line',
  taxClasses: new Map(
    (['standard', 'zero'] as const).map(name => {
      const id = toId<TaxClassId>(name)
      return [id, { id, name, rates: [{ name, rateMillionths: RATES[name], included: true }] }]
    }),
  ),
}

interface InvoiceLine {
  readonly invoice: string
  readonly day: string
  readonly customer: string
  readonly code: string
  /** Pieces; below 0 on a credit note. */
  readonly quantity: number
  readonly price: number
  readonly tax: 'standard' | 'zero'
}

/** What a till does in a month: sales, refunds with a receipt where there was a purchase, and without one elsewhere. */
class Month {
  readonly entries: ShiftEntry[] = []
  readonly withReceipt = { lines: 0 }
  readonly withoutReceipt = { lines: 0 }
  /** By customer and code: what was bought and may come back, the newest last. */
  readonly #bought = new Map<
    string,
    { readonly number: number; readonly sale: SaleEvent; readonly line: number }[]
  >()
  readonly #refunds = new Map<number, RefundEvent[]>()

  replay(lines: readonly InvoiceLine[]): void {
    for (const ofDay of groupBy(lines, line => line.day).values()) {
      this.#write(made(openShiftEvent(this.#today(), [FLOAT])))
      for (const ofInvoice of groupBy(ofDay, line => line.invoice).values()) {
        if (ofInvoice[0]?.invoice.startsWith('C')) this.#credit(ofInvoice)
        else this.#sell(ofInvoice)
      }
      const expected = foldShift(this.#today())?.drawer[0]?.expected ?? 0
      this.#write(made(closeShiftEvent(this.#today(), [{ currency: GBP, pieces: [], loose: expected }], '')))
    }
  }

  /** Enough for the steps of a shift: its own entries, or the close before it. */
  #today(): ShiftEntry[] {
    let from = this.entries.length - 1
    while (from > 0 && this.entries[from]?.event.kind !== 'shift-open') from--
    return this.entries.slice(Math.max(0, from))
  }

  /** As it stands in the journal: what is read from its bytes is what counts. */
  #write(event: JournalEvent): { number: number; event: JournalEvent } {
    const number = this.entries.length + 1
    const header = {
      epoch: 1,
      number,
      at: number,
      offsetMinutes: 0,
      operator: null,
      previous: new Uint8Array(8),
    }
    const content = encodeEntry({ ...header, event })
    const read = decodeEntry(Uint8Array.of(...content, ...new Uint8Array(SIGNATURE_BYTES)))
    if (!read) throw new Error(`entry ${number} cannot be read`)
    this.entries.push({ epoch: 1, number, at: number, event: read.entry.event })
    return { number, event: read.entry.event }
  }

  #sell(lines: readonly InvoiceLine[]): void {
    const started = startPayment(ring(lines), CONTEXT)
    if (!started.ok) throw new Error(started.refusal.code)
    const paid = addTender(started.sale, { kind: 'cash', amount: dueWith(started.sale, 'cash') })
    const checked = paid.ok ? checkPayingSale(paid.sale, CONTEXT) : paid
    const completed = checked.ok ? completeSale(checked.sale) : checked
    if (!completed.ok) throw new Error(completed.refusal.code)
    const { number, event } = this.#write(saleEventOf(completed.sale))
    if (event.kind !== 'sale') return
    event.lines.forEach(({ item }, line) => {
      if (item.kind !== 'product' || lines[0]?.customer === '') return
      const key = `${lines[0]?.customer} ${item.product}`
      this.#bought.set(key, [...(this.#bought.get(key) ?? []), { number, sale: event, line }])
    })
  }

  #credit(lines: readonly InvoiceLine[]): void {
    const rest: InvoiceLine[] = []
    for (const line of lines) {
      if (this.#takeBack(line)) this.withReceipt.lines += 1
      else rest.push({ ...line, quantity: -line.quantity })
    }
    if (rest.length === 0) return
    this.withoutReceipt.lines += rest.length
    const rung = ring(rest)
    const goods = goodsWithoutReceipt(rung, new Set(rung.lines.map(({ id }) => id)), CONTEXT)
    this.#refund(goods, null, payBack(goods.total, { tenders: [] }, []))
  }

  /** Against the newest purchase at this price that has enough left of it. */
  #takeBack({ customer, code, quantity, price }: InvoiceLine): boolean {
    const pieces = -quantity * ONE_PIECE
    const from = this.#bought.get(`${customer} ${code}`)?.findLast(({ number, sale, line }) => {
      const sold = sale.lines[line]
      const back = returnedQuantities(this.#refunds.get(number) ?? []).get(line) ?? 0
      return sold?.unitPrice === price && sold.quantity - back >= pieces
    })
    if (!from) return false
    const before = this.#refunds.get(from.number) ?? []
    const back = returnGoods(from.sale, before, [{ line: from.line, quantity: pieces, restock: true }])
    if (!back.ok) throw new Error(back.refusal.code)
    const of: EntryReference = { till: TILL, epoch: 1, number: from.number }
    const event = this.#refund(back.goods, of, payBack(back.goods.total, from.sale, before))
    if (event.kind === 'refund') this.#refunds.set(from.number, [...before, event])
    return true
  }

  #refund(goods: ReturnedGoods, of: EntryReference | null, paid: ReturnType<typeof payBack>): JournalEvent {
    return this.#write(refundEventOf(goods, { of, reason: 'Credit note', paid })).event
  }
}

const LINES = readMonth()
const MONTH = new Month()
MONTH.replay(LINES)

describe('a month of real invoices and credit notes, against a second calculation in whole numbers', () => {
  test('J2 every invoice and credit note stands in the journal, gap-free', () => {
    const events = MONTH.entries.map(({ event }) => event.kind)
    expect(events.filter(kind => kind === 'sale')).toHaveLength(1550)
    expect(new Set(LINES.filter(isCredit).map(line => line.invoice)).size).toBe(298)
    // Most credit notes are of what was bought before that month, or by nobody known.
    expect(MONTH.withReceipt.lines + MONTH.withoutReceipt.lines).toBe(LINES.filter(isCredit).length)
    expect(MONTH.withReceipt.lines).toBeGreaterThan(100)
    expect(MONTH.withoutReceipt.lines).toBeGreaterThan(100)
    expect(MONTH.entries.map(({ number }) => number)).toEqual(MONTH.entries.map((_, i) => i + 1))
  })

  test('Z2 each day’s Z report is the sum of that day’s lines, and nothing is over or short', () => {
    const shifts = splitShifts(MONTH.entries)
    const days = [...groupBy(LINES, line => line.day).values()]
    expect(shifts).toHaveLength(days.length)
    shifts.forEach((shift, i) => {
      const totals = foldShift(shift)
      const [sold, back] = [sumOf(days[i] ?? [], false), sumOf(days[i] ?? [], true)]
      expect(totals?.currencies[0]?.sales.total).toBe(sold)
      expect(totals?.currencies[0]?.refunds.total).toBe(back)
      expect(totals?.drawer[0]).toMatchObject({ expected: 10_000 + sold - back, overShort: 0 })
    })
  })

  test('T2 X2 the tax of the month: what was sold, line by line, less what came back', () => {
    const taxes = { standard: 0, zero: 0, net: 0 }
    for (const shift of splitShifts(MONTH.entries)) {
      for (const tax of foldShift(shift)?.currencies[0]?.taxes ?? []) {
        if (tax.name === 'standard') taxes.standard += tax.tax
        else taxes.zero += tax.tax
        taxes.net += tax.net
      }
    }
    expect(taxes.zero).toBe(0)
    expect(taxes.standard).toBe(taxOfMonth())
    // Net and tax are the money that changed hands.
    expect(taxes.net + taxes.standard).toBe(sumOf(LINES, false) - sumOf(LINES, true))
  })

  test('J8 stock moved by what was sold less what came back', () => {
    const moved = new Map<ProductId, number>()
    for (const { product, quantity } of MONTH.entries.flatMap(({ event }) => eventMoves(event)))
      moved.set(product, (moved.get(product) ?? 0) + quantity)
    for (const [code, lines] of groupBy(LINES, line => line.code)) {
      const pieces = lines.reduce((sum, line) => sum + line.quantity, 0)
      expect(moved.get(toId<ProductId>(code)) ?? 0).toBe(-pieces * ONE_PIECE + 0)
    }
  })
})

function isCredit(line: InvoiceLine): boolean {
  return line.quantity < 0
}

/** Pence of the invoices, or of the credit notes. */
function sumOf(lines: readonly InvoiceLine[], credits: boolean): number {
  const sum = lines
    .filter(line => isCredit(line) === credits)
    .reduce((total, line) => total + BigInt(Math.abs(line.quantity)) * BigInt(line.price), 0n)
  return Number(sum)
}

/** A line of an invoice as it was taxed, and what of it came back. */
interface Taxed {
  readonly pieces: bigint
  readonly price: bigint
  /** Its share of the invoice's tax. */
  readonly tax: bigint
  back: bigint
}

/**
 * VAT at 20 %, included: a sixth of each line, rounded half up. A line is what an invoice has of one code at one price.
 * What comes back of a purchase that is known bears its share of that invoice's tax; anything else a sixth.
 */
function taxOfMonth(): number {
  let tax = 0n
  const sold = new Map<string, Taxed[]>()
  for (const invoice of groupBy(LINES, line => line.invoice).values()) {
    const lines = [...groupBy(invoice, line => `${line.code} ${line.price}`).values()].filter(
      same => same[0]?.tax === 'standard',
    )
    const amounts = lines.map(same => BigInt(Math.abs(sumOf(same, false) - sumOf(same, true))))
    const ofInvoice = amounts.reduce((sum, amount) => sum + sixth(amount), 0n)
    const shares = shareOut(ofInvoice, amounts)
    lines.forEach((same, i) => {
      const [first = expect.unreachable()] = same
      const key = `${first.customer} ${first.code}`
      if (isCredit(first)) tax -= taxBack(same, sold.get(key) ?? [])
      else {
        const pieces = same.reduce((sum, line) => sum + BigInt(line.quantity), 0n)
        const taxed = { pieces, price: BigInt(first.price), tax: shares[i] ?? 0n, back: 0n }
        if (first.customer !== '') sold.set(key, [...(sold.get(key) ?? []), taxed])
      }
    })
    if (!invoice[0]?.invoice.startsWith('C')) tax += ofInvoice
  }
  return Number(tax)
}

/** Of one code at one price on a credit note. */
function taxBack(lines: readonly InvoiceLine[], sold: readonly Taxed[]): bigint {
  let tax = 0n
  let unknown = 0n
  for (const line of lines) {
    const [pieces, price] = [BigInt(-line.quantity), BigInt(line.price)]
    const from = sold.findLast(each => each.price === price && each.pieces - each.back >= pieces)
    if (!from) {
      unknown += pieces * price
      continue
    }
    tax += half(from.tax * (from.back + pieces), from.pieces) - half(from.tax * from.back, from.pieces)
    from.back += pieces
  }
  return tax + sixth(unknown)
}

/** The largest remainders take what is left over. */
function shareOut(amount: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0n)
  const shares = weights.map(weight => (amount * weight) / all)
  const byRemainder = weights
    .map((weight, i) => ({ i, remainder: (amount * weight) % all }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1))
  const left = Number(amount - shares.reduce((sum, share) => sum + share, 0n))
  for (const { i } of byRemainder.slice(0, left)) shares[i] = (shares[i] ?? 0n) + 1n
  return shares
}

function sixth(amount: bigint): bigint {
  return half(amount, 6n)
}

/** The quotient, halves up. */
function half(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor)
}

function ring(lines: readonly InvoiceLine[]): OpenSale {
  return lines.reduce(
    (sale, line) => {
      const result = addLine(sale, {
        product: toId(line.code),
        name: line.code,
        department: null,
        quantity: line.quantity * ONE_PIECE,
        unitPrice: line.price,
        listPrice: line.price,
        taxClass: toId(line.tax),
        minimumAge: 0,
      })
      if (!result.ok) throw new Error(`${line.invoice}: ${result.refusal.code}`)
      return result.sale
    },
    openSale('sale', GBP),
  )
}

function made<Event>(step: { readonly ok: true; readonly event: Event } | { readonly ok: false }): Event {
  if (!step.ok) throw new Error('the shift does not take this step')
  return step.event
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

function readMonth(): InvoiceLine[] {
  const bytes = readFileSync(new URL('./testdata/month.csv.gz', import.meta.url))
  const [, ...rows] = gunzipSync(bytes).toString('utf8').trimEnd().split('\n')
  return rows.map(row => {
    const [invoice = '', day = '', customer = '', code = '', quantity, price, tax] = row.split(',')
    return {
      invoice,
      day,
      customer,
      code,
      quantity: Number(quantity),
      price: Number(price),
      tax: tax === 'zero' ? 'zero' : 'standard',
    }
  })
}
