import { RECEIPT_PARTS } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { movePart, togglePart, withAllParts } from './order-parts.ts'

it('shows what is left out where it would stand, and puts it there when it is wanted again', () => {
  const short = RECEIPT_PARTS.filter(part => part !== 'qr' && part !== 'logo')
  expect(withAllParts(short)).toEqual(RECEIPT_PARTS)
  expect(togglePart(short, 'qr', true)).toEqual(RECEIPT_PARTS.filter(part => part !== 'logo'))
  expect(togglePart(RECEIPT_PARTS, 'taxes', false)).not.toContain('taxes')
})

it('moves a part one place, and not past the end', () => {
  expect(movePart(['store', 'lines', 'sums'], 'lines', -1)).toEqual(['lines', 'store', 'sums'])
  expect(movePart(['store', 'lines', 'sums'], 'lines', 1)).toEqual(['store', 'sums', 'lines'])
  expect(movePart(['store', 'lines', 'sums'], 'store', -1)).toEqual(['store', 'lines', 'sums'])
  expect(movePart(['store', 'lines', 'sums'], 'sums', 1)).toEqual(['store', 'lines', 'sums'])
})
