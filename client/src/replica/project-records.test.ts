import {
  applyRecordEntries,
  type CatalogId,
  createRecordFold,
  type Fields,
  type RecordEntry,
  type ReplicaId,
  readRecord,
  type StoreId,
  toId,
} from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import {
  conflictRows,
  departmentRow,
  personRow,
  productRow,
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
