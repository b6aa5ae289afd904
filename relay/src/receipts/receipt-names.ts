import {
  type CatalogId,
  type LinkedReceiptReply,
  type ReceiptDetail,
  readPerson,
  readProduct,
  readPromotion,
  readStore,
  readTill,
  type SaleReply,
  type StoreId,
  toId,
} from '@evertill/crdt-model'
import { recordsOf } from '../shop/read-shop.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

type Hub = Pick<SyncHub, 'read'>

/** What people call what stands on a receipt, as it is called now: a journal holds ids. */
export interface ReceiptNames
  extends Pick<LinkedReceiptReply, 'store' | 'till' | 'servedBy' | 'products' | 'promotions'> {
  /** What the store's receipts say beside what they must. */
  readonly says: readonly ReceiptDetail[]
}

/** The names on the receipt of a sale; what is no longer there is called by nothing. */
export async function readReceiptNames(hub: Hub, sale: SaleReply): Promise<ReceiptNames> {
  const [{ catalog, ...place }, servedBy] = await Promise.all([readPlace(hub, sale), readCashier(hub, sale)])
  return { ...place, servedBy, ...(await readGoods(hub, catalog, sale)) }
}

async function readPlace(
  hub: Hub,
  sale: SaleReply,
): Promise<Pick<ReceiptNames, 'store' | 'till' | 'says'> & { readonly catalog: CatalogId | null }> {
  return hub.read({ kind: 'settings' }, doc => {
    const [storeRecord] = recordsOf(doc, 'stores', new Set([sale.store]))
    const [tillRecord] = recordsOf(doc, 'tills', new Set([sale.till]))
    const store = storeRecord && readStore(storeRecord).value
    return {
      store: {
        name: store?.name ?? '',
        address: [...(store?.address ?? [])],
        header: store?.receiptHeader ?? '',
        footer: store?.receiptFooter ?? '',
        legal: store?.receiptLegal ?? '',
        timeZone: store?.timeZone ?? 'UTC',
      },
      till: tillRecord ? readTill(tillRecord).value.name : '',
      says: store?.receiptDetails ?? [],
      catalog: store?.catalog ?? null,
    }
  })
}

async function readCashier(hub: Hub, { store, cashier }: SaleReply): Promise<string> {
  if (cashier === null) return ''
  return hub.read({ kind: 'staff', store: toId<StoreId>(store) }, doc => {
    const [record] = recordsOf(doc, 'people', new Set([cashier]))
    return record ? readPerson(record).value.name : ''
  })
}

async function readGoods(
  hub: Hub,
  catalog: CatalogId | null,
  sale: SaleReply,
): Promise<Pick<ReceiptNames, 'products' | 'promotions'>> {
  if (catalog === null) return { products: {}, promotions: {} }
  const items = [...sale.items, ...(sale.returned?.items ?? [])]
  const products = new Set(items.flatMap(({ product }) => product ?? []))
  const promotions = new Set(
    items.flatMap(item => item.discounts.flatMap(({ promotion }) => promotion ?? [])),
  )
  return hub.read({ kind: 'catalog', catalog }, doc => ({
    products: Object.fromEntries(
      recordsOf(doc, 'products', products).map(record => {
        const { name, unit } = readProduct(record).value
        return [record.id, { name, unit }]
      }),
    ),
    promotions: Object.fromEntries(
      recordsOf(doc, 'promotions', promotions).map(record => [record.id, readPromotion(record).value.name]),
    ),
  }))
}
