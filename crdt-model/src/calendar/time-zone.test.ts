import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithin } from './moment.ts'
import { momentInStore, offsetInZone } from './time-zone.ts'

const at = (text: string) => Date.parse(text)

describe('the clock on the wall of a store', () => {
  it.each([
    ['2026-01-15T12:00:00Z', 'Europe/London', 0],
    ['2026-07-15T12:00:00Z', 'Europe/London', 60],
    // The last minute before the clocks go forward, and the first one after.
    ['2026-03-29T00:59:59Z', 'Europe/London', 0],
    ['2026-03-29T01:00:00Z', 'Europe/London', 60],
    ['2026-07-15T03:30:00Z', 'America/New_York', -240],
    ['2026-01-15T12:00:00Z', 'Asia/Kolkata', 330],
    ['2026-01-15T12:00:00Z', 'Pacific/Kiritimati', 840],
    ['2026-01-15T00:00:00Z', 'UTC', 0],
  ])('G2a at %s in %s is %i minutes ahead of UTC', (moment, zone, offset) => {
    expect(offsetInZone(at(moment), zone)).toBe(offset)
  })

  it('G2a happy hours are the store’s, on a device with any clock', () => {
    const happy = { hours: [{ from: 17 * 60, until: 19 * 60 }] }
    const now = at('2026-07-15T22:30:00Z')
    for (const device of [-720, 0, 60, 840]) {
      expect(momentInStore(now, 'America/New_York', device)).toEqual({
        day: '2026-07-15',
        minute: 18 * 60 + 30,
      })
      expect(isWithin(happy, momentInStore(now, 'America/New_York', device))).toBe(true)
      expect(isWithin(happy, momentInStore(now, 'Europe/London', device))).toBe(false)
    }
  })

  it('G2a goes by the device where the zone is not known', () => {
    expect(offsetInZone(0, 'Not/AZone')).toBeUndefined()
    for (const zone of ['Not/AZone', undefined]) {
      expect(momentInStore(at('2026-07-15T22:30:00Z'), zone, 90)).toEqual({ day: '2026-07-16', minute: 0 })
    }
  })

  it('G2a is never further from UTC than any zone was, at any moment of a till’s life', () => {
    const zones = fc.constantFrom('Europe/Madrid', 'America/Chicago', 'Australia/Lord_Howe', 'Asia/Kathmandu')
    fc.assert(
      fc.property(zones, fc.integer({ min: at('2020-01-01'), max: at('2060-01-01') }), (zone, moment) => {
        const offset = offsetInZone(moment, zone) ?? Number.NaN
        expect(Math.abs(offset)).toBeLessThanOrEqual(840)
        expect(Math.abs(offset % 15)).toBe(0)
      }),
    )
  })
})
