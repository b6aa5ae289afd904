import { type AccountId, type CardSlip, NO_CURRENCY, parseCurrency, toId } from '@evertill/crdt-model'
import { beforeAll, expect, it, vi } from 'vitest'
import { POUNDS } from '../till/testing-products.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('document', { documentElement: {} })
vi.stubGlobal('navigator', { languages: ['en-GB'] })
const { startLanguage } = await import('../i18n/translate.ts')
const { tenderDetails, tenderWords } = await import('./tender-words.ts')

const EUR = parseCurrency('EUR') ?? NO_CURRENCY

beforeAll(() => startLanguage('till'))

it('show no more of a number than its last four signs', () => {
  expect(tenderWords({ kind: 'card', amount: 100, reference: 'A-004712' })).toBe('Card …4712')
  expect(tenderWords({ kind: 'voucher', amount: 100, reference: '77' })).toBe('Voucher 77')
  expect(tenderWords({ kind: 'gift-card', amount: 100, account: toId<AccountId>('GC12345678') })).toBe(
    'Gift card …5678',
  )
  expect(tenderWords({ kind: 'cash', amount: 100 })).toBe('Cash')
  // As the server tells of it.
  expect(tenderWords({ kind: 'card', amount: 100 })).toBe('Card')
})

it('say what was handed over in another currency, and by which rate', () => {
  const tender = {
    kind: 'foreign-cash',
    amount: 1720,
    currency: EUR,
    handed: 2000,
    rate: { foreign: 50, own: 43 },
  } as const
  expect(tenderDetails(tender, POUNDS)).toEqual(['€20.00 at 0.86'])
  expect(tenderDetails({ kind: 'foreign-cash', amount: 1720 }, POUNDS)).toEqual([])
  expect(tenderDetails({ kind: 'cash', amount: 1720 }, POUNDS)).toEqual([])
})

it('E10 say what a card’s slip does, and of its number no more than the last four', () => {
  const lines = (slip: CardSlip) => tenderDetails({ kind: 'card', amount: 1, reference: '1', slip }, POUNDS)
  const slip = { scheme: 'Visa Debit', lastFour: '1234', aid: 'A0000000031010', approval: '123456' }
  expect(lines(slip)).toEqual(['Visa Debit ···· 1234', 'AID A0000000031010', 'Approval 123456'])
  expect(lines({ lastFour: '1234' })).toEqual(['···· 1234'])
  expect(lines({ scheme: 'Visa Debit' })).toEqual(['Visa Debit'])
  expect(lines({ approval: 'A1' })).toEqual(['Approval A1'])
  // As the server tells of it.
  expect(tenderDetails({ kind: 'card', amount: 1, slip }, POUNDS)).toHaveLength(3)
})
