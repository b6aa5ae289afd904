import {
  applyRecordEntries,
  type CatalogId,
  createRecordFold,
  customerFields,
  type Fields,
  forgottenFields,
  type RecordEntry,
  type ReplicaId,
  readRecord,
  type StoreId,
  toId,
} from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import {
  conflictRows,
  customerGroupRow,
  customerRow,
  departmentRow,
  organisationRow,
  personRow,
  priceListRow,
  productRow,
  promotionRow,
  searchableOf,
  storeRow,
  taxClassRow,
} from './project-records.ts'

const catalog = toId<CatalogId>('gifts')

function recordOf(...writes: readonly Fields[]) {
  const fold = createRecordFold()
  const entries = writes.map(
    (fields, i): RecordEntry => ({
      replica: toId<ReplicaId>(`replica${i}`),
      counter: 1,
      record: 'r1',
      fields,
      replaces: {},
      who: `person${i}`,
      at: 1_772_445_600 + i,
    }),
  )
  applyRecordEntries(fold, entries)
  const record = readRecord(fold, 'r1')
  if (!record) throw new Error('nothing was written')
  return record
}

it('makes a product row with every way to find it', () => {
  const record = recordOf({
    name: 'White Hanging Heart',
    sku: '85123a',
    barcodes: ['4006381333931'],
    price: 295,
    department: 'lights',
    brand: 'Lantern',
    quickKey: true,
  })
  expect(productRow(record, catalog)).toEqual({
    id: 'r1',
    catalog: 'gifts',
    name: 'White Hanging Heart',
    sku: '85123a',
    barcodes: ['4006381333931'],
    scanKeys: ['04006381333931', '85123A'],
    price: 295,
    department: 'lights',
    taxClass: null,
    brand: 'Lantern',
    minimumAge: 0,
    archived: false,
    quickKey: true,
    tileOrder: 'lights|0|white hanging heart',
    unit: 'piece',
    tare: 0,
    serialRequired: false,
    notDiscountable: false,
    deposit: null,
    family: '',
    variant: '',
    familyKey: null,
    picture: null,
    conflicts: [],
  })
  expect(searchableOf(record).codes).toEqual(
    expect.arrayContaining(['85123a', '4006381333931', '04006381333931']),
  )
})

it('makes a row of a record that nothing fits in', () => {
  const row = productRow(recordOf({ name: 7, price: 'cheap', barcodes: 'none' }), catalog)
  expect(row).toMatchObject({ name: '', price: null, barcodes: [], scanKeys: [], archived: false })
})

it('names the fields in conflict, and gives every value of them', () => {
  const record = recordOf({ name: 'Lamp', price: 100 }, { price: 110, brand: 'A' }, { price: 120 })
  expect(productRow(record, catalog).conflicts).toEqual(['price'])
  const rows = conflictRows('catalog/gifts', 'products', record)
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    key: 'catalog/gifts|products|r1|price',
    title: 'Lamp',
    field: 'price',
    record: 'r1',
  })
  expect(rows[0]?.versions.map(version => version.value).sort()).toEqual([100, 110, 120])
  expect(conflictRows('catalog/gifts', 'products', recordOf({ price: 1 }))).toEqual([])
})

it('titles a conflict by the id when the record has no name', () => {
  const [row] = conflictRows('catalog/gifts', 'products', recordOf({ price: 1 }, { price: 2 }))
  expect(row?.title).toBe('r1')
})

it('makes rows of promotions and price lists, what cannot be read left out', () => {
  const benefit = { kind: 'each', on: { products: ['mug'] }, off: { kind: 'percent', millionths: 100_000 } }
  const promotion = { name: 'Mugs', priority: 2, conditions: { weekdays: [6, 7] }, benefit }
  expect(promotionRow(recordOf(promotion), catalog)).toEqual({
    id: 'r1',
    catalog: 'gifts',
    name: 'Mugs',
    priority: 2,
    stacks: false,
    archived: false,
    conditions: { weekdays: [6, 7] },
    benefit: { ...benefit, on: { products: new Set(['mug']) } },
  })
  expect(promotionRow(recordOf({ ...promotion, benefit: 'much' }), catalog).benefit).toBeNull()
  const list = { name: 'Trade', conditions: {}, 'price/mug': 900, 'price/cup': null, 'price/pot': 'free' }
  expect(priceListRow(recordOf(list), catalog)).toEqual({
    id: 'r1',
    catalog: 'gifts',
    name: 'Trade',
    priority: 0,
    archived: false,
    conditions: {},
    prices: new Map([['mug', 900]]),
  })
  expect(
    organisationRow(recordOf({ name: 'Lantern', halves: 'half-even', cashierLineLimit: 0 })),
  ).toMatchObject({
    id: 'r1',
    name: 'Lantern',
    halves: 'half-even',
    cashierLineLimit: 0,
    supervisorLineLimit: 300_000,
  })
})

it('makes the other rows', () => {
  expect(departmentRow(recordOf({ name: 'Lights', hue: 40, order: 2 }), catalog)).toEqual({
    id: 'r1',
    catalog: 'gifts',
    name: 'Lights',
    hue: 40,
    order: 2,
    archived: false,
  })
  const rate = { name: 'VAT', rateMillionths: 200_000, included: true }
  expect(taxClassRow(recordOf({ name: 'Standard', rates: [rate] }))).toEqual({
    id: 'r1',
    name: 'Standard',
    rates: [rate],
  })
  const pin = { salt: btoa('salt'), iterations: 1000, hash: btoa('hash') }
  expect(personRow(recordOf({ name: 'Amelia', pin }), toId<StoreId>('lantern'))).toEqual({
    id: 'r1',
    name: 'Amelia',
    store: 'lantern',
    archived: false,
    pin,
    badge: null,
    role: 'cashier',
    extraRights: [],
    withheldRights: [],
  })
  const store = {
    name: 'Lantern',
    catalog: 'gifts',
    currency: 'GBP',
    timeZone: 'Europe/London',
    address: ['1 Road'],
  }
  expect(storeRow(recordOf({ ...store, receiptFooter: 'Bye', taxRounding: 'per-document' }))).toMatchObject({
    ...store,
    taxRounding: 'per-document',
  })
})

it('makes a row of a customer with every word to find them by, and none of one who is forgotten (C9)', () => {
  const exemption = { reason: 'Embassy', certificate: 'E-77' }
  const known = recordOf(customerFields({ name: 'Zoë Pál', phone: '600 123', exemption }))
  expect(customerRow(known)).toEqual({
    id: 'r1',
    name: 'Zoë Pál',
    number: '',
    phone: '600 123',
    email: '',
    note: '',
    group: null,
    exemption,
    creditLimit: null,
    emailReceipts: false,
    language: null,
    archived: false,
    words: ['zoe', 'pal', '600123', '0123', '00123'],
    sortName: 'zoe pal',
    conflicts: [],
  })
  const forgotten = recordOf(customerFields({ name: 'Zoë Pál', phone: '600 123' }), forgottenFields())
  expect(customerRow(forgotten)).toBeNull()
  expect(conflictRows('customers', 'customers', forgotten)).toEqual([])
  expect(customerGroupRow(recordOf({ name: 'Trade' }))).toEqual({ id: 'r1', name: 'Trade', archived: false })
})
