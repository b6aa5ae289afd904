import type { WeightUnit } from '../sale/unit.ts'
import type { ScaleReading } from './scale-reading.ts'

const DECIMALS = 3

/**
 * A number as a scale writes it (`1.234`, `-0,5`) as a reading, half up to the thousandth; null for what is none, or
 * beyond any scale. A sign in front of nothing is still below zero: some say so. SPEC Y1.
 */
export function readWeight(written: string, unit: WeightUnit): ScaleReading | null {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d{1,9})(?:[.,](\d{0,9}))?$/.exec(written) ?? []
  if (whole === undefined) return null
  if (sign === '-') return { kind: 'below-zero' }
  const digits = fraction.padEnd(DECIMALS + 1, '0')
  const up = digits.charAt(DECIMALS) >= '5' ? 1 : 0
  return { kind: 'weight', quantity: Number(whole + digits.slice(0, DECIMALS)) + up, unit }
}
