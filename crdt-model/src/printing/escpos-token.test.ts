import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEscPos, readEscPosToken } from './escpos-token.ts'

const bytes = (text: string) => Uint8Array.from(text.trim().split(/\s+/), pair => Number.parseInt(pair, 16))
const names = (stream: Uint8Array) =>
  readEscPos(stream).map(token => (token.kind === 'command' ? `${token.lead} ${token.name}` : token.kind))

describe('[Q1] ESC/POS', () => {
  it.each([
    ['1b 40 1c 2e 1b 4d 00', ['ESC @', 'FS .', 'ESC M']],
    ['1b 74 00 48 69 0a 0d', ['ESC t', 'text', 'control', 'control']],
    ['1b 45 01 1d 21 11 1b 61 01', ['ESC E', 'GS !', 'ESC a']],
    ['1d 56 00 1d 56 42 03', ['GS V', 'GS V']],
    ['1b 70 00 32 fa', ['ESC p']],
    ['1d 68 3c 1d 77 03 1d 48 00 1d 6b 02 34 30 30 36 00', ['GS h', 'GS w', 'GS H', 'GS k']],
    ['1d 6b 49 04 7b 42 31 32', ['GS k']],
    ['1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 51 30', ['GS (k', 'GS (k']],
    ['1d 76 30 00 01 00 02 00 10 14', ['GS v']],
    ['1b 2a 21 02 00 01 02 03 04 05 06 0a', ['ESC *', 'control']],
    ['1d 28 48 06 00 30 30 41 42 43 44 1d 72 01', ['GS (H', 'GS r']],
    ['10 04 01 10 14 01 00 05', ['DLE \u0004', 'DLE \u0014']],
    ['1b 44 08 10 00 41', ['ESC D', 'text']],
    ['1d 38 4c 03 00 00 00 30 02 05 41', ['GS 8', 'text']],
    ['1b 26 03 41 42 01 aa bb cc 00 41', ['ESC &', 'text']],
  ])('%s', (stream, expected) => {
    expect(names(bytes(stream))).toEqual(expected)
  })

  it('says what it does not know, and goes on', () => {
    expect(names(bytes('1b 7f 41 1d 00 42'))).toEqual(['unknown', 'text', 'unknown', 'text'])
    expect(names(bytes('1d 76 30 00 ff ff'))).toEqual(['unknown'])
  })

  it('reads any bytes to their end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200, size: 'max' }), stream => {
        let at = 0
        for (;;) {
          const read = readEscPosToken(stream, at)
          if (read === null) break
          expect(read.end).toBeGreaterThan(at)
          expect(read.end).toBeLessThanOrEqual(stream.length)
          at = read.end
        }
        readEscPos(stream)
      }),
    )
  })

  it('is itself again after a broken job, the zeros that flush it, and an initialisation', () => {
    const job = bytes('1b 40 41 42 0a 1d 76 30 00 10 00 20 00 01 02 03 1d 6b 49 ff 41 1b 74 10 43')
    fc.assert(
      fc.property(fc.nat(job.length), length => {
        const flushed = [...job.subarray(0, length), ...new Uint8Array(8192), 0x1b, 0x40, 0x4f, 0x4b, 0x0a]
        const tokens = readEscPos(Uint8Array.from(flushed)).slice(-3)
        expect(tokens.map(({ kind }) => kind)).toEqual(['command', 'text', 'control'])
      }),
    )
  })
})
