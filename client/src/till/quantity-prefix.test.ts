import { describe, expect, it } from 'vitest'
import { splitQuantity } from './quantity-prefix.ts'

describe('a quantity in front', () => {
  it.each([
    ['3*', 3_000, ''],
    ['3*cola', 3_000, 'cola'],
    ['0.5* 4006381333931', 500, '4006381333931'],
    ['1,250*x', 1_250, 'x'],
  ])('%s', (text, quantity, rest) => {
    expect(splitQuantity(text)).toEqual({ quantity, rest })
  })

  it.each(['cola', '*cola', '0*cola', 'x*3', '1.2345*x', ''])('%s is text as it is', text => {
    expect(splitQuantity(text)).toEqual({ quantity: null, rest: text })
  })
})
