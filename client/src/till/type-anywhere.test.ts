import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeTypeAnywhere } from './type-anywhere.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('typing anywhere', () => {
  it('begins a search with all that was typed, when nothing more came for a moment', () => {
    const begun: string[] = []
    const anywhere = makeTypeAnywhere(text => begun.push(text))
    anywhere.type('c')
    anywhere.type('o')
    expect(begun).toEqual([])
    vi.runAllTimers()
    expect(begun).toEqual(['co'])
  })

  it('waits while keys still come, also those that a scanner keeps for itself', () => {
    const begun: string[] = []
    const anywhere = makeTypeAnywhere(text => begun.push(text))
    anywhere.type('5')
    for (let key = 0; key < 12; key++) {
      vi.advanceTimersByTime(60)
      anywhere.stillTyping()
    }
    expect(begun).toEqual([])
    anywhere.forget()
    vi.runAllTimers()
    expect(begun).toEqual([])
  })

  it('hands over at once when Enter was pressed', () => {
    const begun: string[] = []
    const anywhere = makeTypeAnywhere(text => begun.push(text))
    expect(anywhere.flush()).toBe(false)
    anywhere.type('x')
    expect(anywhere.flush()).toBe(true)
    vi.runAllTimers()
    expect(begun).toEqual(['x'])
  })
})
