import { type ProductId, parseId } from '@evertill/crdt-model'
import { expect, test } from 'vitest'
import { addLabels, countLabels, MOST_COPIES, setCopies } from './label-list.ts'

const id = (text: string) => parseId<ProductId>(text) ?? expect.unreachable()
const [A, B] = [id('AAAAAAAAAA'), id('BBBBBBBBBB')]

test('more labels of a product are added to those on the list', () => {
  const list = addLabels(
    [{ product: A, copies: 2 }],
    [
      { product: B, copies: 1 },
      { product: A, copies: 3 },
    ],
  )
  expect(list).toEqual([
    { product: A, copies: 5 },
    { product: B, copies: 1 },
  ])
  expect(countLabels(list)).toBe(6)
})

test('none takes it off, and nobody asks for more than a roll', () => {
  const list = [{ product: A, copies: 2 }]
  expect(setCopies(list, A, 0)).toEqual([])
  expect(setCopies(list, A, 100_000)).toEqual([{ product: A, copies: MOST_COPIES }])
  expect(setCopies(list, B, 3)).toEqual(list)
})
