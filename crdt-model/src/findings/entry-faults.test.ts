import { describe, expect, it } from 'vitest'
import { parseDocumentId } from '../access/document-id.ts'
import { type ProductId, type ReplicaId, toId } from '../ids.ts'
import { customerFields, forgottenFields } from '../records/customer.ts'
import { encodeRecordEntry } from '../records/encode-record-entry.ts'
import type { Fields } from '../records/record-entry.ts'
import { encodeStockEntry } from '../stock/encode-stock-entry.ts'
import { entryFaults } from './entry-faults.ts'

const anybody = () => true

function faultsIn(name: string, log: string, raw: unknown, mayClaim: (who: string) => boolean = anybody) {
  const document = parseDocumentId(name)
  if (document === undefined) throw new Error(`no document ${name}`)
  return entryFaults(document, log, raw, mayClaim)
}

const record = (fields: Fields, who = 'Olga') =>
  encodeRecordEntry({
    replica: toId<ReplicaId>('replica'),
    counter: 1,
    record: 'soap',
    fields,
    replaces: {},
    who,
    at: 1,
  })

const BENEFIT = { kind: 'each', on: {}, off: { kind: 'percent', millionths: 100_000 } }

const unreadable = (log: string, field: string, problem: string) => {
  return { kind: 'unreadable-field', log, record: 'soap', field, problem }
}

describe('faults of an entry', () => {
  it('F1 finds none in what the forms write', () => {
    const price = record({ name: 'Soap', price: 250, barcodes: ['5000112637922'] })
    expect(faultsIn('catalog/gifts', 'products', price)).toEqual([])
    expect(faultsIn('customers', 'customers', record(customerFields({ name: 'Ana' })))).toEqual([])
    expect(faultsIn('customers', 'customers', record(forgottenFields()))).toEqual([])
    const move = encodeStockEntry({
      kind: 'move',
      epoch: 1,
      number: 1,
      reason: 'sale',
      deltas: [{ product: toId<ProductId>('soap'), quantity: -1000 }],
    })
    expect(faultsIn('stock/store1/till1', 'moves', move)).toEqual([])
  })

  it('F1 C6 C7 looks at promotions and price lists by the rules of their forms', () => {
    const promotion = record({ name: 'Tea', priority: 1, conditions: {}, benefit: BENEFIT })
    expect(faultsIn('catalog/gifts', 'promotions', promotion)).toEqual([])
    const half = record({ name: 'Tea', conditions: { weekday: 1 }, benefit: { kind: 'gift' }, free: true })
    expect(faultsIn('catalog/gifts', 'promotions', half)).toEqual([
      unreadable('promotions', 'conditions', 'not-conditions'),
      unreadable('promotions', 'benefit', 'not-a-benefit'),
      { kind: 'unknown-field', log: 'promotions', record: 'soap', field: 'free' },
    ])
    const list = record({ name: 'Trade', conditions: {}, 'price/soap': 100, 'price/towel': null })
    expect(faultsIn('catalog/gifts', 'priceLists', list)).toEqual([])
    const odd = record({ 'price/soap': -1, 'price/no id': 1, constructed: 1 })
    expect(faultsIn('catalog/gifts', 'priceLists', odd)).toEqual([
      unreadable('priceLists', 'price/soap', 'not-a-price'),
      { kind: 'unknown-field', log: 'priceLists', record: 'soap', field: 'price/no id' },
      { kind: 'unknown-field', log: 'priceLists', record: 'soap', field: 'constructed' },
    ])
    expect(faultsIn('settings', 'promotions', promotion)).toEqual([
      { kind: 'unreadable-entry', log: 'promotions' },
    ])
  })

  it.each([
    ['catalog/gifts', 'products', 'nonsense'],
    ['catalog/gifts', 'products', ['replica', 0, 'soap', {}, 0, 'Olga', 1]],
    ['catalog/gifts', 'people', record({ name: 'Kim' })],
    ['stock/store1/till1', 'moves', Uint8Array.of(99, 2, 3)],
    ['journal/till1/2026-11-20', 'entries', Uint8Array.of(1, 2, 3)],
    ['journal/till1/2026-11-20', 'entries', { sale: 1 }],
  ])('F1 finds what is no entry: %s %s %j', (name, log, raw) => {
    expect(faultsIn(name, log, raw)).toEqual([{ kind: 'unreadable-entry', log }])
  })

  it('F1 finds fields that the schema does not know or cannot read, by the rules of the forms', () => {
    const bad = record({ name: 'Soap', price: -1, colour: 'red', archived: 'yes' })
    expect(faultsIn('catalog/gifts', 'products', bad)).toEqual([
      { kind: 'unreadable-field', log: 'products', record: 'soap', field: 'price', problem: 'not-a-price' },
      { kind: 'unknown-field', log: 'products', record: 'soap', field: 'colour' },
      {
        kind: 'unreadable-field',
        log: 'products',
        record: 'soap',
        field: 'archived',
        problem: 'not-yes-or-no',
      },
    ])
  })

  it('F1 finds who says to be somebody else', () => {
    const forged = record({ price: 1 }, 'Olga')
    expect(faultsIn('catalog/gifts', 'products', forged, who => who === 'Max')).toEqual([
      { kind: 'claimed-actor', log: 'products', claimed: 'Olga' },
    ])
  })
})
