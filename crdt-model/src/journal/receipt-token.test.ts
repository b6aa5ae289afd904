import { describe, expect, it } from 'vitest'
import { parseReceiptToken, receiptLink, receiptTokenInput, receiptTokenOf } from './receipt-token.ts'

const TOKEN = 'ab'.repeat(16)

describe('tokens of receipts', () => {
  it('RL1 come from a label and the signature of the entry, and from nothing else of it', () => {
    const signature = Uint8Array.from({ length: 64 }, (_, index) => index)
    const entry = (content: number[]) => Uint8Array.from([...content, ...signature])
    const input = receiptTokenInput(entry([1, 2, 3]))
    expect(new TextDecoder().decode(input.subarray(0, 17))).toBe('evertill receipt\0')
    expect(input.subarray(17)).toEqual(signature)
    expect(receiptTokenInput(entry([9]))).toEqual(input)
    expect(() => receiptTokenInput(new Uint8Array(63))).toThrow(RangeError)
  })

  it('RL1 are the first sixteen bytes of the hash', () => {
    expect(receiptTokenOf(new Uint8Array(32).fill(0xab))).toBe(TOKEN)
    expect(() => receiptTokenOf(new Uint8Array(15))).toThrow(RangeError)
  })

  it.each([TOKEN.toUpperCase(), TOKEN.slice(1), `${TOKEN}0`, '../secret', ''])('RL1 %j is none', text => {
    expect(parseReceiptToken(text)).toBeUndefined()
  })

  it('RL2 stand in the part of a link that is sent nowhere', () => {
    const token = receiptTokenOf(new Uint8Array(32).fill(0xab))
    const link = new URL(receiptLink('https://shop.example', token))
    expect([link.pathname, link.search, link.hash]).toEqual(['/r', '', `#${TOKEN}`])
  })
})
