import { isWithin, type Moment, type Times } from '../calendar/moment.ts'
import type { StoreId } from '../ids.ts'
import { isSelected, type PricedItem } from '../pricing/priced-item.ts'
import type { ProductSelector } from '../pricing/promotion.ts'
import type { SaleLine } from '../sale/sale.ts'

/** When something may not be sold, as alcohol at night. SPEC AH2. */
export interface SaleHourRule {
  readonly name: string
  /** The stores it is for; all of them when absent. */
  readonly stores?: ReadonlySet<StoreId>
  /** What it is for; everything from `minimumAge` on when absent. */
  readonly on?: ProductSelector
  /** Years from which on goods fall under it, or 0 for all that are selected. */
  readonly minimumAge: number
  /** When it is forbidden. */
  readonly closed: readonly Times[]
}

/** A line that may not be sold now, and the rule that says so. */
export interface ClosedLine {
  readonly line: string
  readonly rule: SaleHourRule
}

/** The lines that may not be sold in this store at this moment, each with the first rule that forbids it. SPEC AH2. */
export function closedLines(
  lines: readonly SaleLine[],
  rules: readonly SaleHourRule[],
  store: StoreId,
  moment: Moment,
): ClosedLine[] {
  const inForce = rules.filter(
    rule => (rule.stores?.has(store) ?? true) && rule.closed.some(times => isWithin(times, moment)),
  )
  return lines.flatMap(line => {
    const rule = inForce.find(each => isUnder(line, each))
    return rule ? [{ line: line.id, rule }] : []
  })
}

function isUnder(line: SaleLine, rule: SaleHourRule): boolean {
  if (line.minimumAge < rule.minimumAge || line.depositOf !== undefined) return false
  return rule.on === undefined || isSelected(rule.on, asItem(line))
}

function asItem({ product, department, quantity, unitPrice }: SaleLine): PricedItem {
  return {
    product,
    department,
    quantity,
    unitPrice,
    gross: 0,
    pieces: 0,
    promotable: true,
    discountable: true,
  }
}
