import { describe, expect, test } from 'vitest'
import type { Times } from '../calendar/moment.ts'
import { type BusinessDay, toId } from '../ids.ts'
import { offerState } from './offer-state.ts'

const day = (text: string) => toId<BusinessDay>(text)
/** A Friday. */
const NOON = { day: day('2026-11-20'), minute: 720 }

const stateOf = (conditions: Times | null, minute = 720) =>
  offerState({ archived: false, conditions, benefit: {} }, { ...NOON, minute })

describe('G11 where an offer stands', () => {
  test('by its days', () => {
    expect(stateOf({})).toBe('on')
    expect(stateOf({ from: day('2026-11-20'), until: day('2026-11-20') })).toBe('on')
    expect(stateOf({ from: day('2026-11-21') })).toBe('scheduled')
    expect(stateOf({ until: day('2026-11-19') })).toBe('ended')
  })

  test('by the days of the week and hours within its days', () => {
    expect(stateOf({ weekdays: [5] })).toBe('on')
    expect(stateOf({ weekdays: [6, 7] })).toBe('resting')
    expect(stateOf({ hours: [{ from: 1020, until: 1140 }] })).toBe('resting')
    expect(stateOf({ hours: [{ from: 1020, until: 1140 }] }, 1020)).toBe('on')
  })

  test('a last night that passes midnight goes on', () => {
    const night = { until: day('2026-11-19'), hours: [{ from: 1320, until: 120 }] }
    expect(stateOf(night, 60)).toBe('on')
    expect(stateOf(night, 120)).toBe('ended')
  })

  test('what is not whole or archived is not on', () => {
    expect(stateOf(null)).toBe('not-whole')
    expect(offerState({ archived: false, conditions: {}, benefit: null }, NOON)).toBe('not-whole')
    expect(offerState({ archived: false, conditions: {} }, NOON)).toBe('on')
    expect(offerState({ archived: true, conditions: null, benefit: null }, NOON)).toBe('archived')
  })
})
