import { describe, expect, it } from 'vitest'
import { parseReceiptNumber, receiptNumber } from './receipt-number.ts'

describe('receipt number', () => {
  it('J7 has the till, the epoch when it is not the first, and six digits or more', () => {
    expect(receiptNumber('G1', 1, 123)).toBe('G1-000123')
    expect(receiptNumber('G1', 2, 1)).toBe('G1.2-000001')
    expect(receiptNumber('G1', 1, 1_234_567)).toBe('G1-1234567')
  })

  it('J7 is read in any case, and in the one form it is written in', () => {
    expect(parseReceiptNumber(' g1-000123 ')).toEqual({ tillCode: 'G1', epoch: 1, number: 123 })
    expect(parseReceiptNumber('G1.2-1234567')).toEqual({ tillCode: 'G1', epoch: 2, number: 1_234_567 })
    expect(parseReceiptNumber('SHOP-2-000001')).toEqual({ tillCode: 'SHOP-2', epoch: 1, number: 1 })
    for (const text of ['G1-123', 'G1.1-000123', 'G1-0000123', 'G1-000000', '000123', '5012345678900', '']) {
      expect(parseReceiptNumber(text), text).toBeUndefined()
    }
  })
})
