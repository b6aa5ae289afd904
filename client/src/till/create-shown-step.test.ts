import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createShownStep } from './create-shown-step.ts'
import type { SaleStep } from './sale-store.ts'

/** Of a sale only its step matters here. */
const SALE = {} as Extract<SaleStep, { kind: 'paying' }>['sale']
const RECEIPT = {} as Extract<SaleStep, { kind: 'done' }>['receipt']
const SELLING: SaleStep = { kind: 'selling' }
const paying = (saving: boolean): SaleStep => ({ kind: 'paying', sale: SALE, saving, problem: null })
const DONE = { kind: 'done', receipt: RECEIPT } as SaleStep

let end = () => {}
afterEach(() => {
  end()
  vi.useRealTimers()
})
beforeEach(() => void vi.useFakeTimers())

function show(first: SaleStep) {
  return createRoot(dispose => {
    end = dispose
    const [step, setStep] = createSignal<SaleStep>(first)
    return { setStep, shown: createShownStep(step) }
  })
}

describe('the step on screen', () => {
  it('goes from the sale to its receipt when it is paid by one key', () => {
    const { setStep, shown } = show(SELLING)
    setStep(paying(true))
    expect(shown()).toEqual(SELLING)
    setStep(DONE)
    expect(shown()).toBe(DONE)
  })

  it('shows the payment when storing takes long, and when it fails', () => {
    const { setStep, shown } = show(SELLING)
    setStep(paying(true))
    vi.advanceTimersByTime(200)
    expect(shown().kind).toBe('paying')
    setStep(SELLING)
    setStep(paying(true))
    expect(shown().kind).toBe('selling')
    setStep(paying(false))
    expect(shown().kind).toBe('paying')
    // Tried again from there, it stays.
    setStep(paying(true))
    expect(shown().kind).toBe('paying')
  })

  it('shows a payment that is taken there', () => {
    const { setStep, shown } = show(SELLING)
    setStep(paying(false))
    expect(shown().kind).toBe('paying')
    setStep(paying(true))
    expect(shown().kind).toBe('paying')
  })
})
