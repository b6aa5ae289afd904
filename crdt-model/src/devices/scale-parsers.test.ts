import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GenericScaleParser } from './generic-scale-parser.ts'
import { type GenericScale, SCALE_MODELS, scaleRequest } from './scale-protocol.ts'
import type { ScaleReading } from './scale-reading.ts'
import { ToledoParser } from './toledo-parser.ts'

const kg = (quantity: number): ScaleReading => ({ kind: 'weight', quantity, unit: 'kg' })
const bytesOf = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))
const generic = (change: Partial<GenericScale> = {}) =>
  new GenericScaleParser({ ...SCALE_MODELS.streaming.protocol, atRest: 1, ...change })

describe('[Y2] a Mettler Toledo 8217', () => {
  it.each<[string, string, ScaleReading[]]>([
    ['a weight at rest', '\x0201.234\r', [kg(1234)]],
    ['one of two decimals', '\x0212.34\r', [kg(12_340)]],
    ['nothing on it', '\x0200.000\r', [kg(0)]],
    ['a weight less a tare of its own', '\x0201.234N\r', [{ kind: 'own-tare' }]],
    ['motion', '\x02?A\r', [{ kind: 'motion' }]],
    ['motion with its parity bit', '\x82\xbf\xc1\x8d', [{ kind: 'motion' }]],
    ['too much, trembling', '\x02?C\r', [{ kind: 'overload' }]],
    ['below zero', '\x02?D\r', [{ kind: 'below-zero' }]],
    ['no zero since it was switched on', '\x02?H\r', [{ kind: 'not-zeroed' }]],
    ['the middle of zero', '\x02?P\r', [kg(0)]],
    ['a status that is none', '\x02?\x01\r', [{ kind: 'unreadable', text: '?·' }]],
    ['what is no number', '\x02hello\r', [{ kind: 'unreadable', text: 'hello' }]],
    ['noise, and an answer that another one cut off', 'xyz\r\x0201.\x0202.500\r', [kg(2500)]],
  ])('says %s', (_, said, expected) => {
    expect(new ToledoParser('kg').push(bytesOf(said))).toEqual(expected)
  })
})

describe('[Y2] a scale that says a line of text', () => {
  it.each<[string, Partial<GenericScale>, string, ScaleReading[]]>([
    ['as many send by themselves', {}, 'ST,GS,+  1.234kg\r\n', [kg(1234)]],
    ['not at rest', {}, 'US,GS,+  1.234kg\r\n', [{ kind: 'motion' }]],
    ['overloaded', {}, 'OL,GS,+  9.999kg\r\n', [{ kind: 'overload' }]],
    ['less a tare of its own', {}, 'ST,NT,+  1.134kg\r\n', [{ kind: 'own-tare' }]],
    ['below zero', {}, 'ST,GS,-  0.004kg\r\n', [{ kind: 'below-zero' }]],
    ['below zero by nothing', {}, '-00.000\n', [{ kind: 'below-zero' }]],
    ['with a comma', {}, '  0,250\r\n', [kg(250)]],
    ['in its own unit', {}, '  12.5 lb\n', [{ kind: 'weight', quantity: 12_500, unit: 'lb' }]],
    ['without a point', { decimals: 3 }, 'G00123\r\n', [kg(123)]],
    ['without a point, in grams', { unit: 'g' }, '850\n', [{ kind: 'weight', quantity: 850_000, unit: 'g' }]],
    ['with more decimals than are sold', {}, '1.2345\n', [kg(1235)]],
    ['ended otherwise', { end: 'etx' }, '\x02 0.100 kg\x03', [kg(100)]],
    ['nothing that it is known to say', {}, 'ERR\r\n', [{ kind: 'unreadable', text: 'ERR' }]],
    ['empty lines', {}, '\r\n\r\n', []],
  ])('%s', (_, settings, said, expected) => {
    expect(generic(settings).push(bytesOf(said))).toEqual(expected)
  })

  it('is heard again after a line without end', () => {
    const readings = generic().push(bytesOf(`${'x'.repeat(500)}\n1.000\n`))
    expect(readings.map(({ kind }) => kind)).toEqual(['unreadable', 'weight'])
  })

  it('[Y3] is at rest by saying the same thrice, where it has no word for motion', () => {
    const said = ['1.000', '1.200', '1.234', '1.234', '1.234', '1.234', '1.230'].join('\n')
    const readings = generic({ atRest: 3 }).push(bytesOf(`${said}\n`))
    const motion = { kind: 'motion' }
    expect(readings).toEqual([motion, motion, motion, motion, kg(1234), kg(1234), motion])
  })

  it('is asked in the words of its settings', () => {
    expect(scaleRequest(SCALE_MODELS.adam.protocol)).toEqual(bytesOf('P\r\n'))
    expect(scaleRequest({ ...SCALE_MODELS.adam.protocol, request: '\\x05\\q' })).toEqual(bytesOf('\x05\\q'))
    expect(scaleRequest(SCALE_MODELS.streaming.protocol)).toBeNull()
    expect(scaleRequest(SCALE_MODELS['toledo-8217'].protocol)).toEqual(bytesOf('W'))
  })
})

/** What scales say, and what is no sense, in any mixture. */
const stream = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .constantFrom('\x0201.234\r', '\x02?A\r', 'ST,GS,+  1.234kg\r\n', 'US,GS,+ 1.2kg\r\n', '\x02')
        .map(bytesOf),
    ),
    { maxLength: 12 },
  )
  .map(pieces => Uint8Array.from(pieces.flatMap(piece => [...piece])))

it.each([
  ['8217', () => new ToledoParser('kg')],
  ['line of text', () => generic({ atRest: 2 })],
])(
  '[Y2] a stream of a %s is read alike however it is split, and never as a weight that it does not hold',
  (_, make) => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(120)), (bytes, cuts) => {
        const places = [0, ...cuts.filter(cut => cut < bytes.length).sort((a, b) => a - b), bytes.length]
        const parser = make()
        const split = places.slice(1).flatMap((end, i) => parser.push(bytes.subarray(places[i], end)))
        expect(split).toEqual(make().push(bytes))
        for (const reading of split)
          if (reading.kind === 'weight') expect(Number.isSafeInteger(reading.quantity)).toBe(true)
      }),
    )
  },
)

it('[Y2] a Toledo is understood after any garbage', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60, size: 'max' }), garbage => {
      const parser = new ToledoParser('kg')
      parser.push(garbage)
      expect(parser.push(bytesOf('\x0201.234\r')).at(-1)).toEqual(kg(1234))
    }),
  )
})
