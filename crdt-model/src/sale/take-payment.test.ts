import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { businessDay } from '../calendar/business-day.ts'
import { type TaxClassId, toId } from '../ids.ts'
import {
  accepted,
  CONTEXT,
  GBP,
  sampleBottle,
  sampleLine,
  samplePayment,
  sampleSale,
  USD,
} from '../testing/sample-sale.ts'
import { remainingDue } from './amount-due.ts'
import { confirmAge, openSale } from './edit-lines.ts'
import { MAX_AMOUNT } from './limits.ts'
import { priceSale } from './price-sale.ts'
import type { PayingSale } from './sale.ts'
import {
  addTender,
  backToLines,
  checkPayingSale,
  completeSale,
  removeTender,
  renewPayment,
  startPayment,
} from './take-payment.ts'
import type { Tender } from './tender.ts'

const STANDARD = toId<TaxClassId>('standard')

function cash(amount: number): Tender {
  return { kind: 'cash', amount }
}

describe('L10 starting the payment', () => {
  test('fixes the totals', () => {
    const sale = sampleSale(sampleLine())
    expect(startPayment(sale, CONTEXT)).toEqual({
      ok: true,
      sale: { ...sale, state: 'paying', totals: priceSale(sale, CONTEXT), tenders: [] },
    })
  })

  test('is refused for an empty sale', () => {
    expect(startPayment(openSale('s', GBP), CONTEXT)).toEqual({ ok: false, refusal: { code: 'empty-sale' } })
  })

  test('is refused until the highest age among the lines was confirmed', () => {
    const sale = sampleSale(
      sampleLine(),
      sampleBottle(),
      sampleBottle({ product: toId('rum'), minimumAge: 21 }),
    )
    const refusal = { ok: false, refusal: { code: 'age-not-checked', minimumAge: 21 } }
    expect(startPayment(sale, CONTEXT)).toEqual(refusal)
    expect(startPayment(confirmAge(sale, 18), CONTEXT)).toEqual(refusal)
    expect(startPayment(confirmAge(sale, 21), CONTEXT).ok).toBe(true)
  })

  test('is refused for an age that is no number', () => {
    const sale = sampleSale(sampleBottle())
    expect(startPayment({ ...sale, ageChecked: Number.NaN }, CONTEXT).ok).toBe(false)
  })

  test('is refused in another currency than the store has', () => {
    expect(startPayment(sampleSale(sampleLine()), { ...CONTEXT, currency: USD })).toEqual({
      ok: false,
      refusal: { code: 'wrong-currency' },
    })
  })

  test('is refused when added tax takes the total out of range', () => {
    const sale = confirmAge(sampleSale(sampleBottle({ unitPrice: MAX_AMOUNT })), 18)
    expect(startPayment(sale, CONTEXT)).toEqual({ ok: false, refusal: { code: 'amount-out-of-range' } })
  })
})

describe('L11 tenders', () => {
  test('are added and taken back one by one', () => {
    const paying = accepted(addTender(accepted(addTender(samplePayment(sampleLine()), cash(500))), cash(200)))
    expect(remainingDue(paying)).toBe(500)
    expect(accepted(removeTender(paying, 0)).tenders).toEqual([cash(200)])
    expect(removeTender(paying, 2)).toEqual({ ok: false, refusal: { code: 'no-such-tender' } })
    expect(removeTender(paying, -1)).toEqual({ ok: false, refusal: { code: 'no-such-tender' } })
  })

  test.each([0, -1, 0.5, Number.NaN, MAX_AMOUNT + 1])('of %s are refused', amount => {
    expect(addTender(samplePayment(sampleLine()), cash(amount))).toEqual({
      ok: false,
      refusal: { code: 'amount-out-of-range' },
    })
  })

  test('whose sum is out of range are refused', () => {
    const paying = accepted(addTender(samplePayment(sampleLine()), cash(MAX_AMOUNT)))
    expect(addTender(paying, cash(1)).ok).toBe(false)
  })

  test('go back with the payment, and the lines can be changed again', () => {
    const sale = sampleSale(sampleLine())
    const paying = accepted(addTender(accepted(startPayment(sale, CONTEXT)), cash(500)))
    expect(backToLines(paying)).toEqual(sale)
  })
})

describe('L12 completing', () => {
  test('is refused with what is missing', () => {
    const paying = accepted(addTender(samplePayment(sampleLine()), cash(1199)))
    expect(completeSale(paying)).toEqual({ ok: false, refusal: { code: 'still-to-pay', missing: 1 } })
  })

  test('gives the change', () => {
    const paying = accepted(addTender(samplePayment(sampleLine()), cash(2000)))
    expect(completeSale(paying)).toEqual({ ok: true, sale: { ...paying, state: 'completed', change: 800 } })
  })

  test('needs no tender for a sale that costs nothing', () => {
    expect(accepted(completeSale(samplePayment(sampleLine({ unitPrice: 0 })))).change).toBe(0)
  })

  test('tenders less change are always the total', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 5 }),
        (prices, amounts) => {
          const started = samplePayment(...prices.map(unitPrice => sampleLine({ unitPrice })))
          const paying = amounts.reduce((sale, amount) => accepted(addTender(sale, cash(amount))), started)
          const tendered = amounts.reduce((a, b) => a + b, 0)
          const result = completeSale(paying)
          if (result.ok) expect(tendered - result.sale.change).toBe(paying.totals.total)
          else expect(tendered + remainingDue(paying)).toBe(paying.totals.total)
          expect(result.ok).toBe(tendered >= paying.totals.total)
        },
      ),
    )
  })
})

