import { describe, expect, it } from 'vitest'
import { moveCursor, nextCell } from './grid-cursor.ts'

const size = { rows: 100, columns: 5, page: 10 }
const from = { row: 50, column: 2 }
const press = (key: string, far = false) => moveCursor(from, { key, ctrlKey: far, metaKey: false }, size)

describe('moving in the grid', () => {
  it.each([
    ['ArrowUp', false, 49, 2],
    ['ArrowDown', false, 51, 2],
    ['ArrowLeft', false, 50, 1],
    ['ArrowRight', false, 50, 3],
    ['ArrowUp', true, 0, 2],
    ['ArrowDown', true, 99, 2],
    ['PageUp', false, 40, 2],
    ['PageDown', false, 60, 2],
    ['Home', false, 50, 0],
    ['End', false, 50, 4],
    ['Home', true, 0, 0],
    ['End', true, 99, 4],
  ])('%s (with control: %s) leads to %i, %i', (key, far, row, column) => {
    expect(press(key, far)).toEqual({ row, column })
  })

  it('never leaves the grid', () => {
    const corner = { row: 99, column: 4 }
    for (const key of ['ArrowDown', 'ArrowRight', 'PageDown']) {
      expect(moveCursor(corner, { key, ctrlKey: false, metaKey: false }, size)).toEqual(corner)
    }
  })

  it('leaves other keys alone', () => {
    expect(press('a')).toBeUndefined()
    expect(press('Tab')).toBeUndefined()
  })

  it('goes on in the next row, and stays at the ends', () => {
    expect(nextCell({ row: 1, column: 4 }, false, size)).toEqual({ row: 2, column: 0 })
    expect(nextCell({ row: 1, column: 0 }, true, size)).toEqual({ row: 0, column: 4 })
    expect(nextCell({ row: 99, column: 4 }, false, size)).toEqual({ row: 99, column: 4 })
    expect(nextCell({ row: 0, column: 0 }, true, size)).toEqual({ row: 0, column: 0 })
  })
})
