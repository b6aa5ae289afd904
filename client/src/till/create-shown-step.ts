import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { SaleStep } from './sale-store.ts'

/** A sale is stored long before this, milliseconds; who waits longer wants to see that their payment was taken. */
const PATIENCE_MS = 150

const SELLING: SaleStep = { kind: 'selling' }

interface Flow {
  readonly kind: SaleStep['kind']
  /** Paid by one key out of the sale, and being stored. */
  readonly isSwift: boolean
}

/**
 * The step of the sale that is on screen. Paid by one key the sale stays there until it is stored, and its receipt comes
 * right behind it: a payment's screen that nobody could read would only hold that up. It is shown when storing takes long,
 * and when it fails.
 */
export function createShownStep(step: Accessor<SaleStep>): Accessor<SaleStep> {
  const [isLate, setLate] = createSignal(false)
  const flow = createMemo<Flow>(
    before => {
      const now = step()
      const isSaving = now.kind === 'paying' && now.saving
      return { kind: now.kind, isSwift: isSaving && (before.isSwift || before.kind === 'selling') }
    },
    { kind: 'selling', isSwift: false },
  )
  const isSwift = createMemo(() => flow().isSwift)
  createEffect(
    on(isSwift, swift => {
      setLate(false)
      if (!swift) return
      const timer = setTimeout(() => setLate(true), PATIENCE_MS)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  return createMemo(() => (isSwift() && !isLate() ? SELLING : step()))
}
