import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { CODE_PAGES, canWrite, inCodePages } from './code-pages.ts'

// The encoder's browser build wants the browser's class.
vi.hoisted(() => vi.stubGlobal('ImageData', class {}))

/** But for ¶, § and •, for which it sends control characters: cp437 has pictures of them there. */
const LETTERS = [
  ...'aZ 0~£€ñÑáÁèÈçÇßÿŸœ“”–…•ø®©¥½²µ\u00a0',
  ...Array.from({ length: 96 }, (_, index) => String.fromCharCode(0xa0 + index)),
].filter(letter => !'¶§•'.includes(letter))

function encoder() {
  const options = { columns: 48, language: 'esc-pos', newline: '\n' } as const
  return new ReceiptPrinterEncoder({ ...options, codepageCandidates: [...CODE_PAGES] }).initialize()
}

it('pieces of a line are, byte for byte, what the encoder’s own search makes of it', () => {
  const line = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(line, text => {
      const ours = encoder()
      for (const run of inCodePages(text)) ours.codepage(run.page).text(run.text)
      expect([...ours.newline().encode()]).toEqual([...encoder().codepage('auto').line(text).encode()])
    }),
  )
})

it('pieces are as few as the first code pages allow', () => {
  expect(inCodePages('Tea £2.50')).toEqual([{ page: 'cp437', text: 'Tea £2.50' }])
  expect(inCodePages('Tea 2 € ÁÉ “x”')).toEqual([
    { page: 'cp437', text: 'Tea 2 ' },
    { page: 'cp858', text: '€ ÁÉ ' },
    { page: 'windows1252', text: '“x”' },
  ])
  expect(inCodePages('§')).toEqual([{ page: 'cp858', text: '§' }])
  expect(inCodePages('')).toEqual([])
})

it('what no page has is told', () => {
  expect(canWrite('Ñandú café £3 4€ “x”')).toBe(true)
  expect(canWrite('Żółć')).toBe(false)
  expect(canWrite('a\u001b')).toBe(false)
})
