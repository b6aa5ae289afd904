import { expect, test } from 'vitest'
import { type AccountId, type CustomerId, toId } from '../ids.ts'
import { sampleLine, sampleSale } from '../testing/sample-sale.ts'
import { isReducedByHand, rightsNeeded, rightToAsk } from './rights-needed.ts'

const EXEMPTION = { reason: 'School', certificate: 'S-1' }

test('O5 a plain sale asks for no right', () => {
  expect(rightsNeeded(sampleSale(sampleLine()))).toEqual([])
})

test('O5 what is not on file, tax that is left out and buying on account ask for theirs', () => {
  const sale = {
    ...sampleSale(sampleLine({ product: null }), sampleLine({ exemption: EXEMPTION })),
    tenders: [{ kind: 'on-account', amount: 1, customer: toId<CustomerId>('anna') } as const],
  }
  expect(rightsNeeded(sale)).toEqual(['exempt-tax', 'sell-unlisted', 'sell-on-account'])
})

test('O5 money put on an account is no item that is not on file', () => {
  expect(rightsNeeded(sampleSale(sampleLine({ product: null, account: toId<AccountId>('card') })))).toEqual(
    [],
  )
})

test('O5 an exemption that a customer on file brings along was allowed there', () => {
  const sale = {
    ...sampleSale(sampleLine()),
    exemption: EXEMPTION,
    customer: { id: toId<CustomerId>('school'), group: null },
  }
  expect(rightsNeeded(sale)).toEqual([])
})

test('D5 limits matter where a person took something off', () => {
  expect(isReducedByHand(sampleSale(sampleLine()))).toBe(false)
  expect(isReducedByHand(sampleSale(sampleLine({ unitPrice: 100, listPrice: 120 })))).toBe(true)
  expect(isReducedByHand(sampleSale(sampleLine({ unitPrice: 130, listPrice: 120 })))).toBe(false)
  const off = { kind: 'percent', millionths: 50_000 } as const
  expect(isReducedByHand(sampleSale(sampleLine({ discount: off })))).toBe(true)
  expect(isReducedByHand({ ...sampleSale(sampleLine()), discount: off })).toBe(true)
})

test('O5 what is refused for want of a right names the right to ask for', () => {
  expect(rightToAsk({ code: 'not-allowed', right: 'exempt-tax' })).toBe('exempt-tax')
  expect(rightToAsk({ code: 'discount-above-limit', most: 100 })).toBe('discount')
  expect(rightToAsk({ code: 'totals-differ' })).toBeNull()
})
