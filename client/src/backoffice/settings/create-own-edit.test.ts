import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOwnEdit } from './create-own-edit.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function inRoot<Result>(work: () => Result): Result {
  return createRoot(() => work())
}

describe('an edit of a whole value', () => {
  it('is what the next edit builds on until the store has it', () => {
    const [stored, setStored] = createSignal<readonly string[]>(['a'])
    const [shown, edit] = inRoot(() => createOwnEdit(stored))
    edit([...shown(), 'b'])
    edit([...shown(), 'c'])
    expect(shown()).toEqual(['a', 'b', 'c'])
    // The first of the two comes back, and hides nothing.
    setStored(['a', 'b'])
    expect(shown()).toEqual(['a', 'b', 'c'])
    setStored(['a', 'b', 'c'])
    setStored(['a', 'b', 'c', 'd'])
    expect(shown()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('gives way to the store when that comes to hold something else', () => {
    const [stored, setStored] = createSignal('one')
    const [shown, edit] = inRoot(() => createOwnEdit(stored))
    edit('mine')
    setStored('theirs')
    expect(shown()).toBe('mine')
    vi.advanceTimersByTime(5000)
    expect(shown()).toBe('theirs')
  })
})
