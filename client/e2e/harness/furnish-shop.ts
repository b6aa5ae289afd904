import {
  customerFields,
  customerGroupFields,
  NO_CURRENCY,
  parseCurrency,
  productFields,
  readProduct,
  readRecord,
  recordIds,
  storeFields,
  toId,
} from '@evertill/crdt-model'
import { GIFT_STORE } from './gift-shop.ts'
import { editBy, openDocument, writeRecords } from './manager-document.ts'
import { type RelayApi, signInAsOwner } from './relay-api.ts'

/** Who is known to the furnished shop, and buys on account there. */
export const ANN = 'Ann Thorne'

/** Goods that ask for something before they are sold, by their codes. */
export const TEA = 'TEA-1'
export const WRAPPING = 'WRAP-1'
export const LAMP = 'LAMP-1'
/** Two managers gave it a price. */
const LUNCH_BAG = '20725'

/**
 * Gives the demo's gift shop what a screen may show: every way of paying, tips, foreign cash, a usual float, somebody
 * who buys on account, goods that ask for something, and a price that two managers entered at once.
 */
export async function furnishShop(url: string): Promise<void> {
  const api = await signInAsOwner(url)
  const dollars = { currency: parseCurrency('USD') ?? NO_CURRENCY, foreign: 100, own: 79, step: 500 }
  const store = storeFields({
    tenderKinds: ['card', 'voucher', 'gift-card', 'store-credit', 'on-account'],
    cardTerminal: 'the blue terminal',
    tipMillionths: [100_000, 125_000],
    exchangeRates: [dollars],
    usualFloat: 10_000,
  })
  await writeRecords(url, api, 'settings', 'stores', { [GIFT_STORE]: store })
  const trade = customerGroupFields({ name: 'Wholesale', archived: false })
  await writeRecords(url, api, 'settings', 'customerGroups', { trade })
  const ann = customerFields({
    name: ANN,
    phone: '07700 900123',
    email: 'ann.thorne@post.example',
    group: toId('trade'),
    creditLimit: 20_000,
    note: 'Collects on Fridays',
  })
  await writeRecords(url, api, 'customers', 'customers', { ann })
  await changeGoods(url, api)
}

/** New goods; and two managers give a product different prices, neither knowing of the other. */
async function changeGoods(url: string, api: RelayApi): Promise<void> {
  const open = () => openDocument(url, api.cookie, 'catalog/gifts', ['products'])
  const [mine, yours] = [await open(), await open()]
  const fold = mine.records.fold('products')
  const products = [...recordIds(fold)].flatMap(record => {
    const state = readRecord(fold, record)
    return state === undefined ? [] : [{ record, ...readProduct(state).value }]
  })
  const bag = products.find(({ sku }) => sku === LUNCH_BAG)
  if (bag === undefined) throw new Error(`the demo shop does not sell ${LUNCH_BAG}`)
  const { taxClass, department, record } = bag
  const goods = [
    { name: 'Darjeeling, loose', sku: TEA, price: 2_450, unit: 'kg', tare: 12 },
    { name: 'Gift wrapping', sku: WRAPPING, price: null },
    { name: 'Storm lantern', sku: LAMP, price: 4_900, serialRequired: true, minimumAge: 18 },
  ] as const
  const added = goods.map(each => ({
    record: each.sku.toLowerCase(),
    fields: productFields({ ...each, barcodes: [each.sku], taxClass, department }),
  }))
  const bagAt = (price: number) => ({ record, fields: productFields({ price }) })
  mine.records.write('products', [...added, bagAt(195)], editBy('Olivia Bennett'))
  yours.records.write('products', [bagAt(185)], editBy('Marcus Hale'))
  await Promise.all([mine.untilSafe(), yours.untilSafe()])
  mine.close()
  yours.close()
}
