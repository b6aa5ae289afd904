import { convertWeight, type WeightUnit } from '../sale/unit.ts'
import type { ScaleReading } from './scale-reading.ts'

/** What of a scale's reading is there to take for a line, or why there is nothing. */
export type ScaleOffer =
  /** Thousandths of the unit that was asked for, with the packing. */
  | { readonly kind: 'ready'; readonly gross: number }
  | { readonly kind: 'empty' }
  /** What was weighed last is still on it. */
  | { readonly kind: 'not-cleared' }
  | Exclude<ScaleReading, { readonly kind: 'weight' }>

/** What a reading offers for a line. @param mustClear the load on it was taken for another line already. SPEC Y4 */
export function scaleOffer(reading: ScaleReading, unit: WeightUnit, mustClear: boolean): ScaleOffer {
  if (reading.kind !== 'weight') return reading
  if (reading.quantity === 0) return { kind: 'empty' }
  if (mustClear) return { kind: 'not-cleared' }
  const gross = convertWeight(reading.quantity, reading.unit, unit)
  return gross === 0 ? { kind: 'empty' } : { kind: 'ready', gross }
}

/** Whether a scale that says so has nothing on it, so that what comes next is something else. SPEC Y4. */
export function isCleared(reading: ScaleReading): boolean {
  return reading.kind === 'below-zero' || (reading.kind === 'weight' && reading.quantity === 0)
}
