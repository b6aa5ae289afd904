import type { CurrencyCode } from '../money/money.ts'
import { grossOf } from './gross.ts'
import { isAmount, isQuantity, MAX_AMOUNT } from './limits.ts'
import { ONE_PIECE } from './quantity.ts'
import type { LineResult, OpenSale, SaleLine, SaleRefusal } from './sale.ts'
import { discountRefusal, exemptionRefusal } from './term-refusals.ts'

/** A line as it is rung up; the sale gives it its id. */
export type NewSaleLine = Omit<SaleLine, 'id'>

/** A new sale without lines. The id is unique for ever and brought by the caller. */
export function openSale(id: string, currency: CurrencyCode): OpenSale {
  return { state: 'open', id, currency, lines: [], ageChecked: 0 }
}

/**
 * Rings up a line. The same product on the same terms joins the last line that has it, unless `separate` is asked
 * for. Tells the id of the line that was added or grew. Refused: `bad-quantity`, `amount-out-of-range`. SPEC L7.
 */
export function addLine(
  sale: OpenSale,
  line: NewSaleLine,
  joining: 'merge' | 'separate' = 'merge',
): LineResult {
  const twin = joining === 'merge' ? sale.lines.findLast(other => isSameItem(other, line)) : undefined
  if (twin) return changeQuantity(sale, twin.id, twin.quantity + line.quantity)
  const added = { ...line, id: nextLineId(sale) }
  return withLines(sale, [...sale.lines, added], added)
}

/**
 * Rings up a line together with the deposit on each piece of it, which has a line of its own and goes with the first.
 * Tells the id of the first. Refused as `addLine`. SPEC L17.
 */
export function addLineWithDeposit(
  sale: OpenSale,
  line: NewSaleLine,
  deposit: NewSaleLine,
  joining: 'merge' | 'separate' = 'merge',
): LineResult {
  const rung = addLine(sale, line, joining)
  if (!rung.ok || rung.sale.lines.some(each => each.depositOf === rung.line)) return rung
  const added = addLine(rung.sale, { ...deposit, quantity: line.quantity, depositOf: rung.line }, 'separate')
  return added.ok ? { ...added, line: rung.line } : added
}

/**
 * Sets the quantity (thousandths) of a line. Refused: `no-such-line`, `bad-quantity`, `amount-out-of-range`,
 * `label-price`, `one-piece`. SPEC L8, B7, I5.
 */
export function changeQuantity(sale: OpenSale, id: string, quantity: number): LineResult {
  return (
    labelRefusal(sale, id) ??
    serialRefusal(sale, id, quantity) ??
    replaceLine(sale, id, line => ({ ...line, quantity }))
  )
}

/** Weighs the goods of a line anew: net quantity and tare, in thousandths. Refused as `changeQuantity`. SPEC I4. */
export function weighLine(sale: OpenSale, id: string, quantity: number, tare: number): LineResult {
  return (
    labelRefusal(sale, id) ??
    replaceLine(sale, id, ({ tare: _, ...line }) => ({ ...line, quantity, ...(tare > 0 ? { tare } : {}) }))
  )
}

/** Sets the price charged for one piece (minor units); the list price stays. Refused as `changeQuantity`. SPEC L8. */
export function changeUnitPrice(sale: OpenSale, id: string, unitPrice: number): LineResult {
  return labelRefusal(sale, id) ?? replaceLine(sale, id, line => ({ ...line, unitPrice }))
}

/** Takes a line out, and its deposit. Refused: `no-such-line`. SPEC L8, L17. */
export function removeLine(sale: OpenSale, id: string): LineResult {
  const lines = sale.lines.filter(line => line.id !== id && line.depositOf !== id)
  if (lines.length === sale.lines.length) return { ok: false, refusal: { code: 'no-such-line' } }
  return { ok: true, sale: { ...sale, lines }, line: id }
}

/** Notes up to which age (years) the cashier saw proof; an earlier, higher one stands. SPEC L9. */
export function confirmAge(sale: OpenSale, years: number): OpenSale {
  return { ...sale, ageChecked: Math.max(sale.ageChecked, years) }
}

