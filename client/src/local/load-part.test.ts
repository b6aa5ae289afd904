import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LazyPart, loadPart } from './load-part.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A load that fails so often, and then gives what number it was. */
function failing(times: number): () => Promise<number> {
  let attempts = 0
  return async () => {
    attempts++
    if (attempts <= times) throw new Error(`attempt ${attempts}`)
    return attempts
  }
}

describe('a part of the app that is loaded later', () => {
  it('is loaded again after a pause when that fails', async () => {
    const loaded = loadPart(failing(3))
    await vi.runAllTimersAsync()
    expect(await loaded).toBe(4)
  })

  it('says why in the end', async () => {
    const loaded = expect(loadPart(failing(9))).rejects.toThrow('attempt 4')
    await vi.runAllTimersAsync()
    await loaded
  })

  it('is made once for all who want it, and not before', async () => {
    const load = vi.fn(async () => ({}))
    const part = new LazyPart(load)
    expect(part.wanted).toBeUndefined()
    const [one, other] = await Promise.all([part.get(), part.get()])
    expect(other).toBe(one)
    expect(await part.wanted).toBe(one)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('is tried anew by whoever wants it next', async () => {
    const part = new LazyPart(failing(4))
    const first = expect(part.get()).rejects.toThrow('attempt 4')
    await vi.runAllTimersAsync()
    await first
    expect(await part.get()).toBe(5)
  })
})
