import { describe, expect, test } from 'vitest'
import { type BusinessDay, type CustomerGroupId, type CustomerId, toId } from '../ids.ts'
import { accepted, CONTEXT, sampleLine, sampleSale } from '../testing/sample-sale.ts'
import { attachBuyer, type Buyer, exemptionInForce } from './attach-buyer.ts'
import { priceSale } from './price-sale.ts'
import { saleEventOf } from './sale-event.ts'
import { addTender, completeSale, startPayment } from './take-payment.ts'

const DAY = toId<BusinessDay>('2026-11-21')
const ANA: Buyer = { id: toId<CustomerId>('ana'), group: toId<CustomerGroupId>('trade'), exemption: null }
const EMBASSY: Buyer = {
  id: toId<CustomerId>('emb'),
  group: null,
  exemption: { reason: 'Embassy', certificate: 'E-77', until: toId('2026-11-21') },
}

describe('who buys', () => {
  test('U1 is attached with their group, is replaced by another, and is nobody again', () => {
    const sale = sampleSale(sampleLine())
    const attached = attachBuyer(sale, ANA, DAY)
    expect(attached).toMatchObject({ customer: { id: 'ana', group: 'trade' } })
    expect(attachBuyer(attached, EMBASSY, DAY).customer).toEqual({ id: 'emb', group: null })
    expect(attachBuyer(attached, null, DAY)).toEqual(sale)
  })

  test('U2 frees the sale from tax up to and on the last day, and no longer', () => {
    const sale = sampleSale(sampleLine())
    const exempt = attachBuyer(sale, EMBASSY, DAY)
    expect(exempt.exemption).toEqual({ reason: 'Embassy', certificate: 'E-77' })
    expect(priceSale(exempt, CONTEXT)).toMatchObject({ taxIncluded: 0, taxAdded: 0 })
    expect(attachBuyer(exempt, ANA, DAY).exemption).toBeUndefined()
    expect(attachBuyer(exempt, null, DAY)).toEqual(sale)
    expect(attachBuyer(sale, EMBASSY, toId('2026-11-22')).exemption).toBeUndefined()
  })

  test('U3 bring their language, which goes with them', () => {
    const sale = sampleSale(sampleLine())
    const spanish = attachBuyer(sale, { ...ANA, language: 'es' }, DAY)
    expect(spanish.customer).toEqual({ id: 'ana', group: 'trade', language: 'es' })
    expect(attachBuyer(spanish, { ...EMBASSY, language: null }, DAY).customer).toEqual({
      id: 'emb',
      group: null,
    })
    expect(attachBuyer(spanish, null, DAY)).toEqual(sale)
  })

  test('U2 an exemption without a last day holds for good, for the taxes that it names', () => {
    const lasting = { reason: 'Charity', certificate: '', taxes: ['VAT'] }
    expect(exemptionInForce(lasting, toId('2099-01-01'))).toEqual(lasting)
  })

  test('L14 U2 the journal has the id, the reason and the certificate, and no name', () => {
    const started = accepted(startPayment(attachBuyer(sampleSale(sampleLine()), EMBASSY, DAY), CONTEXT))
    const paid = accepted(addTender(started, { kind: 'cash', amount: started.totals.total }))
    expect(saleEventOf(accepted(completeSale(paid)))).toMatchObject({
      customer: 'emb',
      exemptions: [{ reason: 'Embassy', certificate: 'E-77' }],
      taxes: [],
    })
  })
})
