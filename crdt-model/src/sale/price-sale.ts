import { summariseTaxes } from '../tax/tax-summary.ts'
import { lineAmount } from './quantity.ts'
import type { OpenSale, PricingContext, SaleLine, SaleTotals } from './sale.ts'

/**
 * What the lines of a sale cost: the one function that till, relay, receipt and report share. A line without a
 * tax class, or with one that is not on file, is not taxed. Expects lines that `addLine` let in. SPEC L6.
 */
export function priceSale(sale: Pick<OpenSale, 'lines'>, context: PricingContext): SaleTotals {
  const lines = sale.lines.map(line => ({ line, amount: lineAmount(line.quantity, line.unitPrice) }))
  const summary = summariseTaxes(
    lines.map(({ line, amount }) => ({
      amount,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      rates: ratesOf(line, context),
    })),
    context.taxRounding,
    context.taxHalves ?? 'half-up',
  )
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0)
  return {
    lines: lines.map(({ line, amount }, i) => ({
      id: line.id,
      amount,
      taxes: summary.taxesOfLines[i] ?? [],
    })),
    subtotal,
    taxes: summary.taxes,
    taxAdded: summary.added,
    taxIncluded: summary.included,
    total: subtotal + summary.added,
  }
}

function ratesOf(line: SaleLine, context: PricingContext) {
  return line.taxClass === null ? [] : (context.taxClasses.get(line.taxClass)?.rates ?? [])
}
