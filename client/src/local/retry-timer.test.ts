import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RetryTimer } from './retry-timer.ts'

describe('a retry timer', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function make(): { timer: RetryTimer; starts: () => number } {
    const work = vi.fn()
    const timer = new RetryTimer({ firstPause: 100, longestPause: 400, work })
    return { timer, starts: () => work.mock.calls.length }
  }

  it('waits longer each time, and no longer than the longest', () => {
    const { timer, starts } = make()
    for (const [index, pause] of [100, 200, 400, 400].entries()) {
      timer.later()
      vi.advanceTimersByTime(pause - 1)
      expect(starts()).toBe(index)
      vi.advanceTimersByTime(1)
      expect(starts()).toBe(index + 1)
    }
  })

  it('begins anew when something came, instead of what was waited for', () => {
    const { timer, starts } = make()
    timer.later()
    timer.later()
    timer.soon(10)
    vi.advanceTimersByTime(10)
    expect(starts()).toBe(1)
    timer.later()
    vi.advanceTimersByTime(100)
    expect(starts()).toBe(2)
    vi.advanceTimersByTime(1000)
    expect(starts()).toBe(2)
  })

  it('starts nothing once it is stopped', () => {
    const { timer, starts } = make()
    timer.later()
    timer.stop()
    timer.soon(0)
    vi.advanceTimersByTime(1000)
    expect(starts()).toBe(0)
    expect(timer.isStopped).toBe(true)
  })
})
