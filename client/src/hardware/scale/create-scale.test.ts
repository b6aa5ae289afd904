import { SCALE_MODELS, type ScaleReading } from '@evertill/crdt-model/devices'
import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ScaleSetup } from '../../local/devices.ts'
import { createScale } from './create-scale.ts'

const SETUP: ScaleSetup = {
  kind: 'serial',
  device: { vendorId: 1, productId: 2 },
  ...SCALE_MODELS['toledo-8217'],
}
const kg = (quantity: number): ScaleReading => ({ kind: 'weight', quantity, unit: 'kg' })

let dispose = () => {}
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  dispose()
  vi.useRealTimers()
})

/** A scale of which a test says what it says. */
async function open() {
  let tell: ((reading: ScaleReading) => void) | null = null
  let opened = 0
  const scale = createRoot(end => {
    dispose = end
    return createScale(
      () => SETUP,
      (_, onReading) => {
        opened++
        tell = onReading
        return async () => {
          tell = null
        }
      },
    )
  })
  await settle()
  return {
    scale,
    says: (reading: ScaleReading) => tell?.(reading),
    isHeld: () => tell !== null,
    timesOpened: () => opened,
  }
}

async function settle(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
}

describe('a scale of the till', () => {
  it('is asked while somebody looks, and let go of a while after', async () => {
    const { scale, says, isHeld, timesOpened } = await open()
    expect(isHeld()).toBe(false)
    const first = scale.watch()
    const second = scale.watch()
    await settle()
    says(kg(500))
    expect(scale.reading()).toEqual(kg(500))
    first()
    first()
    second()
    await settle(19_000)
    expect(isHeld()).toBe(true)
    scale.watch()()
    await settle(19_000)
    expect(isHeld()).toBe(true)
    await settle(1000)
    expect([isHeld(), timesOpened()]).toEqual([false, 1])
    expect(scale.reading()).toBeNull()
  })

  it('[Y4] wants to be seen empty after a load was taken, and looks for that when nobody else does', async () => {
    const { scale, says, isHeld } = await open()
    const stop = scale.watch()
    await settle()
    says(kg(500))
    scale.take()
    stop()
    await settle(60_000)
    expect([scale.mustClear(), isHeld()]).toEqual([true, true])
    says({ kind: 'motion' })
    expect(scale.mustClear()).toBe(true)
    says(kg(0))
    expect(scale.mustClear()).toBe(false)
    await settle(20_000)
    expect(isHeld()).toBe(false)
  })

  it('is not looked for without end when it was unplugged with its load', async () => {
    const { scale, says, isHeld } = await open()
    const stop = scale.watch()
    await settle()
    says(kg(500))
    scale.take()
    says({ kind: 'lost' })
    stop()
    await settle(20_000)
    expect([scale.mustClear(), isHeld()]).toEqual([true, false])
  })
})
