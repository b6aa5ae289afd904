import { type ProductId, toId } from '../ids.ts'
import { parseCurrency } from '../money/currency.ts'
import type { CurrencyCode } from '../money/money.ts'
import { addLine, type NewSaleLine, openSale } from '../sale/edit-lines.ts'
import type { OpenSale, PayingSale, PricingContext, Sale, SaleResult } from '../sale/sale.ts'
import { startPayment } from '../sale/take-payment.ts'
import type { TaxClass } from '../tax/tax-class.ts'

export const GBP: CurrencyCode = currency('GBP')
export const USD: CurrencyCode = currency('USD')

const STANDARD: TaxClass = {
  id: toId('standard'),
  name: 'Standard',
  rates: [{ name: 'VAT', rateMillionths: 200_000, included: true }],
}
const LIQUOR: TaxClass = {
  id: toId('liquor'),
  name: 'Liquor',
  rates: [
    { name: 'State', rateMillionths: 60_000, included: false },
    { name: 'Local', rateMillionths: 10_000, included: false },
  ],
}

/** Pounds, VAT included for `standard`, two added taxes for `liquor`, rounded per line. */
export const CONTEXT: PricingContext = {
  currency: GBP,
  taxClasses: new Map([STANDARD, LIQUOR].map(taxClass => [taxClass.id, taxClass])),
  taxRounding: 'per-line',
}

/** One mug at 12.00, taxed as `standard`, unless said otherwise. */
export function sampleLine(changes: Partial<NewSaleLine> = {}): NewSaleLine {
  return {
    product: toId('mug'),
    name: 'Mug',
    department: null,
    quantity: 1000,
    unitPrice: 1200,
    listPrice: 1200,
    taxClass: STANDARD.id,
    minimumAge: 0,
    ...changes,
  }
}

/** One bottle at 10.00, taxed as `liquor`, from 18 years. */
export function sampleBottle(changes: Partial<NewSaleLine> = {}): NewSaleLine {
  const bottle = { product: toId<ProductId>('gin'), name: 'Gin', unitPrice: 1000, listPrice: 1000 }
  return sampleLine({ ...bottle, taxClass: LIQUOR.id, minimumAge: 18, ...changes })
}

/** An open sale of these lines; a refused one is a mistake of the test. */
export function sampleSale(...lines: readonly NewSaleLine[]): OpenSale {
  return lines.reduce(
    (sale, line) => {
      const result = addLine(sale, line)
      if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
      return result.sale
    },
    openSale('sale-1', GBP),
  )
}

/** The same, at the payment. */
export function samplePayment(...lines: readonly NewSaleLine[]): PayingSale {
  return accepted(startPayment(sampleSale(...lines), CONTEXT))
}

/** The sale of a step that must have worked. */
export function accepted<State extends Sale>(result: SaleResult<State>): State {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
  return result.sale
}

function currency(code: string): CurrencyCode {
  const parsed = parseCurrency(code)
  if (parsed === undefined) throw new Error(`no currency: ${code}`)
  return parsed
}
