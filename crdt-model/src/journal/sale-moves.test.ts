import { describe, expect, it } from 'vitest'
import { usualSale } from '../testing/sale-events.ts'
import { saleMoves } from './sale-moves.ts'

const [first, second] = usualSale.lines
if (first === undefined || second === undefined) throw new Error('the sale has lines')

describe('sale moves', () => {
  it('J8 takes what was sold out of stock', () => {
    expect(saleMoves(usualSale)).toEqual([
      { product: 'aB3dE6gH9j', quantity: -1000 },
      { product: 'ZZyyXX1122', quantity: -2000 },
      { product: '0123456789', quantity: -12_000 },
    ])
  })

  it('J8 adds up the lines of one product, and leaves out what moves nothing', () => {
    const lines = [first, second, { ...first, quantity: 500 }, { ...second, quantity: -2000 }]
    expect(saleMoves({ lines })).toEqual([{ product: 'aB3dE6gH9j', quantity: -1500 }])
    expect(saleMoves({ lines: [{ ...first, item: { kind: 'unlisted', name: 'Gift wrap' } }] })).toEqual([])
  })
})
