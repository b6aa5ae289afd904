import { describe, expectTypeOf, it } from 'vitest'
import type { NamesOf, TextArguments, TextKey } from './text-types.ts'

describe('text keys', () => {
  it('name a plural without its suffix, and nothing that is not there', () => {
    expectTypeOf<'till.cart.items'>().toExtend<TextKey>()
    expectTypeOf<'till.cart.items_one'>().not.toExtend<TextKey>()
    expectTypeOf<'till.cart.nothing'>().not.toExtend<TextKey>()
    expectTypeOf<'till.cart'>().not.toExtend<TextKey>()
  })

  it('want exactly the values that the text interpolates', () => {
    expectTypeOf<NamesOf<'till.cart.added'>>().toEqualTypeOf<'name' | 'quantity' | 'amount'>()
    expectTypeOf<TextArguments<'till.cart.pay'>>().toEqualTypeOf<[]>()
    expectTypeOf<TextArguments<'till.cart.items'>>().toEqualTypeOf<[values: { readonly count: number }]>()
  })
})
