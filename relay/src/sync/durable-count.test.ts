import { describe, expect, it } from 'vitest'
import { DurableCount } from './durable-count.ts'

describe('the durable count', () => {
  it('grows with commits, and says nothing when it has not grown', () => {
    const count = new DurableCount()
    const [first, second] = [count.receive(), count.receive()]
    first.needs = 1
    second.needs = 2
    expect(count.advance(0)).toBeUndefined()
    expect(count.advance(1)).toBe(1)
    expect(count.advance(1)).toBeUndefined()
    expect(count.advance(5)).toBe(2)
  })

  it('never counts a message before an earlier one', () => {
    const count = new DurableCount()
    const [first, second] = [count.receive(), count.receive()]
    second.needs = 0
    expect(count.advance(0)).toBeUndefined()
    first.needs = 3
    expect(count.advance(2)).toBeUndefined()
    expect(count.advance(3)).toBe(2)
  })
})
