import { describe, expect, it } from 'vitest'
import { firstFilter, rangeOf, salesQueryOf, startOf, totalsQueryOf } from './sales-filter.ts'

/** 20 November 2026, half past midnight in Berlin. */
const NOW = Date.UTC(2026, 10, 19, 23, 30)
const BERLIN = 60

describe('the filter of sales', () => {
  it('begins with the last seven days of the place where it is looked at', () => {
    expect(firstFilter(NOW, BERLIN).from).toBe('2026-11-14')
    expect(firstFilter(NOW, 0).from).toBe('2026-11-13')
  })

  it('knows its ranges again', () => {
    for (const range of ['today', 'week', 'month', 'all'] as const) {
      const filter = { ...firstFilter(NOW, BERLIN), from: startOf(range, NOW, BERLIN) }
      expect(rangeOf(filter, NOW, BERLIN)).toBe(range)
    }
    const filter = firstFilter(NOW, BERLIN)
    expect(rangeOf({ ...filter, to: '2026-11-20' }, NOW, BERLIN)).toBeUndefined()
    expect(rangeOf({ ...filter, from: '2026-01-01' }, NOW, BERLIN)).toBeUndefined()
  })

  it('looks for a receipt on any day', () => {
    const filter = { ...firstFilter(NOW, BERLIN), store: 's', receipt: ' G1-0001 ' }
    expect(salesQueryOf(filter)).toEqual({ store: 's', till: '', cashier: '', receipt: 'G1-0001' })
    expect(salesQueryOf({ ...filter, receipt: '  ' })).toMatchObject({ from: '2026-11-14', to: '' })
    expect(totalsQueryOf(filter)).toEqual({ store: 's', from: '2026-11-14', to: '' })
  })
})
