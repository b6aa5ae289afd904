import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from './clean-text.ts'
import { cellWidth, layOut } from './lay-out.ts'
import type { ReceiptBlock } from './receipt-block.ts'

const texts = (blocks: readonly ReceiptBlock[], columns: number) =>
  layOut(blocks, columns).map(line =>
    line.kind === 'text' ? line.text : `[${line.kind === 'qr' ? line.data : 'picture'}]`,
  )

describe('a receipt on paper', () => {
  it('puts amounts to the right, names beside them, and rules across', () => {
    const blocks: ReceiptBlock[] = [
      { kind: 'text', text: 'Shop', align: 'center' },
      { kind: 'row', left: 'Regency cakestand with three tiers', right: '£12.75' },
      { kind: 'text', text: '2 × £2.95', indent: 2 },
      { kind: 'rule' },
      { kind: 'row', left: 'Total', right: '£12.75', large: true },
      { kind: 'qr', data: 'G1-000001' },
    ]
    expect(texts(blocks, 24)).toEqual([
      '          Shop',
      'Regency cakestand',
      'with three tiers  £12.75',
      '  2 × £2.95',
      '------------------------',
      'Total £12.75',
      '[G1-000001]',
    ])
  })

  it('keeps an amount and its currency on one line', () => {
    const text = '1 × 5,00\u00a0€ · En lugar de 6,50\u00a0€'
    expect(texts([{ kind: 'text', text, indent: 2 }], 32)).toEqual(['  1 × 5,00 € · En lugar de', '  6,50 €'])
  })

  it('fits its columns, whatever is printed', () => {
    const block = fc.oneof(
      fc.record({
        kind: fc.constant('text' as const),
        text: fc.string({ unit: 'grapheme' }),
        large: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('row' as const),
        left: fc.string({ unit: 'grapheme', maxLength: 90, size: 'max' }),
        right: fc.string({ maxLength: 40, size: 'max' }),
      }),
    )
    fc.assert(
      fc.property(fc.array(block), fc.constantFrom(32, 42, 48), (blocks, columns) => {
        for (const line of layOut(blocks, columns)) {
          if (line.kind === 'text')
            expect(cellWidth(line.text)).toBeLessThanOrEqual(line.large ? columns / 2 : columns)
        }
      }),
    )
  })
})

describe('text for a printer', () => {
  it('holds no control character and nothing invisible', () => {
    expect(cleanText('A\x1b@\x1dV\x00B\x10\x14\x01\x00\x05')).toBe('A@VB')
    expect(cleanText('a\u0085b\u009bc\u202ed\u200be')).toBe('abcde')
    expect(cleanText('  two\n\twords ')).toBe('two words')
    expect(cleanText('6,50\u00a0€ 2\u202fkg \u00a0 x')).toBe('6,50\u00a0€ 2\u00a0kg x')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested.
        expect(cleanText(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
      }),
    )
  })
})
