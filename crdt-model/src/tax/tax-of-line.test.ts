import { expect, test } from 'vitest'
import type { TaxRate } from './tax-class.ts'
import { makeLineTaxer } from './tax-of-line.ts'

const VAT20: TaxRate = { name: 'VAT', rateMillionths: 200_000, included: true }
const STATE6: TaxRate = { name: 'State', rateMillionths: 60_000, included: false }
const CITY1: TaxRate = { name: 'City', rateMillionths: 10_000, included: false }

function line(amount: number, rates: readonly TaxRate[], quantity = 1000) {
  return { amount, quantity, unitPrice: Math.round((amount * 1000) / quantity), rates }
}

test('T2 an included tax is taken out of the price, and net and tax make the price again', () => {
  expect(makeLineTaxer('per-line', 'half-up')(line(1970, [VAT20]))).toEqual({ net: 1642, taxes: [328] })
})

test('T2 an added tax leaves the price as the net', () => {
  expect(makeLineTaxer('per-line', 'half-up')(line(5441, [STATE6]))).toEqual({ net: 5441, taxes: [326] })
})

test('T3 several rates are levied on the same net price, none on another', () => {
  expect(makeLineTaxer('per-line', 'half-up')(line(10_000, [STATE6, CITY1])).taxes).toEqual([600, 100])
  const mixed = makeLineTaxer('per-line', 'half-up')(line(12_000, [VAT20, STATE6]))
  expect(mixed).toEqual({ net: 10_000, taxes: [2000, 600] })
  const twoIncluded = [
    { name: 'GST', rateMillionths: 50_000, included: true },
    { name: 'PST', rateMillionths: 70_000, included: true },
  ]
  expect(makeLineTaxer('per-line', 'half-up')(line(1120, twoIncluded))).toEqual({
    net: 1000,
    taxes: [50, 70],
  })
})

test('T4 half a cent goes by the stated rule', () => {
  const half = [{ name: 'x', rateMillionths: 50_000, included: false }]
  expect(makeLineTaxer('per-line', 'half-up')(line(50, half)).taxes).toEqual([3])
  expect(makeLineTaxer('per-line', 'half-even')(line(50, half)).taxes).toEqual([2])
  expect(makeLineTaxer('per-line', 'half-even')(line(70, half)).taxes).toEqual([4])
})

test('T4 per line each line is rounded, per document the whole once, per unit each piece', () => {
  const rate = [{ name: 'x', rateMillionths: 40_000, included: false }]
  // 0.4 of a cent a piece.
  const taxesOf = (rounding: 'per-unit' | 'per-line' | 'per-document') => {
    const taxer = makeLineTaxer(rounding, 'half-up')
    return [line(10, rate), line(10, rate), line(30, rate, 3000)].map(each => taxer(each).taxes[0])
  }
  expect(taxesOf('per-unit')).toEqual([0, 0, 0])
  expect(taxesOf('per-line')).toEqual([0, 0, 1])
  expect(taxesOf('per-document')).toEqual([0, 1, 1])
})

test('T4 per unit a fraction of a piece is rounded on its own', () => {
  const rate = [{ name: 'x', rateMillionths: 250_000, included: false }]
  const weighed = { amount: 25, quantity: 2500, unitPrice: 10, rates: rate }
  // Two pieces of 10 with 2.5 each, and half a one of 5 with 1.25.
  expect(makeLineTaxer('per-unit', 'half-up')(weighed).taxes).toEqual([7])
})

test('T4 per document a rate is rounded once though its lines have different other rates', () => {
  const gst = { name: 'GST', rateMillionths: 50_000, included: true }
  const pst = { name: 'PST', rateMillionths: 70_000, included: true }
  const taxer = makeLineTaxer('per-document', 'half-up')
  const taxes = [line(1000, [gst]), line(1000, [gst, pst])].map(each => taxer(each).taxes)
  // 50000/1050000 + 50000/1120000 of 1000 = 47.619 + 44.643 = 92.262
  expect(taxes.reduce((sum, [tax]) => sum + (tax ?? 0), 0)).toBe(92)
})

test('T1 a rate of zero is a tax of zero, not no tax', () => {
  const zero = [{ name: 'VAT zero-rated', rateMillionths: 0, included: true }]
  expect(makeLineTaxer('per-line', 'half-up')(line(999, zero))).toEqual({ net: 999, taxes: [0] })
})
