import {
  addLine,
  addTender,
  type OpenSale,
  openSale,
  type PayingSale,
  type PricingContext,
  type Product,
  type ProductId,
  readProduct,
  readRecord,
  readStore,
  readTaxClass,
  recordIds,
  startPayment,
  type TaxClass,
  type TaxClassId,
  toId,
} from '@evertill/crdt-model'
import { openDocument } from './manager-document.ts'
import type { RelayApi } from './relay-api.ts'

export const GIFT_STORE = 'lantern-lace'

/** What the demo's gift shop sells and how it prices, as the relay's documents say. */
export interface GiftShop {
  readonly context: PricingContext
  readonly byCode: ReadonlyMap<string, { readonly id: ProductId; readonly product: Product }>
}

/** A line to ring up. */
export interface LineToSell {
  readonly code: string
  /** Pieces. */
  readonly quantity: number
  /** Minor units, when it is not the catalog's price. */
  readonly price?: number
}

export async function readGiftShop(url: string, api: RelayApi): Promise<GiftShop> {
  const settings = await openDocument(url, api.cookie, 'settings', ['stores', 'taxClasses'])
  const catalog = await openDocument(url, api.cookie, 'catalog/gifts', ['products'])
  const storeRecord = readRecord(settings.records.fold('stores'), GIFT_STORE)
  if (storeRecord === undefined) throw new Error(`the demo shop has no store ${GIFT_STORE}`)
  const store = readStore(storeRecord).value
  const taxClasses = new Map<TaxClassId, TaxClass>()
  for (const record of recordIds(settings.records.fold('taxClasses'))) {
    const state = readRecord(settings.records.fold('taxClasses'), record)
    const id = toId<TaxClassId>(record)
    if (state !== undefined) taxClasses.set(id, { id, ...readTaxClass(state).value })
  }
  const byCode = new Map<string, { id: ProductId; product: Product }>()
  for (const record of recordIds(catalog.records.fold('products'))) {
    const state = readRecord(catalog.records.fold('products'), record)
    if (state === undefined) continue
    const { value } = readProduct(state)
    byCode.set(value.sku, { id: toId<ProductId>(record), product: value })
  }
  settings.close()
  catalog.close()
  return { context: { currency: store.currency, taxClasses, taxRounding: store.taxRounding }, byCode }
}

/** A sale of these lines, each rung up by itself, paid with exact cash: what the till is asked to complete. */
export function paidSale(id: string, lines: readonly LineToSell[], shop: GiftShop): PayingSale {
  const open = lines.reduce<OpenSale>(
    (sale, line) => ringUp(sale, line, shop),
    openSale(id, shop.context.currency),
  )
  const started = startPayment(open, shop.context)
  if (!started.ok) throw new Error(`${id}: ${started.refusal.code}`)
  const paid = addTender(started.sale, { kind: 'cash', amount: started.sale.totals.total })
  if (!paid.ok) throw new Error(`${id}: ${paid.refusal.code}`)
  return paid.sale
}

function ringUp(sale: OpenSale, line: LineToSell, shop: GiftShop): OpenSale {
  const found = shop.byCode.get(line.code)
  if (found === undefined) throw new Error(`${line.code} is not in the catalog`)
  const { name, department, taxClass, minimumAge, price } = found.product
  const listPrice = price ?? line.price ?? 0
  const added = addLine(
    sale,
    {
      product: found.id,
      name,
      department,
      quantity: line.quantity * 1000,
      unitPrice: line.price ?? listPrice,
      listPrice,
      taxClass,
      minimumAge,
    },
    'separate',
  )
  if (!added.ok) throw new Error(`${sale.id}: ${added.refusal.code}`)
  return added.sale
}
