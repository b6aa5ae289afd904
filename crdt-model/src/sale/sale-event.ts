import type { SaleEvent, SaleEventLine } from '../journal/journal-entry.ts'
import { type Discount, isSameSource } from '../pricing/priced-item.ts'
import type { TaxExemption } from '../tax/tax-class.ts'
import type { CompletedSale, PricedLine, SaleLine } from './sale.ts'

/** The journal event of a completed sale. SPEC L14. */
export function saleEventOf(sale: CompletedSale): SaleEvent {
  const discounts = sale.totals.discounts ?? []
  const exemptions = exemptionsOf(sale)
  return {
    kind: 'sale',
    currency: sale.currency,
    lines: sale.lines.map((line, i) => {
      // The totals hold the lines in the order of the sale.
      const priced = sale.totals.lines[i] ?? { id: line.id, amount: 0, taxes: [] }
      const exemption = exemptions.findIndex(each => isSame(each, line.exemption ?? sale.exemption))
      return {
        item: itemOf(line),
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        listPrice: line.listPrice,
        amount: priced.amount,
        taxes: priced.taxes,
        ...lineDiscounts(priced, discounts),
        ...(exemption < 0 ? {} : { exemption }),
        ...aboutLine(line, priced),
      }
    }),
    taxes: sale.totals.taxes,
    total: sale.totals.total,
    tenders: sale.tenders,
    change: sale.change,
    ageChecked: sale.ageChecked,
    ...(discounts.length > 0 ? { discounts } : {}),
    ...(exemptions.length > 0 ? { exemptions } : {}),
    ...(sale.customer ? { customer: sale.customer.id } : {}),
    ...(sale.totals.couponsUsed ? { coupons: sale.totals.couponsUsed } : {}),
    ...(sale.tip ? { tip: sale.tip } : {}),
    ...(sale.rounding ? { rounding: sale.rounding } : {}),
  }
}

function itemOf(line: SaleLine): SaleEventLine['item'] {
  return line.product === null
    ? { kind: 'unlisted', name: line.name }
    : { kind: 'product', product: line.product }
}

function lineDiscounts(priced: PricedLine, discounts: readonly Discount[]): Pick<SaleEventLine, 'discounts'> {
  if (priced.discounts === undefined) return {}
  return {
    discounts: priced.discounts.map(
      ({ source, amount }) =>
        [discounts.findIndex(each => isSameSource(each.source, source)), amount] as const,
    ),
  }
}

function aboutLine(
  line: SaleLine,
  priced: PricedLine,
): Omit<SaleEventLine, 'discounts' | 'exemption' | keyof PlainLine> {
  return {
    ...(priced.exempted ? { exempted: priced.exempted } : {}),
    ...(line.serial ? { serial: line.serial } : {}),
    ...(line.note ? { note: line.note } : {}),
    ...(line.tare ? { tare: line.tare } : {}),
    ...(line.depositOf === undefined ? {} : { deposit: true as const }),
    ...(line.account === undefined ? {} : { account: line.account }),
  }
}

type PlainLine = Pick<SaleEventLine, 'item' | 'quantity' | 'unitPrice' | 'listPrice' | 'amount' | 'taxes'>

/** The exemptions of the sale and its lines, each once. */
function exemptionsOf(sale: CompletedSale): TaxExemption[] {
  const all: TaxExemption[] = []
  for (const line of sale.lines) {
    const exemption = line.exemption ?? sale.exemption
    if (exemption && !all.some(each => isSame(each, exemption))) all.push(exemption)
  }
  return all
}

function isSame(a: TaxExemption, b: TaxExemption | undefined): boolean {
  if (b === undefined || a.reason !== b.reason || a.certificate !== b.certificate) return false
  return JSON.stringify(a.taxes ?? null) === JSON.stringify(b.taxes ?? null)
}
