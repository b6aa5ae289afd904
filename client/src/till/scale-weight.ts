import { isWeightUnit, type MeasuredUnit } from '@evertill/crdt-model'
import { type ScaleOffer, scaleOffer } from '@evertill/crdt-model/devices'
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import { useTill } from './till-context.tsx'

/** The scale's part in a weight that is being asked for. */
export interface ScaleWeight {
  /** What it offers now; undefined without a scale, null before it said anything. */
  readonly offer: Accessor<ScaleOffer | null | undefined>
  /** Somebody types the weight, as there is no scale or because they want to. */
  readonly isTyped: Accessor<boolean>
  readonly setTyped: (isTyped: boolean) => void
  /** The weight that is offered goes into a line. */
  readonly take: () => void
}

/**
 * Has the till's scale asked for as long as the owner lives, where there is one and this is weighed.
 * @param isAgain the line has what lies on the scale already: it need not be emptied first. SPEC Y4
 */
export function createScaleWeight(unit: MeasuredUnit, isAgain: boolean): ScaleWeight {
  const till = useTill()
  const scale = createMemo(() => (isWeightUnit(unit) ? (till.devices.running()?.scale() ?? null) : null))
  const [isTyped, setTyped] = createSignal(false)
  createEffect(() => {
    const stop = scale()?.watch()
    if (stop) onCleanup(stop)
  })
  return {
    offer: createMemo(() => {
      const there = scale()
      if (there === null || !isWeightUnit(unit)) return undefined
      const reading = there.reading()
      return reading === null ? null : scaleOffer(reading, unit, !isAgain && there.mustClear())
    }),
    isTyped: () => isTyped() || scale() === null,
    setTyped,
    take: () => scale()?.take(),
  }
}
