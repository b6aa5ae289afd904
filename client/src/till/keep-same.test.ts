import { describe, expect, it } from 'vitest'
import { keepSame } from './keep-same.ts'

const row = (id: string, price: number) => ({ id, price })
const idOf = (item: { id: string }) => item.id

describe('a list that keeps what did not change', () => {
  it('is the same list when nothing changed', () => {
    const before = [row('a', 1), row('b', 2)]
    expect(keepSame(before, [row('a', 1), row('b', 2)], idOf)).toBe(before)
  })

  it('keeps the objects of unchanged items, in the new order, and takes changed and new ones', () => {
    const before = [row('a', 1), row('b', 2)]
    const after = keepSame(before, [row('b', 2), row('a', 9), row('c', 3)], idOf)
    expect(after).toEqual([row('b', 2), row('a', 9), row('c', 3)])
    expect(after[0]).toBe(before[1])
    expect(after[1]).not.toBe(before[0])
  })

  it('notices that an item went', () => {
    expect(keepSame([row('a', 1), row('b', 2)], [row('a', 1)], idOf)).toEqual([row('a', 1)])
  })
})
