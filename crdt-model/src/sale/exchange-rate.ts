import { minorUnits } from '../money/currency.ts'
import type { CurrencyCode } from '../money/money.ts'
import { type RoundingRule, roundProduct } from '../money/round.ts'

/** What foreign money is worth: so many of its minor units are so many of the sale's. Both above 0. SPEC E3. */
export interface ExchangeRate {
  readonly foreign: number
  readonly own: number
}

/** A rate by which a till takes foreign cash. SPEC E8. */
export interface ForeignRate extends ExchangeRate {
  /** Minor units of the foreign currency: only multiples of it are taken. 1 or absent for any amount. */
  readonly step?: number
}

/** What foreign cash is worth in the sale's minor units. SPEC E3. */
export function worthOf(handed: number, rate: ExchangeRate, rule: RoundingRule = 'half-up'): number {
  return roundProduct(handed, rate.own, rate.foreign, rule)
}

/** The least foreign cash, in its minor units, that a till takes and that is worth what is due. SPEC E8. */
export function handedFor(due: number, rate: ForeignRate): number {
  if (due <= 0) return 0
  const step = rate.step ?? 1
  // The estimate is a float's: the whole steps around it decide.
  let handed = Math.max(step, Math.ceil((due / rate.own) * (rate.foreign / step)) * step)
  while (worthOf(handed, rate) < due) handed += step
  while (handed > step && worthOf(handed - step, rate) >= due) handed -= step
  return handed
}

/** Digits before and behind the point of a rate that a person writes. */
const RATE = /^(\d{1,7})(?:[.,](\d{1,6}))?$/
const RATE_DECIMALS = 6

/**
 * The rate that a person writes as what one of the foreign currency is worth, `0.86`; undefined when it is none. What
 * the two currencies have of decimals is in the ratio.
 */
export function parseRate(text: string, foreign: CurrencyCode, own: CurrencyCode): ExchangeRate | undefined {
  const match = RATE.exec(text.trim())
  if (match === null) return undefined
  const millionths = Number(`${match[1]}${(match[2] ?? '').padEnd(RATE_DECIMALS, '0')}`)
  if (millionths === 0) return undefined
  const ratio = {
    foreign: 10 ** (RATE_DECIMALS + minorUnits(foreign)),
    own: millionths * 10 ** minorUnits(own),
  }
  const divisor = commonDivisor(ratio.foreign, ratio.own)
  return { foreign: ratio.foreign / divisor, own: ratio.own / divisor }
}

/** What one of the foreign currency is worth, in millionths of one of the sale's: what `parseRate` reads. */
export function rateMillionths(rate: ExchangeRate, foreign: CurrencyCode, own: CurrencyCode): number {
  return roundProduct(
    rate.own * 10 ** minorUnits(foreign),
    10 ** RATE_DECIMALS,
    rate.foreign * 10 ** minorUnits(own),
    'half-up',
  )
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
