import type { SaleEvent, SaleEventLine } from '../journal/journal-entry.ts'
import type { CompletedSale, SaleLine } from './sale.ts'

/** The journal event of a completed sale. SPEC L14. */
export function saleEventOf(sale: CompletedSale): SaleEvent {
  return {
    kind: 'sale',
    currency: sale.currency,
    lines: sale.lines.map((line, i) => {
      // The totals hold the lines in the order of the sale.
      const { amount, taxes } = sale.totals.lines[i] ?? { amount: 0, taxes: [] }
      return {
        item: itemOf(line),
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        listPrice: line.listPrice,
        amount,
        taxes,
      }
    }),
    taxes: sale.totals.taxes,
    total: sale.totals.total,
    tenders: sale.tenders,
    change: sale.change,
    ageChecked: sale.ageChecked,
  }
}

function itemOf(line: SaleLine): SaleEventLine['item'] {
  return line.product === null
    ? { kind: 'unlisted', name: line.name }
    : { kind: 'product', product: line.product }
}
