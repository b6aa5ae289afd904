import type { CurrencyCode } from '../money/money.ts'
import { isAmount, isQuantity, MAX_AMOUNT } from './limits.ts'
import { lineAmount } from './quantity.ts'
import type { LineResult, OpenSale, SaleLine, SaleRefusal } from './sale.ts'

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

/** Sets the quantity (thousandths) of a line. Refused: `no-such-line`, `bad-quantity`, `amount-out-of-range`. SPEC L8. */
export function changeQuantity(sale: OpenSale, id: string, quantity: number): LineResult {
  return replaceLine(sale, id, line => ({ ...line, quantity }))
}

/** Sets the price charged for one piece (minor units); the list price stays. Refused as `changeQuantity`. SPEC L8. */
export function changeUnitPrice(sale: OpenSale, id: string, unitPrice: number): LineResult {
  return replaceLine(sale, id, line => ({ ...line, unitPrice }))
}

/** Takes a line out. Refused: `no-such-line`. SPEC L8. */
export function removeLine(sale: OpenSale, id: string): LineResult {
  const lines = sale.lines.filter(line => line.id !== id)
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
  return undefined
}

/** Why lines cannot stand together in a sale, or undefined when they can. SPEC L3. */
export function linesRefusal(lines: readonly SaleLine[]): SaleRefusal | undefined {
  for (const line of lines) {
    const refusal = lineRefusal(line)
    if (refusal) return refusal
  }
  const subtotal = lines.reduce((sum, line) => sum + lineAmount(line.quantity, line.unitPrice), 0)
  return isAmount(subtotal) ? undefined : { code: 'amount-out-of-range' }
}

function replaceLine(sale: OpenSale, id: string, change: (line: SaleLine) => SaleLine): LineResult {
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
  const refusal = linesRefusal(lines)
  return refusal ? { ok: false, refusal } : { ok: true, sale: { ...sale, lines }, line: touched.id }
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
    line.minimumAge === other.minimumAge
  )
}

function nextLineId(sale: OpenSale): string {
  return String(sale.lines.reduce((highest, line) => Math.max(highest, Number(line.id) || 0), 0) + 1)
}
