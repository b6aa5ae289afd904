import { soldOntoAccounts } from '../escrow/account-moves.ts'
import type { SaleEvent } from '../journal/journal-entry.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { Tender } from '../sale/tender.ts'
import type { TaxSummaryLine } from '../tax/tax-class.ts'
import { taxKey } from '../tax/tax-of-line.ts'
import type { CurrencyTotals, TenderTotals } from './shift-totals.ts'

interface Sums {
  sales: { count: number; total: number }
  refunds: { count: number; total: number }
  voided: { count: number; total: number }
  soldOntoAccounts: number
  discounts: number
  tips: number
  rounding: number
  taxes: Map<string, TaxSummaryLine>
  tenders: Map<Tender['kind'], { count: number; taken: number; paidBack: number }>
  change: number
}

/** Adds up what was sold and brought back, by currency. SPEC Z2. */
export class SaleSums {
  readonly #currencies = new Map<CurrencyCode, Sums>()

  sold(sale: SaleEvent): void {
    this.#add(sale, 1)
  }

  voided(sale: SaleEvent): void {
    this.#add(sale, -1)
    const { voided } = this.#sums(sale.currency)
    voided.count += 1
    voided.total += sale.total
  }

  returned(goods: SaleEvent): void {
    const sums = this.#sums(goods.currency)
    sums.refunds.count += 1
    sums.refunds.total += goods.total
    sums.rounding -= goods.rounding ?? 0
    for (const tax of goods.taxes) addTax(sums.taxes, tax, -1)
    for (const tender of goods.tenders) {
      const of = tenderSums(sums, tender.kind)
      of.count += 1
      of.paidBack += tender.amount
    }
  }

  /** In the order in which the currencies came up. */
  totals(): CurrencyTotals[] {
    return [...this.#currencies].map(([currency, sums]) => ({
      ...sums,
      currency,
      taxes: [...sums.taxes.values()],
      tenders: [...sums.tenders].map(([kind, of]): TenderTotals => ({ kind, ...of })),
    }))
  }

  #add(sale: SaleEvent, sign: 1 | -1): void {
    const sums = this.#sums(sale.currency)
    sums.sales.count += sign
    const owed = soldOntoAccounts(sale)
    sums.sales.total += sign * (sale.total - owed)
    sums.soldOntoAccounts += sign * owed
    sums.discounts += sign * (sale.discounts ?? []).reduce((sum, { amount }) => sum + amount, 0)
    sums.tips += sign * (sale.tip ?? 0)
    sums.rounding += sign * (sale.rounding ?? 0)
    sums.change += sign * sale.change
    for (const tax of sale.taxes) addTax(sums.taxes, tax, sign)
    for (const tender of sale.tenders) {
      const of = tenderSums(sums, tender.kind)
      of.count += sign
      of.taken += sign * tender.amount
    }
  }

  #sums(currency: CurrencyCode): Sums {
    const before = this.#currencies.get(currency)
    if (before) return before
    const none = () => ({ count: 0, total: 0 })
    const sums: Sums = {
      sales: none(),
      refunds: none(),
      voided: none(),
      soldOntoAccounts: 0,
      discounts: 0,
      tips: 0,
      rounding: 0,
      taxes: new Map(),
      tenders: new Map(),
      change: 0,
    }
    this.#currencies.set(currency, sums)
    return sums
  }
}

function addTax(taxes: Map<string, TaxSummaryLine>, tax: TaxSummaryLine, sign: 1 | -1): void {
  const key = taxKey(tax)
  const before = taxes.get(key)
  const net = (before?.net ?? 0) + sign * tax.net
  taxes.set(key, { ...tax, net, tax: (before?.tax ?? 0) + sign * tax.tax })
}

function tenderSums(sums: Sums, kind: Tender['kind']) {
  const of = sums.tenders.get(kind) ?? { count: 0, taken: 0, paidBack: 0 }
  sums.tenders.set(kind, of)
  return of
}
