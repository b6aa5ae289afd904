import type { CashCount } from '../journal/events/shift.ts'
import type { SaleEvent } from '../journal/journal-entry.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { Tender } from '../sale/tender.ts'
import type { DrawerTotals } from './shift-totals.ts'

type Flow = 'float' | 'taken' | 'change' | 'paidBack' | 'cashIn' | 'cashOut' | 'drops'

/** What a drawer was counted to hold: minor units. SPEC Z4. */
export function countedAmount({ pieces, loose }: CashCount): number {
  return pieces.reduce((sum, { value, count }) => sum + value * count, loose)
}

/** Adds up what goes into and out of the drawer, by currency. SPEC Z3. */
export class DrawerSums {
  readonly #flows = new Map<CurrencyCode, Map<Flow, number>>()
  #counted: ReadonlyMap<CurrencyCode, number> | null = null

  move(currency: CurrencyCode, flow: Flow, amount: number): void {
    const flows = this.#flows.get(currency) ?? new Map<Flow, number>()
    this.#flows.set(currency, flows)
    flows.set(flow, (flows.get(flow) ?? 0) + amount)
  }

  /** @param sign −1 for a sale that was voided. */
  sold(sale: SaleEvent, sign: 1 | -1): void {
    for (const tender of sale.tenders) this.#cash(sale.currency, tender, 'taken', sign)
    if (sale.change !== 0) this.move(sale.currency, 'change', sign * sale.change)
  }

  returned(goods: SaleEvent): void {
    for (const tender of goods.tenders) this.#cash(goods.currency, tender, 'paidBack', 1)
  }

  counted(counts: readonly CashCount[]): void {
    const sums = new Map<CurrencyCode, number>()
    for (const count of counts) {
      sums.set(count.currency, (sums.get(count.currency) ?? 0) + countedAmount(count))
      this.move(count.currency, 'float', 0)
    }
    this.#counted = sums
  }

  totals(): DrawerTotals[] {
    return [...this.#flows].map(([currency, flows]) => {
      const of = (flow: Flow) => flows.get(flow) ?? 0
      const inflow = of('float') + of('taken') + of('cashIn')
      const outflow = of('change') + of('paidBack') + of('cashOut') + of('drops')
      const expected = inflow - outflow
      const counted = this.#counted === null ? null : (this.#counted.get(currency) ?? 0)
      return {
        currency,
        float: of('float'),
        taken: of('taken'),
        change: of('change'),
        paidBack: of('paidBack'),
        cashIn: of('cashIn'),
        cashOut: of('cashOut'),
        drops: of('drops'),
        expected,
        counted,
        overShort: counted === null ? null : counted - expected,
      }
    })
  }

  /** Foreign cash lies in the drawer as what it is. */
  #cash(currency: CurrencyCode, tender: Tender, flow: Flow, sign: 1 | -1): void {
    if (tender.kind === 'cash') this.move(currency, flow, sign * tender.amount)
    if (tender.kind === 'foreign-cash') this.move(tender.currency, flow, sign * tender.handed)
  }
}
