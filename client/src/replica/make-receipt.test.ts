import {
  addLine,
  addTender,
  completeSale,
  type OpenSale,
  openSale,
  type Promotion,
  type SealedEntry,
  startPayment,
  toId,
} from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import type { StoreRow } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { POUNDS, VAT_CONTEXT } from '../till/testing-products.ts'
import { makeReceipt } from './make-receipt.ts'

const THREE_FOR_TWO: Promotion = {
  id: toId('three-for-two'),
  name: '3 for 2',
  priority: 0,
  stacks: false,
  conditions: {},
  benefit: {
    kind: 'cheapest',
    on: {},
    take: 3,
    cut: 1,
    off: { kind: 'percent', millionths: 1_000_000 },
    mixed: true,
  },
}

/** The receipt of three mugs at 5.00, paid in cash. */
function receiptOf(terms: Partial<OpenSale>, promotions: readonly Promotion[]): Receipt {
  const mugs = {
    product: null,
    name: 'Mug',
    department: null,
    quantity: 3_000,
    taxClass: null,
    minimumAge: 0,
  }
  const rung = addLine(openSale('s1', POUNDS), { ...mugs, unitPrice: 500, listPrice: 500 })
  const paying = rung.ok ? startPayment({ ...rung.sale, ...terms }, { ...VAT_CONTEXT, promotions }) : rung
  const paid = paying.ok ? addTender(paying.sale, { kind: 'cash', amount: paying.sale.totals.total }) : paying
  const done = paid.ok ? completeSale(paid.sale) : paid
  if (!done.ok) throw new Error(done.refusal.code)
  return makeReceipt(done.sale, {
    sealed: {
      entry: { epoch: 1, number: 7, at: 0, offsetMinutes: 0 },
      hash: new Uint8Array(32),
    } as SealedEntry,
    workplace: { tillCode: 'G1', tillName: 'Till 1' } as TillWorkplace,
    store: { name: 'Lantern', address: [] as string[], receiptFooter: '' } as StoreRow,
    operator: 'Amelia',
    promotions,
  })
}

it('G9 says which promotion gave what, by the name that it has now', () => {
  const receipt = receiptOf({ discount: { kind: 'amount', amount: 100 } }, [THREE_FOR_TWO])
  const saved = [
    { source: 'promotion', name: '3 for 2', amount: 500 },
    { source: 'sale', name: '', amount: 100 },
  ]
  expect(receipt).toMatchObject({ total: 900, discounts: saved })
  expect(receipt.lines).toMatchObject([{ amount: 900, discounts: saved }])
})

it('says nothing of discounts where there are none', () => {
  const receipt = receiptOf({}, [])
  expect(receipt).not.toHaveProperty('discounts')
  expect(receipt.lines[0]).not.toHaveProperty('discounts')
})
