import { validateStoreField } from '@evertill/crdt-model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toBase64 } from '../../local/base64.ts'
import { logoSize } from './read-logo-file.ts'

it('keeps the proportions of a picture, and enlarges none', () => {
  expect(logoSize({ width: 1920, height: 960 })).toEqual({ width: 384, height: 192 })
  expect(logoSize({ width: 500, height: 1000 })).toEqual({ width: 120, height: 240 })
  expect(logoSize({ width: 64, height: 32 })).toEqual({ width: 64, height: 32 })
})

it('makes of a picture of any size a logo that a store may have', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8000 }), fc.integer({ min: 1, max: 8000 }), (width, height) => {
      const size = logoSize({ width, height })
      const dots = toBase64(new Uint8Array((size.width / 8) * size.height))
      expect(validateStoreField('receiptLogo', { ...size, dots })).toBeNull()
    }),
  )
})