describe('L13a a payment while what holds changes', () => {
  const started = accepted(startPayment(sampleSale(sampleLine()), CONTEXT))
  const paying = accepted(addTender(started, cash(100)))

  test('keeps its tenders and is worked out anew', () => {
    const untaxed = { ...CONTEXT, taxClasses: new Map() }
    const renewed = accepted(renewPayment(paying, untaxed))
    expect(renewed.tenders).toEqual(paying.tenders)
    expect(renewed.totals).toEqual(priceSale(sampleSale(sampleLine()), untaxed))
    expect(renewed.totals).not.toEqual(paying.totals)
  })

  test('is the same when nothing changed, at the moment it began at', () => {
    const began = { day: businessDay(0, 0), minute: 1439 }
    const before = accepted(startPayment(sampleSale(sampleLine()), { ...CONTEXT, moment: began }))
    const later = { ...CONTEXT, moment: { day: businessDay(86_400_000, 0), minute: 2 } }
    expect(accepted(renewPayment(before, later))).toEqual(before)
  })

  test('L10 keeps the tax of the day it began on; a sale that is paid after midnight has the new one', () => {
    const [eve, newYear] = [businessDay(0, 0), businessDay(86_400_000, 0)]
    const rate = { name: 'VAT', rateMillionths: 100_000, included: true } as const
    const rates = [
      { ...rate, until: eve },
      { ...rate, rateMillionths: 200_000, from: newYear },
    ]
    const taxClasses = new Map([[STANDARD, { id: STANDARD, name: 'Standard', rates }]])
    const at = (day: typeof eve, minute: number) => ({ ...CONTEXT, taxClasses, moment: { day, minute } })
    const open = sampleSale(sampleLine({ taxClass: STANDARD, unitPrice: 1_320, listPrice: 1_320 }))
    const taxOf = (sale: PayingSale) => sale.totals.taxes.map(({ tax }) => tax)
    const begun = accepted(startPayment(open, at(eve, 1_439)))
    expect(taxOf(begun)).toEqual([120])
    const paid = accepted(addTender(begun, cash(1_320)))
    const stamped = { ...paid, totals: begun.totals }
    expect(checkPayingSale(stamped, at(newYear, 1))).toEqual({ ok: true, sale: stamped })
    expect(taxOf(accepted(startPayment(open, at(newYear, 0))))).toEqual([220])
  })

  test('is refused where it could not be begun', () => {
    expect(renewPayment({ ...paying, lines: [] }, CONTEXT)).toEqual({
      ok: false,
      refusal: { code: 'empty-sale' },
    })
  })
})

describe('L13 a payment that comes from elsewhere', () => {
  const honest = accepted(
    addTender(
      accepted(startPayment(confirmAge(sampleSale(sampleLine(), sampleBottle()), 18), CONTEXT)),
      cash(5000),
    ),
  )

  test('is taken as it is when its totals follow from its lines', () => {
    expect(checkPayingSale(structuredClone(honest), CONTEXT)).toEqual({ ok: true, sale: honest })
  })

  const { totals } = honest
  const [firstLine, ...otherLines] = totals.lines
  const [firstTax, ...otherTaxes] = totals.taxes
  test.each<[string, PayingSale]>([
    ['total', { ...honest, totals: { ...totals, total: totals.total - 1 } }],
    ['subtotal', { ...honest, totals: { ...totals, subtotal: 1 } }],
    ['added tax', { ...honest, totals: { ...totals, taxAdded: 0 } }],
    ['included tax', { ...honest, totals: { ...totals, taxIncluded: 0 } }],
    ['missing line', { ...honest, totals: { ...totals, lines: otherLines } }],
    [
      'line amount',
      {
        ...honest,
        totals: { ...totals, lines: [{ ...(firstLine ?? expect.unreachable()), amount: 1 }, ...otherLines] },
      },
    ],
    [
      'tax of a line',
      {
        ...honest,
        totals: { ...totals, lines: [{ ...(firstLine ?? expect.unreachable()), taxes: [] }, ...otherLines] },
      },
    ],
    [
      'tax',
      {
        ...honest,
        totals: { ...totals, taxes: [{ ...(firstTax ?? expect.unreachable()), tax: 0 }, ...otherTaxes] },
      },
    ],
    ['quantity', { ...honest, lines: honest.lines.map(line => ({ ...line, quantity: 2000 })) }],
    ['price', { ...honest, lines: honest.lines.map(line => ({ ...line, unitPrice: 1 })) }],
  ])('is refused with another %s', (_, forged) => {
    expect(checkPayingSale(forged, CONTEXT)).toEqual({ ok: false, refusal: { code: 'totals-differ' } })
  })

  test('is refused when a tax changed meanwhile', () => {
    expect(checkPayingSale(honest, { ...CONTEXT, taxClasses: new Map() })).toEqual({
      ok: false,
      refusal: { code: 'totals-differ' },
    })
  })

  test('is refused as the payment itself would have been', () => {
    const refusalOf = (forged: PayingSale) => {
      const result = checkPayingSale(forged, CONTEXT)
      return result.ok ? undefined : result.refusal.code
    }
    expect(refusalOf({ ...honest, lines: [] })).toBe('empty-sale')
    expect(refusalOf({ ...honest, ageChecked: 0 })).toBe('age-not-checked')
    expect(refusalOf({ ...honest, currency: USD })).toBe('wrong-currency')
    expect(refusalOf({ ...honest, lines: honest.lines.map(line => ({ ...line, quantity: -1000 })) })).toBe(
      'bad-quantity',
    )
    expect(refusalOf({ ...honest, tenders: [cash(6000), cash(-1000)] })).toBe('amount-out-of-range')
    expect(refusalOf({ ...honest, tenders: [cash(Number.NaN)] })).toBe('amount-out-of-range')
  })
})
