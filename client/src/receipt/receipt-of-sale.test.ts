import type { SaleDetail, SaleReply } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { receiptOf, type SaleNames } from './receipt-of-sale.ts'

const names: SaleNames = {
  product: id => id.toUpperCase(),
  unit: id => (id === 'ham' ? 'kg' : undefined),
  promotion: id => id,
  store: () => ({ name: 'Camden', address: [], footer: '' }),
  till: () => 'Till 1',
  cashier: () => 'Amelia',
}

type Item = SaleDetail['items'][number]

const item = (given: Partial<Item>): Item => ({
  product: 'cup',
  name: null,
  quantity: 1000,
  unitPrice: 500,
  listPrice: 500,
  amount: 500,
  ofLine: null,
  taxes: [],
  discounts: [],
  details: {},
  ...given,
})

const detail = (given: Partial<SaleDetail> = {}): SaleDetail => ({
  ...{ id: 'g1.1.2', kind: 'sale', receipt: 'G1-000002', store: 'camden', till: 'g1', day: '2026-11-20' },
  ...{ at: 0, offsetMinutes: 0, clockOffset: null, cashier: 'amelia', currency: 'GBP', lines: 1 },
  ...{ subtotal: 500, taxAdded: 0, taxIncluded: 0, total: 500, tendered: 500, change: 0, discount: 0 },
  ...{ tip: 0, rounding: 0, customer: null, reason: null, exchanged: null, of: null, back: [] },
  ...{ ageChecked: 0, hash: 'ab'.repeat(32), items: [item({})], taxes: [] },
  tenders: [{ kind: 'cash', amount: 500 }],
  ...given,
})

const reply = (given: Partial<SaleReply> = {}): SaleReply => ({
  ...detail(given),
  returned: given.returned ?? null,
})

it('tells unit, tare, serial number, note and exemption of a line', () => {
  const exemption = { reason: 'Charity', certificate: 'C-9' }
  const receipt = receiptOf(
    reply({
      items: [
        item({ product: 'ham', quantity: 250, details: { tare: 20, note: 'sliced' } }),
        item({ details: { serial: 'SN-1', exemption, exempted: 83 } }),
        item({ details: { exemption } }),
      ],
    }),
    names,
  )
  expect(receipt.lines[0]).toMatchObject({ name: 'HAM', unit: 'kg', quantity: 250, tare: 20, note: 'sliced' })
  expect(receipt.lines[1]).toMatchObject({ name: 'CUP', serial: 'SN-1', exemption })
  expect(receipt.lines[1]).not.toHaveProperty('unit')
  expect(receipt).toMatchObject({ exemptions: [exemption], exempted: 83 })
})

it('X6 is one receipt with both sides of an exchange, all above nothing', () => {
  const returned = detail({
    kind: 'refund',
    reason: 'size',
    of: { id: 'g1.1.1', receipt: 'G1-000001' },
    items: [item({ product: 'hat', quantity: -1000, amount: -300 })],
    total: -300,
    tenders: [{ kind: 'exchange', amount: -300 }],
  })
  const sale = reply({
    exchanged: -300,
    returned,
    tenders: [
      { kind: 'exchange', amount: 300 },
      { kind: 'cash', amount: 200 },
    ],
  })
  const receipt = receiptOf(sale, names)
  expect(receipt.total).toBe(500)
  expect(receipt.purpose).toMatchObject({
    kind: 'exchange',
    of: 'G1-000001',
    reason: 'size',
    returned: {
      total: 300,
      lines: [{ name: 'HAT', quantity: 1000, amount: 300 }],
      tenders: [{ kind: 'exchange', amount: 300 }],
    },
  })
})

it('E10 has what was taken down of a card’s slip, also of what went back onto the card', () => {
  const slip = { scheme: 'Visa Debit', lastFour: '1234' }
  expect(receiptOf(reply({ tenders: [{ kind: 'card', amount: 500, slip }] }), names).tenders).toEqual([
    { kind: 'card', amount: 500, slip },
  ])
  const refund = reply({ kind: 'refund', total: -500, tenders: [{ kind: 'card', amount: -500, slip }] })
  expect(receiptOf(refund, names).tenders).toEqual([{ kind: 'card', amount: 500, slip }])
  expect(receiptOf(reply(), names).tenders).toEqual([{ kind: 'cash', amount: 500 }])
})