/** Why a line cannot stand in a sale, or undefined when it can. SPEC L3. */
export function lineRefusal(line: NewSaleLine): SaleRefusal | undefined {
  if (!isQuantity(line.quantity)) return { code: 'bad-quantity' }
  if (!isAmount(line.unitPrice) || !isAmount(line.listPrice)) return { code: 'amount-out-of-range' }
  // Compared before rounding: the rounded amount of an absurd line is beyond the safe integers.
  if ((line.quantity * line.unitPrice) / 1000 > MAX_AMOUNT) return { code: 'amount-out-of-range' }
  if (line.labelAmount !== undefined && !isAmount(line.labelAmount)) return { code: 'amount-out-of-range' }
  if (line.tare !== undefined && !isQuantity(line.tare)) return { code: 'bad-quantity' }
  return discountRefusal(line.discount) ?? exemptionRefusal(line.exemption)
}

/** Why lines cannot stand together in a sale, or undefined when they can. SPEC L3. */
export function linesRefusal(lines: readonly SaleLine[]): SaleRefusal | undefined {
  for (const line of lines) {
    const refusal = lineRefusal(line)
    if (refusal) return refusal
  }
  const subtotal = lines.reduce((sum, line) => sum + grossOf(line), 0)
  return isAmount(subtotal) ? undefined : { code: 'amount-out-of-range' }
}

/** What a label says is not worked out again from a quantity that was worked out from it. SPEC B7. */
function labelRefusal(sale: OpenSale, id: string): LineResult | undefined {
  const isLabelled = sale.lines.some(line => line.id === id && line.labelAmount !== undefined)
  return isLabelled ? { ok: false, refusal: { code: 'label-price' } } : undefined
}

/** Two pieces have two serial numbers. SPEC I5. */
function serialRefusal(sale: OpenSale, id: string, quantity: number): LineResult | undefined {
  const isNumbered = sale.lines.some(
    line => line.id === id && line.serial !== undefined && line.unit === undefined,
  )
  return isNumbered && quantity !== ONE_PIECE ? { ok: false, refusal: { code: 'one-piece' } } : undefined
}

/** Changes one line. Refused: `no-such-line`, and whatever `lineRefusal` says of the changed line. */
export function replaceLine(sale: OpenSale, id: string, change: (line: SaleLine) => SaleLine): LineResult {
  const line = sale.lines.find(candidate => candidate.id === id)
  if (!line) return { ok: false, refusal: { code: 'no-such-line' } }
  const changed = change(line)
  return withLines(
    sale,
    sale.lines.map(other => (other === line ? changed : other)),
    changed,
  )
}

function withLines(sale: OpenSale, lines: readonly SaleLine[], touched: SaleLine): LineResult {
  const whole = withDeposits(lines)
  const refusal = linesRefusal(whole)
  return refusal ? { ok: false, refusal } : { ok: true, sale: { ...sale, lines: whole }, line: touched.id }
}

/** Deposits are as many as what they are on. SPEC L17. */
function withDeposits(lines: readonly SaleLine[]): readonly SaleLine[] {
  if (lines.every(line => line.depositOf === undefined)) return lines
  const quantities = new Map(lines.map(line => [line.id, line.quantity]))
  return lines.flatMap(line => {
    const quantity = line.depositOf === undefined ? line.quantity : quantities.get(line.depositOf)
    return quantity === undefined ? [] : [quantity === line.quantity ? line : { ...line, quantity }]
  })
}

/** Items that are not on file are never joined: equal names may be different goods. */
function isSameItem(line: SaleLine, other: NewSaleLine): boolean {
  return (
    line.product !== null &&
    line.product === other.product &&
    line.unitPrice === other.unitPrice &&
    line.listPrice === other.listPrice &&
    line.name === other.name &&
    line.taxClass === other.taxClass &&
    line.minimumAge === other.minimumAge &&
    isPlain(line) &&
    isPlain(other)
  )
}

/** Nothing was said of this line alone. */
function isPlain(line: NewSaleLine): boolean {
  return (
    line.labelAmount === undefined &&
    line.discount === undefined &&
    line.exemption === undefined &&
    line.depositOf === undefined &&
    line.account === undefined &&
    line.serial === undefined &&
    line.note === undefined &&
    line.tare === undefined &&
    line.unit === undefined
  )
}

function nextLineId(sale: OpenSale): string {
  return String(sale.lines.reduce((highest, line) => Math.max(highest, Number(line.id) || 0), 0) + 1)
}
