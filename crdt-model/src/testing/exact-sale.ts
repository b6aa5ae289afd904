import type { PricedSale } from '../sale/price-sale.ts'
import type { PricingContext, SaleLine } from '../sale/sale.ts'
import type { TaxRate } from '../tax/tax-class.ts'
import { type Fraction, floor, minus, nearest, over, plus, ratio, times, whole, ZERO } from './fraction.ts'

/** What a sale costs by the rules of SPEC, computed in exact fractions and by other ways than the till does. */
export interface ExactSale {
  readonly amounts: readonly number[]
  readonly subtotal: number
  /** By rate, in any order. */
  readonly taxes: ReadonlyMap<string, number>
  readonly total: number
}

/** Knows no promotions. */
export function exactSale(sale: PricedSale, context: PricingContext): ExactSale {
  const halves = context.halves ?? 'half-up'
  const amounts = exempted(sale, context, discounted(sale, halves))
  const taxes = new Map<string, number>()
  const exactSums = new Map<string, Fraction>()
  let added = 0
  sale.lines.forEach((line, i) => {
    const rates = keptRates(line, sale, context)
    const shares = taxShares(rates)
    rates.forEach((rate, r) => {
      const key = exactKey(rate)
      const share = shares[r] ?? ZERO
      exactSums.set(key, plus(exactSums.get(key) ?? ZERO, times(whole(amounts[i] ?? 0), share)))
      const tax =
        context.taxRounding === 'per-unit'
          ? unitTax(line, amounts[i] ?? 0, share, halves)
          : nearest(times(whole(amounts[i] ?? 0), share), halves)
      taxes.set(key, (taxes.get(key) ?? 0) + tax)
    })
  })
  if (context.taxRounding === 'per-document')
    for (const [key, sum] of exactSums) taxes.set(key, nearest(sum, halves))
  for (const [key, tax] of taxes) if (key.startsWith('+')) added += tax
  const subtotal = amounts.reduce((sum, amount) => sum + amount, 0)
  return { amounts, subtotal, taxes, total: subtotal + added }
}

/** `+` for an added tax, `=` for an included one. */
export function exactKey(rate: Pick<TaxRate, 'name' | 'rateMillionths' | 'included'>): string {
  return `${rate.included ? '=' : '+'} ${rate.rateMillionths} ${rate.name}`
}

type Halves = 'half-up' | 'half-even'

function discounted(sale: PricedSale, halves: Halves): number[] {
  const amounts = sale.lines.map(line => {
    const gross = line.labelAmount ?? nearest(ratio(line.quantity * line.unitPrice, 1000), halves)
    if (line.discount === undefined || isFree(line)) return gross
    return gross - takenOff(gross, line.discount, halves)
  })
  const { discount } = sale
  if (discount === undefined) return amounts
  const open = amounts.map((amount, i) => (isFree(sale.lines[i]) ? 0 : amount))
  const total = open.reduce((sum, amount) => sum + amount, 0)
  const shares = shareOut(
    takenOff(total, discount, halves),
    open,
    sale.lines.map(line => !isFree(line)),
  )
  return amounts.map((amount, i) => amount - (shares[i] ?? 0))
}

function isFree(line: SaleLine | undefined): boolean {
  return line?.depositOf !== undefined || line?.notDiscountable === true
}

function takenOff(amount: number, discount: NonNullable<PricedSale['discount']>, halves: Halves): number {
  const off =
    discount.kind === 'amount'
      ? discount.amount
      : nearest(ratio(amount * discount.millionths, 1_000_000), halves)
  return Math.min(amount, off)
}

/** One minor unit at a time to whoever is furthest below the exact share. */
function shareOut(amount: number, weights: readonly number[], takes: readonly boolean[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const exact = weights.map((weight, i) => {
    if (sum > 0) return times(whole(amount), ratio(weight, sum))
    return takes[i] ? ratio(amount, takes.filter(Boolean).length) : ZERO
  })
  const shares = exact.map(part => Number(floor(part)))
  for (let left = amount - shares.reduce((a, b) => a + b, 0); left > 0; left--) {
    let most = -1
    let lack: Fraction = { n: -1n, d: 1n }
    exact.forEach((part, i) => {
      const missing = minus(part, whole(shares[i] ?? 0))
      if (minus(missing, lack).n > 0n) [most, lack] = [i, missing]
    })
    shares[most] = (shares[most] ?? 0) + 1
  }
  return shares
}

function allRates(line: SaleLine, { taxClasses, store, moment }: PricingContext): TaxRate[] {
  const rates = (line.taxClass && taxClasses.get(line.taxClass)?.rates) || []
  return rates.filter(
    rate =>
      (!store || !rate.stores || rate.stores.some(each => each === store)) &&
      (!moment || !rate.from || moment.day >= rate.from) &&
      (!moment || !rate.until || moment.day <= rate.until),
  )
}

function keptRates(line: SaleLine, sale: PricedSale, context: PricingContext): TaxRate[] {
  const exemption = line.exemption ?? sale.exemption
  return allRates(line, context).filter(
    ({ name }) => exemption === undefined || (exemption.taxes ? !exemption.taxes.includes(name) : false),
  )
}

/** Takes the price apart and puts it together again without the taxes that are not owed. */
function exempted(sale: PricedSale, context: PricingContext, amounts: readonly number[]): number[] {
  return sale.lines.map((line, i) => {
    const kept = keptRates(line, sale, context)
    const all = allRates(line, context)
    if (kept.length === all.length) return amounts[i] ?? 0
    const net = over(whole(amounts[i] ?? 0), priceOfOne(all))
    return nearest(times(net, priceOfOne(kept)), context.halves ?? 'half-up')
  })
}

/** What goods of a net price of 1 are marked at. */
function priceOfOne(rates: readonly TaxRate[]): Fraction {
  return taxesOfOne(rates).reduce((sum, tax, i) => (rates[i]?.included ? plus(sum, tax) : sum), whole(1))
}

/** Each tax on goods of a net price of 1. */
function taxesOfOne(rates: readonly TaxRate[]): Fraction[] {
  let soFar = whole(1)
  return rates.map(rate => {
    const tax = times(rate.compound ? soFar : whole(1), ratio(rate.rateMillionths, 1_000_000))
    soFar = plus(soFar, tax)
    return tax
  })
}

function taxShares(rates: readonly TaxRate[]): Fraction[] {
  const price = priceOfOne(rates)
  return taxesOfOne(rates).map(tax => over(tax, price))
}

/** Piece by piece. */
function unitTax(line: SaleLine, amount: number, share: Fraction, halves: Halves): number {
  const pieces = Math.floor(line.quantity / 1000)
  const rest = line.quantity - pieces * 1000
  if (pieces === 0) return nearest(times(whole(amount), share), halves)
  const worth = [pieces * line.unitPrice, nearest(ratio(rest * line.unitPrice, 1000), halves)]
  const [ofPieces = 0, ofRest = 0] = rest === 0 ? [amount, 0] : shareOut(amount, worth, [true, true])
  const each = shareOut(
    ofPieces,
    Array.from({ length: pieces }, () => 1),
    Array.from({ length: pieces }, () => true),
  )
  return [...each, ofRest].reduce((sum, part) => sum + nearest(times(whole(part), share), halves), 0)
}
