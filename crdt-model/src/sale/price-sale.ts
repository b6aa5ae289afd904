import type { RoundingRule } from '../money/round.ts'
import { couponKey } from '../pricing/applicable-promotions.ts'
import { applyDiscounts, type DiscountableItem } from '../pricing/apply-discounts.ts'
import type { Discount } from '../pricing/priced-item.ts'
import { ratesInForce } from '../tax/rates-in-force.ts'
import type { TaxExemption, TaxRate } from '../tax/tax-class.ts'
import { amountWithRates } from '../tax/tax-ratio.ts'
import { summariseTaxes } from '../tax/tax-summary.ts'
import { grossOf } from './gross.ts'
import { ONE_PIECE } from './quantity.ts'
import type { OpenSale, PricingContext, SaleLine, SaleTotals } from './sale.ts'

/** What of a sale its price depends on. */
export type PricedSale = Pick<OpenSale, 'lines' | 'customer' | 'coupons' | 'discount' | 'exemption'>

/**
 * What the lines of a sale cost: the one function that till, relay, receipt and report share. A line without a
 * tax class, or with one that is not on file, is not taxed. Expects lines that `addLine` let in. SPEC L6, D3.
 */
export function priceSale(sale: PricedSale, context: PricingContext): SaleTotals {
  const rule = context.halves ?? 'half-up'
  const applied = applyDiscounts(
    sale.lines.map(line => itemOf(line, rule)),
    sale.discount,
    context.promotions ?? [],
    {
      customerGroup: sale.customer?.group ?? null,
      coupons: sale.coupons ?? [],
      ...(context.moment ? { moment: context.moment } : {}),
      ...(context.store === undefined ? {} : { store: context.store }),
      ...(context.couponUsesLeft ? { couponUsesLeft: context.couponUsesLeft } : {}),
    },
    rule,
  )
  const lines = sale.lines.map((line, i) => {
    const discounted = applied.amounts[i] ?? 0
    const discounts = applied.discounts[i] ?? []
    const rates = ratesOf(line, context)
    const kept = taxedRates(rates, line.exemption ?? sale.exemption)
    const amount = kept.length === rates.length ? discounted : amountWithRates(discounted, rates, kept, rule)
    return { line, rates: kept, amount, discounts, exempted: discounted - amount }
  })
  const summary = summariseTaxes(
    lines.map(({ line, rates, amount }) => ({
      amount,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      rates,
    })),
    context.taxRounding,
    rule,
  )
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0)
  return {
    lines: lines.map(({ line, amount, discounts, exempted }, i) => ({
      id: line.id,
      amount,
      ...(discounts.length > 0 ? { discounts } : {}),
      ...(exempted === 0 ? {} : { exempted }),
      taxes: summary.taxesOfLines[i] ?? [],
    })),
    subtotal,
    taxes: summary.taxes,
    taxAdded: summary.added,
    taxIncluded: summary.included,
    total: subtotal + summary.added,
    ...discountSummary(applied.discounts, context),
    ...(applied.exhaustive ? {} : { searchCut: true as const }),
  }
}

function itemOf(line: SaleLine, rule: RoundingRule): DiscountableItem {
  const { product, department, quantity, unitPrice, discount } = line
  const discountable = line.depositOf === undefined && line.notDiscountable !== true
  const isCounted = quantity % ONE_PIECE === 0 && line.labelAmount === undefined && line.unit === undefined
  return {
    product,
    department,
    quantity,
    unitPrice,
    gross: grossOf(line, rule),
    pieces: isCounted ? quantity / ONE_PIECE : 0,
    // A price that a person set is final: promotions on products are for the shop's own prices.
    promotable: discountable && unitPrice === line.listPrice,
    discountable,
    ...(discount ? { discount } : {}),
  }
}

function ratesOf(line: SaleLine, { taxClasses, store, moment }: PricingContext): readonly TaxRate[] {
  const rates = line.taxClass === null ? undefined : taxClasses.get(line.taxClass)?.rates
  return rates === undefined
    ? []
    : ratesInForce(rates, {
        ...(store === undefined ? {} : { store }),
        ...(moment ? { day: moment.day } : {}),
      })
}

/** The rates that are left beside an exemption. SPEC T9. */
function taxedRates(rates: readonly TaxRate[], exemption: TaxExemption | undefined): readonly TaxRate[] {
  if (exemption === undefined) return rates
  const { taxes } = exemption
  return taxes === undefined ? [] : rates.filter(rate => !taxes.includes(rate.name))
}

/** What each source took off, in the order in which the lines meet them, and the coupons among them. SPEC G9. */
function discountSummary(
  discountsOfLines: readonly (readonly Discount[])[],
  context: PricingContext,
): Pick<SaleTotals, 'discounts' | 'couponsUsed'> {
  const sums = new Map<string, Discount>()
  for (const line of discountsOfLines) {
    for (const { source, amount } of line) {
      const key = source.kind === 'promotion' ? `promotion ${source.promotion}` : source.kind
      sums.set(key, { source, amount: amount + (sums.get(key)?.amount ?? 0) })
    }
  }
  const discounts = [...sums.values()]
  if (discounts.length === 0) return {}
  const coupons = discounts.flatMap(({ source }) => {
    if (source.kind !== 'promotion') return []
    const promotion = context.promotions?.find(each => each.id === source.promotion)
    return promotion?.conditions.coupon === undefined ? [] : [couponKey(promotion.conditions.coupon)]
  })
  return { discounts, ...(coupons.length > 0 ? { couponsUsed: [...new Set(coupons)] } : {}) }
}
