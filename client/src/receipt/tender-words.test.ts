import { type AccountId, NO_CURRENCY, parseCurrency, toId } from '@evertill/crdt-model'
import { beforeAll, expect, it, vi } from 'vitest'
import { POUNDS } from '../till/testing-products.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('document', { documentElement: {} })
vi.stubGlobal('navigator', { languages: ['en-GB'] })
const { startLanguage } = await import('../i18n/translate.ts')
const { tenderDetail, tenderWords } = await import('./tender-words.ts')

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
  expect(tenderDetail(tender, POUNDS)).toBe('€20.00 at 0.86')
  expect(tenderDetail({ kind: 'foreign-cash', amount: 1720 }, POUNDS)).toBe('')
  expect(tenderDetail({ kind: 'cash', amount: 1720 }, POUNDS)).toBe('')
})
