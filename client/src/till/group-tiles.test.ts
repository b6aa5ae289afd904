import { expect, it } from 'vitest'
import { byVariant } from '../local/product-family.ts'
import { groupTiles } from './group-tiles.ts'
import { productRow } from './testing-products.ts'

const shirt = (variant: string, price: number | null) =>
  productRow(`shirt-${variant}`, { family: 'Shirt', familyKey: 'shirt', variant, price })

it('puts a family on one tile where its first variant stands, with the cheapest to show a price of', () => {
  const tiles = groupTiles([
    productRow('a'),
    shirt('M', 900),
    productRow('b'),
    shirt('S', 700),
    shirt('L', null),
  ])
  expect(tiles.map(({ product, family }) => [product.id, family])).toEqual([
    ['a', undefined],
    ['shirt-S', 'Shirt'],
    ['b', undefined],
  ])
})

it('leaves the only one of its family a tile of its own', () => {
  expect(groupTiles([shirt('M', 900)])).toMatchObject([{ key: 'shirt-M' }])
})

it('orders sizes as they are worn, numbers by value, and names by letters', () => {
  const order = (...variants: string[]) =>
    variants
      .map(variant => shirt(variant, 1))
      .sort(byVariant)
      .map(row => row.variant)
  expect(order('XL', 's', 'M', 'XS', 'L')).toEqual(['XS', 's', 'M', 'L', 'XL'])
  expect(order('10', '9', '38')).toEqual(['9', '10', '38'])
  expect(order('red', 'Blue', 'green')).toEqual(['Blue', 'green', 'red'])
})
