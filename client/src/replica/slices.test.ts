import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTask, SLICE, Slices, standBack } from './slices.ts'

describe('background work in slices', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  /** A pause after a used up slice, and whether it is over. */
  async function pausedSlice(kind: 'awaited' | 'unhurried'): Promise<{ isOver: () => boolean }> {
    const slices = new Slices(kind)
    vi.advanceTimersByTime(SLICE)
    let over = false
    void slices.pause().then(() => {
      over = true
    })
    await settle()
    return { isOver: () => over }
  }

  async function settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) await nextTask()
  }

  async function pass(milliseconds: number): Promise<void> {
    vi.advanceTimersByTime(milliseconds)
    await settle()
  }

  it('goes on at once where nobody is at work', async () => {
    await pass(1000)
    expect((await pausedSlice('unhurried')).isOver()).toBe(true)
  })

  it('stands back after a key until there was none for a while', async () => {
    standBack()
    const slice = await pausedSlice('unhurried')
    await pass(60)
    standBack()
    await pass(60)
    expect(slice.isOver()).toBe(false)
    await pass(21)
    expect(slice.isOver()).toBe(true)
  })

  it('gets a slice now and then from who never stops', async () => {
    standBack()
    const slice = await pausedSlice('unhurried')
    for (let passed = 0; passed < 240; passed += 30) {
      await pass(30)
      standBack()
    }
    expect(slice.isOver()).toBe(false)
    await pass(30)
    expect(slice.isOver()).toBe(true)
  })

  it('does not stand back where somebody waits for the work itself', async () => {
    standBack()
    expect((await pausedSlice('awaited')).isOver()).toBe(true)
  })
})
