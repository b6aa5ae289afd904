import { expect, test } from 'vitest'
import { accepted, CONTEXT, sampleBottle, sampleLine, sampleSale } from '../testing/sample-sale.ts'
import { confirmAge } from './edit-lines.ts'
import { saleEventOf } from './sale-event.ts'
import { addTender, completeSale, startPayment } from './take-payment.ts'

test('L14 the journal gets what was sold, taxed, paid and handed back, and no names of products', () => {
  const open = confirmAge(
    sampleSale(
      sampleLine(),
      sampleBottle({ unitPrice: 900 }),
      sampleLine({ product: null, name: 'Ribbon', taxClass: null }),
    ),
    18,
  )
  const paying = accepted(addTender(accepted(startPayment(open, CONTEXT)), { kind: 'cash', amount: 5000 }))
  expect(saleEventOf(accepted(completeSale(paying)))).toEqual({
    kind: 'sale',
    currency: 'GBP',
    lines: [
      {
        item: { kind: 'product', product: 'mug' },
        quantity: 1000,
        unitPrice: 1200,
        listPrice: 1200,
        amount: 1200,
        taxes: [0],
      },
      {
        item: { kind: 'product', product: 'gin' },
        quantity: 1000,
        unitPrice: 900,
        listPrice: 1000,
        amount: 900,
        taxes: [1, 2],
      },
      {
        item: { kind: 'unlisted', name: 'Ribbon' },
        quantity: 1000,
        unitPrice: 1200,
        listPrice: 1200,
        amount: 1200,
        taxes: [],
      },
    ],
    taxes: paying.totals.taxes,
    total: 3363,
    tenders: [{ kind: 'cash', amount: 5000 }],
    change: 1637,
    ageChecked: 18,
  })
})
