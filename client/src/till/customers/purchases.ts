import { type CurrencyCode, type CustomerId, type CustomerSales, parseCurrency } from '@evertill/crdt-model'
import Dexie from 'dexie'
import type { LocalDatabase } from '../../local/database.ts'

/** Something that a customer bought or brought back. */
export interface Purchase {
  /** The receipt's number. */
  readonly receipt: string
  readonly at: number
  /** Minor units; below 0 for what was paid back. */
  readonly total: number
  readonly currency: CurrencyCode
  /** What was bought, by name. */
  readonly items: readonly string[]
}

const MOST = 20

/** The last sales of this till to a customer, the newest first, as their receipts say. */
export async function purchasesHere(database: LocalDatabase, customer: CustomerId): Promise<Purchase[]> {
  const rows = await database.journal
    .where('[customer+at]')
    .between([customer, Dexie.minKey], [customer, Dexie.maxKey])
    .reverse()
    .limit(MOST)
    .toArray()
  return rows.flatMap(({ receipt }) => {
    if (receipt === null) return []
    const { number, at, total, currency, lines } = receipt
    return { receipt: number, at, total, currency, items: lines.map(line => line.name) }
  })
}

/**
 * What this till and the server know of a customer's purchases, each once, the newest first. What is here goes first:
 * its receipt has the names of that day.
 */
export function joinPurchases(
  here: readonly Purchase[],
  elsewhere: CustomerSales['sales'],
  names: ReadonlyMap<string, string>,
): Purchase[] {
  const known = new Set(here.map(purchase => purchase.receipt))
  const others = elsewhere
    .filter(sale => !known.has(sale.receipt))
    .flatMap(({ receipt, at, total, currency: code, items }) => {
      const currency = parseCurrency(code)
      if (currency === undefined) return []
      const said = items.map(
        item => item.name ?? (item.product && names.get(item.product)) ?? item.product ?? '',
      )
      return { receipt, at, total, currency, items: said }
    })
  return [...here, ...others].sort((a, b) => b.at - a.at).slice(0, MOST)
}
