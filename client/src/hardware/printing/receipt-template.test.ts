import { RECEIPT_PARTS } from '@evertill/crdt-model'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { POUNDS } from '../../till/testing-products.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('document', { documentElement: {} })
vi.stubGlobal('navigator', { languages: ['en-GB'] })
const { startLanguage } = await import('../../i18n/translate.ts')
const { sampleReceipt } = await import('../../receipt/sample-receipt.ts')
const { receiptBlocks, templateOf } = await import('./receipt-template.ts')

beforeAll(() => startLanguage('till', 'hardware'))

const STORE = { name: 'Lantern', address: [], footer: '' }

/** What the codes on the paper say. */
function codes(parts: Parameters<typeof templateOf>[0], more: { readonly training?: true } = {}): string[] {
  const receipt = { ...sampleReceipt('sale', STORE, POUNDS), ...more }
  const blocks = receiptBlocks(templateOf(parts), { receipt, copy: false, timeZone: 'UTC' })
  return blocks.flatMap(block => (block.kind === 'qr' ? [block.data] : []))
}

describe('the code of a receipt’s link on paper', () => {
  it('C11 is there where a store wants it, behind the one for returns, and on no usual receipt', () => {
    expect(codes({})).toEqual(['K1-000123'])
    const link = expect.stringMatching(/^https:\/\/shop.example\/r#[0-9a-f]{32}$/)
    expect(codes({ receiptParts: RECEIPT_PARTS })).toEqual(['K1-000123', link])
  })

  it('C11 is on no slip of training', () => {
    expect(codes({ receiptParts: RECEIPT_PARTS }, { training: true })).toEqual([])
  })
})

it('E10 what a card’s slip says stands below its tender', () => {
  const receipt = sampleReceipt('sale', STORE, POUNDS)
  const blocks = receiptBlocks(templateOf({}), { receipt, copy: false, timeZone: 'UTC' })
  const at = blocks.findIndex(block => block.kind === 'text' && block.text.startsWith('Visa Debit'))
  expect(blocks[at - 1]).toMatchObject({ kind: 'row', left: 'Card …4711', right: '£10.00' })
  expect(blocks.slice(at, at + 4)).toMatchObject([
    { kind: 'text', text: 'Visa Debit ···· 1234', indent: 2 },
    { kind: 'text', text: 'AID A0000000031010', indent: 2 },
    { kind: 'text', text: 'Approval 123456', indent: 2 },
    { kind: 'row', left: 'Cash' },
  ])
})
