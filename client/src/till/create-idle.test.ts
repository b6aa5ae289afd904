import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createIdle } from './create-idle.ts'

const MINUTE = 60_000

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function start(minutes: number) {
  const onIdle = vi.fn()
  return createRoot(end => ({ left: createIdle({ minutes: () => minutes, onIdle }), onIdle, end }))
}

describe('O8 a till that nobody touches', () => {
  it('says so for ten seconds, then signs out, once', async () => {
    const { left, onIdle, end } = start(2)
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 11_000)
    expect(left()).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    expect(left()).toBe(9)
    expect(onIdle).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(5 * MINUTE)
    expect(onIdle).toHaveBeenCalledTimes(1)
    expect(left()).toBeNull()
    end()
  })

  it.each(['pointerdown', 'keydown', 'wheel'])('begins anew at a %s', async type => {
    const { left, onIdle, end } = start(1)
    await vi.advanceTimersByTimeAsync(MINUTE - 5000)
    expect(left()).toBe(5)
    window.dispatchEvent(new Event(type))
    expect(left()).toBeNull()
    await vi.advanceTimersByTimeAsync(MINUTE - 15_000)
    expect(onIdle).not.toHaveBeenCalled()
    end()
  })

  it('never does where the store says 0, nor when it is gone', async () => {
    const never = start(0)
    const gone = start(1)
    gone.end()
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(never.onIdle).not.toHaveBeenCalled()
    expect(gone.onIdle).not.toHaveBeenCalled()
    never.end()
  })
})
