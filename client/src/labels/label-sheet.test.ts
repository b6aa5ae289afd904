import { expect, test } from 'vitest'
import { intoPages, LABEL_SHEETS, labelsOnSheet, PAPERS, placeOnSheet } from './label-sheet.ts'

test.each(LABEL_SHEETS)('$id: all labels are on the page, side by side', sheet => {
  const page = PAPERS[sheet.paper]
  const places = Array.from({ length: labelsOnSheet(sheet) }, (_, index) => placeOnSheet(sheet, index))
  for (const { x, y } of places) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(y).toBeGreaterThanOrEqual(0)
    expect(x + sheet.label.width).toBeLessThanOrEqual(page.width + 1e-9)
    expect(y + sheet.label.height).toBeLessThanOrEqual(page.height + 1e-9)
  }
  expect(sheet.pitch).toBeGreaterThanOrEqual(sheet.label.width)
})

/** The margins that the maker tells: left and top of the first label, millimetres. */
test.each([
  ['a4-L7160', 7.2, 15.1],
  ['a4-L7651', 4.7, 10.7],
  ['a4-L7163', 4.6, 15.1],
  ['letter-5160', 4.8, 12.7],
  ['letter-5163', 4, 12.7],
  ['letter-5167', 7.6, 12.7],
])('%s begins where the sheet does', (id, left, top) => {
  const sheet = LABEL_SHEETS.find(each => each.id === id) ?? expect.unreachable()
  const { x, y } = placeOnSheet(sheet, 0)
  expect(Math.abs(x - left)).toBeLessThan(0.15)
  expect(Math.abs(y - top)).toBeLessThan(0.15)
})

test('B16 a sheet that is partly used up is used further', () => {
  const sheet = LABEL_SHEETS.find(({ id }) => id === 'letter-5163') ?? expect.unreachable()
  const pages = intoPages(['a', 'b', 'c', 'd'], sheet, 8)
  expect(pages).toEqual([
    [
      { item: 'a', place: 8 },
      { item: 'b', place: 9 },
    ],
    [
      { item: 'c', place: 0 },
      { item: 'd', place: 1 },
    ],
  ])
  expect(intoPages([], sheet, 3)).toEqual([])
})
