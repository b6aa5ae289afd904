import * as v from 'valibot'
import { isWeightUnit, UNITS, type WeightUnit } from '../sale/unit.ts'

/** A unit that scales weigh in. */
export const weightUnit = v.custom<WeightUnit>(value =>
  UNITS.some(unit => unit === value && isWeightUnit(unit)),
)

/**
 * What a scale says now, on the wire between till and bridge too. Only `weight` is one that a line may take: the rest
 * are reasons to wait. SPEC Y1.
 */
export const scaleReading = v.variant('kind', [
  /** At rest, nothing taken off. Thousandths of the unit. */
  v.object({
    kind: v.literal('weight'),
    quantity: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    unit: weightUnit,
  }),
  v.object({ kind: v.literal('motion') }),
  v.object({ kind: v.literal('overload') }),
  v.object({ kind: v.literal('below-zero') }),
  /** Switched on with something on it: it does not know where zero is. */
  v.object({ kind: v.literal('not-zeroed') }),
  /** It took a tare off by itself, and does not say how much. */
  v.object({ kind: v.literal('own-tare') }),
  /** It said something that its protocol does not know: what a person who sets it up may make sense of. */
  v.object({ kind: v.literal('unreadable'), text: v.pipe(v.string(), v.maxLength(64)) }),
  /** It is connected, as far as one can tell, and says nothing. */
  v.object({ kind: v.literal('silent') }),
  /** Not plugged in, switched off, or in use by somebody else. */
  v.object({ kind: v.literal('lost') }),
])
export type ScaleReading = v.InferOutput<typeof scaleReading>

/** A scale of the print bridge, as tills see it. */
export const bridgeScales = v.array(v.object({ id: v.string(), name: v.string() }))
export type BridgeScale = v.InferOutput<typeof bridgeScales>[number]

export const scaleAnswer = v.object({ reading: scaleReading })
export type ScaleAnswer = v.InferOutput<typeof scaleAnswer>
