import { describe, expect, it } from 'vitest'
import { bornOnOrBefore, dateIn } from './age-check.ts'

describe('the date to compare an ID with', () => {
  it('is today, so many years ago', () => {
    expect(bornOnOrBefore('2026-11-20', 18)).toBe('2008-11-20')
    expect(bornOnOrBefore('2026-01-01', 21)).toBe('2005-01-01')
  })

  it('on 29 February is the day before where that day does not exist', () => {
    expect(bornOnOrBefore('2028-02-29', 18)).toBe('2010-02-28')
    expect(bornOnOrBefore('2028-02-29', 20)).toBe('2008-02-29')
  })

  it('follows the day of the store, not of the browser', () => {
    const lateInLondon = Date.UTC(2026, 10, 20, 23, 30)
    expect(dateIn('Europe/London', lateInLondon)).toBe('2026-11-20')
    expect(dateIn('Asia/Tokyo', lateInLondon)).toBe('2026-11-21')
    expect(dateIn('Nowhere/Land', lateInLondon)).toMatch(/^2026-11-2[01]$/)
  })
})
