import { RECEIPT_PARTS } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { sampleReceipt } from '../../receipt/sample-receipt.ts'
import { POUNDS } from '../../till/testing-products.ts'
import { receiptBlocks, templateOf } from './receipt-template.ts'

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
