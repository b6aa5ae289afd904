import { roundProduct } from '../money/round.ts'

/** What a price is for: a piece, or so much of what is weighed or measured. SPEC I1. */
export const UNITS = ['piece', 'kg', 'g', 'lb', 'oz', 'l', 'm', 'ft', 'h'] as const
export type Unit = (typeof UNITS)[number]

/** A unit in which something is weighed or measured when it is sold. */
export type MeasuredUnit = Exclude<Unit, 'piece'>

/** Micrograms in one unit of weight: whole numbers, the pound and the ounce as they are defined. */
const MICROGRAMS = {
  kg: 1_000_000_000,
  g: 1_000_000,
  lb: 453_592_370,
  oz: 28_349_523.125,
} as const satisfies Partial<Record<Unit, number>>

/** An ounce is a sixteenth of a pound and no whole number of micrograms: sixteenths are. */
const PARTS = 16

export type WeightUnit = keyof typeof MICROGRAMS

/** Whether it is weighed: a scale and a weight on a label have something to say of it. */
export function isWeightUnit(unit: Unit): unit is WeightUnit {
  return unit in MICROGRAMS
}

/** A weight in thousandths of one unit as thousandths of another, half up. SPEC I2. */
export function convertWeight(quantity: number, from: WeightUnit, to: WeightUnit): number {
  return from === to
    ? quantity
    : roundProduct(quantity, MICROGRAMS[from] * PARTS, MICROGRAMS[to] * PARTS, 'half-up')
}
