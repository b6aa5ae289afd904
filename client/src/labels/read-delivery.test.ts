import { describe, expect, test } from 'vitest'
import { copiesFor, readDelivery } from './read-delivery.ts'

describe('a delivery note', () => {
  test.each([
    ['with headings', 'Item,Description,Qty received\n22423,"Cakestand, white",6\n47566,Bunting,12\n'],
    ['in Spanish, with semicolons', 'Código;Descripción;Cantidad\n22423;Soporte;6\n47566;Banderines;12\n'],
    ['pasted from a spreadsheet', '22423\t6\n47566\t12'],
    ['typed with semicolons', '22423;6\n47566;12\n'],
    ['typed', '22423, 6\n47566, 12\n\n'],
    ['with its columns the other way round', 'Quantity,SKU\n6,22423\n12,47566'],
  ])('%s', (_, text) => {
    const { lines, bad } = readDelivery(text)
    expect(bad).toEqual([])
    expect(lines.map(({ code, quantity }) => [code, quantity])).toEqual([
      ['22423', 6000],
      ['47566', 12_000],
    ])
  })

  test('of codes alone, one of each', () => {
    expect(readDelivery('22423\n47566').lines.map(({ quantity }) => quantity)).toEqual([1000, 1000])
  })

  test('names the lines that say nothing', () => {
    const { lines, bad } = readDelivery('code,quantity\n22423,six\n,4\n47566,1.5')
    expect(bad).toEqual([2, 3])
    expect(lines).toEqual([{ line: 4, code: '47566', quantity: 1500 }])
  })
})

test('B16 a label for each piece, and one for what is weighed or measured', () => {
  expect(copiesFor(6000, false)).toBe(6)
  expect(copiesFor(500, false)).toBe(1)
  expect(copiesFor(12_500, true)).toBe(1)
  expect(copiesFor(0, false)).toBe(0)
})
