import { isZplLabel, zplCommands } from '@evertill/crdt-model/printing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LabelFace, TextMark } from './label-mark.ts'
import { layOutLabel } from './lay-out-label.ts'
import { labelPrinterType } from './type-metrics.ts'
import { fieldText, writeZpl } from './write-zpl.ts'

const DOTS = 8
const size = { width: 50, height: 25 }

function text(said: string): TextMark {
  return { kind: 'text', text: said, x: 2, baseline: 5, size: 3, width: 10, font: 'regular' }
}

function faceOf(...marks: LabelFace['marks']): LabelFace {
  return { size, marks }
}

describe('a label in ZPL', () => {
  test('is its size, its texts, its stripes dot for dot, and its copies', () => {
    const bars = {
      modules: 3,
      stripes: [
        { at: 0, width: 1 },
        { at: 2, width: 1 },
      ],
    }
    const face = faceOf(text('Tea'), { kind: 'bars', bars, x: 10, top: 12, height: 8, module: 0.25 })
    expect(writeZpl(face, DOTS, 3)).toBe(
      [
        '^XA^CI28^PW400^LL200^LH0,0',
        '^FT16,40^A0N,24,24^FH_^FDTea^FS',
        '^FO80,96^GB2,64,2^FS',
        '^FO84,96^GB2,64,2^FS',
        '^PQ3^XZ',
        '',
      ].join('\n'),
    )
  })

  test('has letters that no typeface of the printer has as dots', () => {
    const dots = { columns: 8, rows: 2, bytes: Uint8Array.of(0xf0, 0x0f) }
    const face = faceOf({ kind: 'dots', dots, x: 1, top: 1, width: 1, height: 0.25 })
    expect(writeZpl(face, DOTS, 1)).toContain('^FO8,8^GFA,2,2,1,F00F^FS')
  })

  test.each([
    ['^XZ', '_5EXZ'],
    ['~JR', '_7EJR'],
    ['a_b\\c', 'a_5Fb_5Cc'],
    ['Café £2', 'Caf_C3_A9 _C2_A32'],
    ['\u001b\n', '_1B_0A'],
    ['茶', '_E8_8C_B6'],
  ])('B17 writes %j as %s', (said, written) => {
    expect(fieldText(said)).toBe(written)
  })

  test('B17 B18 no text of a product becomes a command', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60, size: 'max' }),
      fc.array(
        fc.constantFrom('^', '~', '_', '\\', 'XA', 'FD', 'FS', 'JUS', 'DG', '\n', '\u0010', '5E', ',', 'é'),
      ),
      fc.constantFrom('^FS^XZ^XA^FDowned^FS', '~JR', '_5EXZ', '^CC!', '^FX'),
    )
    const said = nasty.map(each => (typeof each === 'string' ? each : each.join('')))
    fc.assert(
      fc.property(said, said, said, (name, price, code) => {
        const words = { name, price, unitPrice: price, code, bars: null }
        for (const layout of ['shelf', 'product'] as const) {
          const face = layOutLabel(words, layout, { size, dotsPerMm: DOTS, measure: labelPrinterType })
          const zpl = writeZpl(face, DOTS, 2)
          expect(isZplLabel(new TextEncoder().encode(zpl))).toBe(true)
          const fields = face.marks.flatMap(() => ['FT', 'A0', 'FH', 'FD', 'FS'])
          expect(zplCommands(zpl)).toEqual(['XA', 'CI', 'PW', 'LL', 'LH', ...fields, 'PQ', 'XZ'])
        }
      }),
    )
  })
})
