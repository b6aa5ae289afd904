import {
  addLine,
  addTender,
  attachBuyer,
  type BusinessDay,
  type CustomerId,
  type NewSaleLine,
  type OpenSale,
  openSale,
  priceSale,
  startPayment,
  toId,
} from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import type { SaleStep } from '../till/sale-store.ts'
import { POUNDS, VAT_CONTEXT } from '../till/testing-products.ts'
import { displayOfSale } from './display-of-sale.ts'

const LAMP: NewSaleLine = {
  product: toId('lamp'),
  name: 'Lamp',
  department: null,
  quantity: 2000,
  unitPrice: 600,
  listPrice: 600,
  taxClass: toId('standard'),
  minimumAge: 0,
  note: 'For Ana, flat 3',
}

function withLamp(sale: OpenSale): OpenSale {
  const added = addLine(sale, LAMP)
  if (!added.ok) throw new Error('the line was refused')
  return added.sale
}

const shown = (sale: OpenSale, step: SaleStep = { kind: 'selling' }) =>
  displayOfSale('Lantern', { sale, step, totals: priceSale(sale, VAT_CONTEXT), lit: null, link: null })

it('is idle without a line, and then shows lines, what is saved and the total', () => {
  const empty = openSale('s1', POUNDS)
  expect(shown(empty)).toEqual({ kind: 'idle', store: 'Lantern' })
  const sale: OpenSale = { ...withLamp(empty), discount: { kind: 'amount', amount: 200 } }
  expect(shown(sale)).toMatchObject({
    kind: 'sale',
    lines: [{ name: 'Lamp', quantity: 2000, amount: 1000 }],
    saved: 200,
    total: 1000,
    payment: null,
  })
})

it('shows what is still to pay, and the change', () => {
  const sale = withLamp(openSale('s1', POUNDS))
  const started = startPayment(sale, VAT_CONTEXT)
  if (!started.ok) throw new Error('the payment did not start')
  const given = addTender(started.sale, { kind: 'cash', amount: 500 })
  if (!given.ok) throw new Error('the cash was refused')
  const step = { kind: 'paying', sale: given.sale, saving: false, problem: null } as const
  expect(shown(sale, step)).toMatchObject({ kind: 'sale', total: 1200, payment: { due: 700, given: 500 } })
})

it('says nothing of who buys, nor what a line was noted with', () => {
  const buyer = {
    id: toId<CustomerId>('ana-ruiz'),
    group: null,
    exemption: { reason: 'Embassy', certificate: 'E-77' },
  }
  const sale = attachBuyer(withLamp(openSale('s1', POUNDS)), buyer, toId<BusinessDay>('2026-11-21'))
  expect(JSON.stringify(shown(sale))).not.toMatch(/ana|embassy|E-77|flat/i)
})

it('shows the code of a receipt for as long as somebody is to scan it', () => {
  const sale = withLamp(openSale('s1', POUNDS))
  const around = { sale, step: { kind: 'selling' }, totals: priceSale(sale, VAT_CONTEXT), lit: null } as const
  const link = 'https://shop.example/r#00'
  expect(displayOfSale('Lantern', { ...around, link })).toEqual({ kind: 'receipt', store: 'Lantern', link })
})
