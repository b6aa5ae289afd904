import { type OpenSale, remainingDue, type SaleTotals, savedIn } from '@evertill/crdt-model'
import type { SaleStep } from '../till/sale-store.ts'
import type { DisplayState } from './display-message.ts'

/** The till's sale as its customer may see it. */
export function displayOfSale(
  store: string,
  sales: {
    readonly sale: OpenSale
    readonly step: SaleStep
    readonly totals: SaleTotals
    readonly lit: { readonly line: string; readonly times: number } | null
    /** Of the receipt that somebody is shown just now. */
    readonly link: string | null
  },
): DisplayState {
  const { step, lit, link } = sales
  if (link !== null) return { kind: 'receipt', store, link }
  if (step.kind === 'done') {
    const { currency, total, change } = step.receipt
    return { kind: 'done', store, currency, total, change }
  }
  const paying = step.kind === 'paying' ? step.sale : null
  const { lines, currency } = paying ?? sales.sale
  const totals = paying?.totals ?? sales.totals
  if (lines.length === 0) return { kind: 'idle', store }
  const amounts = new Map(totals.lines.map(line => [line.id, line.amount]))
  return {
    kind: 'sale',
    store,
    currency,
    lines: lines.map(({ id, name, quantity, unit }) => ({
      id,
      name,
      quantity,
      amount: amounts.get(id) ?? 0,
      ...(unit ? { unit } : {}),
    })),
    lit,
    saved: savedIn(totals),
    total: totals.total,
    payment: paying && {
      due: remainingDue(paying),
      given: paying.tenders.reduce((sum, tender) => sum + tender.amount, 0),
    },
  }
}
