import { type CurrencyCode, parseCurrency } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import {
  currencySymbol,
  formatAmount,
  formatBytes,
  formatDate,
  formatMoney,
  formatQuantity,
  formatRate,
  formatRelativeTime,
  formatSpan,
} from './format.ts'

function currency(code: string): CurrencyCode {
  const parsed = parseCurrency(code)
  if (parsed === undefined) throw new Error(`not a currency: ${code}`)
  return parsed
}

/** `Intl` writes no-break spaces, of several kinds. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('money', () => {
  it('is written from whole minor units in the currency and the language', () => {
    expect(formatMoney(123_456, currency('GBP'), 'en-GB')).toBe('£1,234.56')
    expect(plain(formatMoney(123_456, currency('EUR'), 'es-ES'))).toBe('1234,56 €')
    expect(formatMoney(5, currency('USD'), 'en-US')).toBe('$0.05')
    expect(formatMoney(-5, currency('USD'), 'en-US')).toBe('-$0.05')
  })

  it('has the decimals of its currency', () => {
    expect(formatMoney(500, currency('JPY'), 'en-US')).toBe('¥500')
    expect(plain(formatMoney(1_234, currency('KWD'), 'en-US'))).toContain('1.234')
  })

  it('keeps every digit of the largest amounts', () => {
    expect(formatMoney(99_999_999_999, currency('GBP'), 'en-GB')).toBe('£999,999,999.99')
  })

  it('is edited without sign and grouping', () => {
    expect(formatAmount(123_456, currency('GBP'), 'en-GB')).toBe('1234.56')
    expect(formatAmount(123_456, currency('EUR'), 'es-ES')).toBe('1234,56')
    expect(currencySymbol(currency('GBP'), 'es-ES')).toBe('£')
  })
})

describe('quantities, rates and sizes', () => {
  it('write thousandths without needless zeros', () => {
    expect(formatQuantity(1_000, 'en')).toBe('1')
    expect(formatQuantity(1_250, 'en')).toBe('1.25')
    expect(formatQuantity(5, 'es')).toBe('0,005')
  })

  it('write millionths as percent', () => {
    expect(formatRate(200_000, 'en')).toBe('20%')
    expect(formatRate(88_750, 'en')).toBe('8.875%')
  })

  it('write bytes in the largest unit that leaves one', () => {
    expect(formatBytes(1_400_000, 'en')).toBe('1.4 MB')
    expect(formatBytes(0, 'en')).toBe('0 byte')
  })
})

describe('times', () => {
  const now = Date.UTC(2026, 10, 20, 12)

  it('are relative up to a week, then a date', () => {
    expect(formatRelativeTime(now - 59_000, now, 'en')).toBe('now')
    expect(formatRelativeTime(now - 60_000, now, 'en')).toBe('1 min. ago')
    expect(formatRelativeTime(now - 3 * 60_000, now, 'es')).toBe('hace 3 min')
    expect(formatRelativeTime(now - 26 * 3_600_000, now, 'en')).toBe('yesterday')
    expect(formatRelativeTime(now - 8 * 86_400_000, now, 'en')).toMatch(/Nov 12, 2026/)
  })

  it('are told as spans in their largest whole unit, whichever way they go', () => {
    expect(formatSpan(-180_000, 'en')).toBe('3 minutes')
    expect(formatSpan(61_000, 'es')).toBe('1 minuto')
    expect(formatSpan(7_200_000, 'en')).toBe('2 hours')
    expect(formatSpan(-3 * 86_400_000, 'es')).toBe('3 días')
  })

  it('are told in the zone of the store, and in the own one when the zone is unknown', () => {
    expect(plain(formatDate(now, 'date-time', 'America/Chicago', 'en-US'))).toBe('Nov 20, 2026, 6:00 AM')
    expect(formatDate(now, 'date', 'Mars/Olympus', 'en-US')).toMatch(/2026/)
  })
})
