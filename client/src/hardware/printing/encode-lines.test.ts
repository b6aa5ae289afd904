import { checkJobBytes, readEscPos } from '@evertill/crdt-model/printing'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { type DrawLine, encodeLines, encodePulse } from './encode-lines.ts'
import { layOut } from './lay-out.ts'

// The encoder's browser build wants the browser's class.
vi.hoisted(() => {
  class Picture {
    readonly data: Uint8ClampedArray
    readonly width: number
    readonly height: number
    constructor(width: number, height: number) {
      this.width = width
      this.height = height
      this.data = new Uint8ClampedArray(width * height * 4)
    }
  }
  vi.stubGlobal('ImageData', Picture)
})

/** A picture whose dots are set by the test. */
const draw =
  (ink: (x: number, y: number) => boolean): DrawLine =>
  (_, width, shift) => {
    const height = 8
    const data = new Uint8ClampedArray(width * height * 4).fill(255)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++)
        if (x >= shift && ink(x - shift, y)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
    return { width, height, data }
  }
const options = { columns: 32, language: 'esc-pos', drawLine: draw(() => false) } as const

function textOf(bytes: Uint8Array): string {
  return readEscPos(bytes)
    .flatMap(token => {
      if (token.kind === 'text') return [String.fromCharCode(...token.bytes)]
      return token.kind === 'control' && token.code === 10 ? ['\n'] : []
    })
    .join('')
}

describe('a receipt as bytes', () => {
  it('says what was laid out, and is cut', () => {
    const lines = layOut(
      [
        { kind: 'row', left: 'Tea', right: '$2.50' },
        { kind: 'row', left: 'Total', right: '$2.50', large: true, bold: true },
        { kind: 'qr', data: 'G1-000001' },
      ],
      32,
    )
    const bytes = encodeLines(lines, options)
    expect(textOf(bytes)).toContain(`Tea${' '.repeat(24)}$2.50\n`)
    const tokens = readEscPos(bytes)
    expect(tokens.at(-1)).toMatchObject({ kind: 'command', lead: 'GS', name: 'V' })
    expect(tokens.filter(token => token.kind === 'unknown')).toEqual([])
    expect(new TextDecoder('latin1').decode(bytes)).toContain('1P0G1-000001')
  })

  it('writes Western letters in a code page, and draws what no page has', () => {
    const images = (text: string) =>
      readEscPos(encodeLines(layOut([{ kind: 'text', text }], 32), options)).filter(
        token => token.kind === 'command' && token.lead === 'GS' && token.name === 'v',
      ).length
    expect(images('Ñandú café £3 4€ “x”')).toBe(0)
    expect(images('日本茶')).toBe(1)
    expect(images('Żółć')).toBe(1)
    expect(textOf(encodeLines(layOut([{ kind: 'text', text: '日本茶' }], 32), options))).not.toContain('?')
  })

  it('lets no text reach the printer as a command', () => {
    const names = ['A\x1b@\x1dV\x00B\x10\x14\x01\x00\x05', '\x1bp\x00\x32\xfa', '\x10\x05\x02']
    for (const left of names) {
      const bytes = encodeLines(layOut([{ kind: 'row', left, right: '1' }], 32), options)
      expect(checkJobBytes('receipt', 'esc-pos', bytes)).toBeNull()
    }
    const plain = encodeLines(layOut([{ kind: 'text', text: 'x' }], 32), options)
    const commands = (bytes: Uint8Array) => readEscPos(bytes).filter(token => token.kind === 'command').length
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 20 }), text => {
        const bytes = encodeLines(layOut([{ kind: 'text', text: `x${text}` }], 32), options)
        expect(commands(bytes)).toBe(commands(plain))
      }),
    )
  })

  it('draws a picture a dot further right that would hold a real-time command', () => {
    // 10 14 01: the dots of the third, fourth and fifth byte of the first row.
    const dots = new Set([3 + 16, 3 + 24, 5 + 24, 7 + 32])
    const drawLine = draw((x, y) => y === 0 && dots.has(x))
    const bytes = encodeLines(layOut([{ kind: 'text', text: '茶' }], 32), { ...options, drawLine })
    expect(checkJobBytes('receipt', 'esc-pos', bytes)).toBeNull()
  })

  it('opens the drawer by a pulse and nothing else', () => {
    expect(checkJobBytes('drawer', 'esc-pos', encodePulse('esc-pos', 2))).toBeNull()
    expect(checkJobBytes('drawer', 'star-prnt', encodePulse('star-prnt', 2))).toBeNull()
  })
})
