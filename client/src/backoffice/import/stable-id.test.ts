import { isId, type ProductId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { stableId } from './stable-id.ts'

describe('ids of imported records', () => {
  it('are the same for the same text, here and on every device', () => {
    expect(stableId<ProductId>('product/main', 'sku:t1')).toBe(stableId<ProductId>('product/main', 'sku:t1'))
    // Written down, because another answer would double what earlier versions imported.
    expect(stableId<ProductId>('product/main', 'sku:t1')).toBe('Ha3w1eC88q')
  })

  it('differ by scope', () => {
    expect(stableId<ProductId>('product/a', 'x')).not.toBe(stableId<ProductId>('product/b', 'x'))
  })

  it('tell three hundred thousand similar keys apart', () => {
    const ids = new Set<string>()
    for (let i = 0; i < 100_000; i++) {
      ids.add(stableId<ProductId>('product/main', `sku:${i}`))
      ids.add(stableId<ProductId>('product/main', `sku:A${i}`))
      ids.add(stableId<ProductId>('product/main', `barcode:${5_000_000_000_000 + i * 7}`))
    }
    expect(ids.size).toBe(300_000)
    expect([...ids].every(isId)).toBe(true)
  })

  it('use their first and last characters alike', () => {
    const firsts = new Set<string>()
    const lasts = new Set<string>()
    for (let i = 0; i < 20_000; i++) {
      const id = stableId<ProductId>('product/main', `name:${i}`)
      firsts.add(id.charAt(0))
      lasts.add(id.charAt(9))
    }
    expect([firsts.size, lasts.size]).toEqual([62, 62])
  })
})
