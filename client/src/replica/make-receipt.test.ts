import {
  addLine,
  addTender,
  type CustomerId,
  completeSale,
  type OpenSale,
  openSale,
  type Promotion,
  type RefundEvent,
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
import { makeRefundReceipt, makeVoidReceipt, type ReceiptSurroundings } from './make-return-receipt.ts'

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
function receiptOf(
  terms: Partial<OpenSale>,
  promotions: readonly Promotion[],
  about: Partial<StoreRow> = {},
): Receipt {
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
    store: { name: 'Lantern', address: [] as string[], receiptFooter: '', ...about } as StoreRow,
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

it('U3 says its language: that of who bought, else the store’s; none where that is the screen’s', () => {
  const ana = { customer: { id: toId<CustomerId>('ana'), group: null } }
  const spanish = { customer: { ...ana.customer, language: 'es' } } as const
  expect(receiptOf(spanish, [])).toMatchObject({ language: 'es' })
  expect(receiptOf(spanish, [], { receiptLanguage: 'en' })).toMatchObject({ language: 'es' })
  expect(receiptOf(ana, [], { receiptLanguage: 'en' })).toMatchObject({ language: 'en' })
  expect(receiptOf(ana, [], { receiptLanguage: 'till' })).not.toHaveProperty('language')
  expect(receiptOf({}, [])).not.toHaveProperty('language')
})

it('U3 a void is in the language of its sale, a refund in that of who bought', () => {
  const around: ReceiptSurroundings = {
    sealed: {
      entry: { epoch: 1, number: 8, at: 1, offsetMinutes: 0 },
      hash: new Uint8Array(32),
    } as SealedEntry,
    workplace: { tillCode: 'G1', tillName: 'Till 1' } as TillWorkplace,
    store: {
      ...{ name: 'Lantern', address: [] as string[], receiptFooter: '' },
      receiptLanguage: 'en',
    } as StoreRow,
    operator: 'Amelia',
  }
  const sold = receiptOf({ customer: { id: toId<CustomerId>('ana'), group: null, language: 'es' } }, [])
  expect(makeVoidReceipt(sold, 'Wrong item', around)).toMatchObject({ number: 'G1-000008', language: 'es' })
  const goods = { currency: POUNDS, lines: [], taxes: [], total: 0, tenders: [], rounding: 0 }
  const event = { kind: 'refund', of: null, reason: 'Torn', goods } as unknown as RefundEvent
  const about = { names: [], of: null }
  expect(makeRefundReceipt(event, { ...about, language: 'es' }, around)).toMatchObject({ language: 'es' })
  expect(makeRefundReceipt(event, { ...about, language: null }, around)).toMatchObject({ language: 'en' })
})
