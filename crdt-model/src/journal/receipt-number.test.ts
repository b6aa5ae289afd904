import { describe, expect, it } from 'vitest'
import { receiptNumber } from './receipt-number.ts'

describe('receipt number', () => {
  it('J7 has the till, the epoch when it is not the first, and six digits or more', () => {
    expect(receiptNumber('G1', 1, 123)).toBe('G1-000123')
    expect(receiptNumber('G1', 2, 1)).toBe('G1.2-000001')
    expect(receiptNumber('G1', 1, 1_234_567)).toBe('G1-1234567')
  })
})
