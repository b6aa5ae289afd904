import { linesRefusal } from './edit-lines.ts'
import type { OpenSale, SaleLine, SaleResult } from './sale.ts'

/**
 * Gives the lines the prices that hold now, as after a customer with prices of their own was attached. A price that a
 * person set stays, as do label prices, deposits, and lines for which `priceOf` knows none (null). Refused:
 * `amount-out-of-range`. SPEC G10.
 */
export function repriceLines(
  sale: OpenSale,
  priceOf: (line: SaleLine) => number | null,
): SaleResult<OpenSale> {
  const lines = sale.lines.map(line => {
    const isFixed =
      line.unitPrice !== line.listPrice || line.labelAmount !== undefined || line.depositOf !== undefined
    const price = isFixed ? null : priceOf(line)
    return price === null || price === line.unitPrice ? line : { ...line, unitPrice: price, listPrice: price }
  })
  const refusal = linesRefusal(lines)
  return refusal ? { ok: false, refusal } : { ok: true, sale: { ...sale, lines } }
}
