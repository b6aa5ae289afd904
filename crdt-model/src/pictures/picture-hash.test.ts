import { describe, expect, it } from 'vitest'
import { readProduct } from '../records/product.ts'
import { sampleRecord } from '../testing/sample-record.ts'
import { parsePictureHash, pictureHashOf } from './picture-hash.ts'

const HASH = 'ab'.repeat(32)

describe('names of pictures', () => {
  it('V1 is the SHA-256 of the bytes in hexadecimal', () => {
    expect(pictureHashOf(new Uint8Array(32).fill(0xab))).toBe(HASH)
    expect(parsePictureHash(HASH)).toBe(HASH)
    expect(() => pictureHashOf(new Uint8Array(31))).toThrow(RangeError)
  })

  it.each([HASH.toUpperCase(), HASH.slice(1), `${HASH}0`, '../secret', ''])('V1 is not %s', text => {
    expect(parsePictureHash(text)).toBeUndefined()
  })

  it('V1 a product without a readable one has none, which is a finding', () => {
    expect(readProduct(sampleRecord({ name: 'Cup', picture: HASH })).value.picture).toBe(HASH)
    const { value, findings } = readProduct(sampleRecord({ name: 'Cup', picture: 'javascript:alert(1)' }))
    expect(value.picture).toBeNull()
    expect(findings).toMatchObject([{ field: 'picture', problem: 'not-a-picture' }])
  })
})
