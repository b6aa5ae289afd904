import { describe, expect, it } from 'vitest'
import { RateWindow } from './rate-window.ts'
import { RecentTimes } from './recent-times.ts'

describe('a rate over the last minute', () => {
  it('counts what happened within it', () => {
    const rate = new RateWindow()
    rate.add(30, 1000)
    rate.add(90, 30_500)
    expect(rate.perSecond(31_000)).toBe(2)
    // The first second is a minute ago.
    expect(rate.perSecond(61_000)).toBe(1.5)
    expect(rate.perSecond(200_000)).toBe(0)
  })

  it('starts anew after a long rest', () => {
    const rate = new RateWindow()
    rate.add(60, 0)
    rate.add(120, 10_000_000)
    expect(rate.perSecond(10_000_500)).toBe(2)
  })
})

describe('the percentiles of recent times', () => {
  it('are those of the last ones', () => {
    const times = new RecentTimes(100)
    expect(times.percentiles([0.5])).toBeNull()
    for (let time = 0; time < 1000; time++) times.add(time)
    expect(times.percentiles([0, 0.5, 0.99])).toEqual([900, 950, 999])
  })
})
