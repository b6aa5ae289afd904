import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processIdOf } from './process-id.ts'
import { type PrinterReply, ReplyParser } from './reply-parser.ts'

function read(...chunks: Uint8Array[]): PrinterReply[] {
  const parser = new ReplyParser()
  return chunks.flatMap(chunk => parser.push(chunk))
}

describe('[Q2] what a printer says', () => {
  it.each<[string, number[], PrinterReply[]]>([
    ['a process id', [0x37, 0x22, 65, 66, 67, 68, 0], [{ kind: 'process-id', id: 'ABCD' }]],
    ['status', [0x12, 0x7e, 0x1e], [0x12, 0x7e, 0x1e].map(byte => ({ kind: 'real-time', byte }))],
    ['an ordered answer', [0x00, 0x0c], [0x00, 0x0c].map(byte => ({ kind: 'transmitted', byte }))],
    ['automatic status', [0x1c, 0, 0x0f, 0], [{ kind: 'automatic', bytes: [0x1c, 0, 0x0f, 0] }]],
    ['flow control', [0x11, 0x13], []],
    ['garbage', [0xff, 0x81], [0xff, 0x81].map(byte => ({ kind: 'noise', byte }))],
    ['another block', [0x5f, 0x54, 0x4d, 0], [{ kind: 'block', bytes: [0x5f, 0x54, 0x4d, 0] }]],
    [
      'a process id with status in between',
      [0x37, 0x10, 0, 0, 0, 0x22, 65, 0x12, 66, 0x14, 0, 0, 0, 67, 68, 0],
      [
        { kind: 'automatic', bytes: [0x10, 0, 0, 0] },
        { kind: 'real-time', byte: 0x12 },
        { kind: 'automatic', bytes: [0x14, 0, 0, 0] },
        { kind: 'process-id', id: 'ABCD' },
      ],
    ],
  ])('is read: %s', (_, bytes, expected) => {
    expect(read(Uint8Array.from(bytes))).toEqual(expected)
  })

  it('is read alike however it is split', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60, size: 'max' }), fc.array(fc.nat(60)), (bytes, cuts) => {
        const places = [0, ...cuts.filter(cut => cut < bytes.length).sort((a, b) => a - b), bytes.length]
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
        expect(read(...chunks)).toEqual(read(bytes))
      }),
    )
  })

  it('[Q3] an id is heard through any flood of status, wherever it comes', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8 }),
        fc.array(fc.constantFrom('asb', 'rt', ''), { minLength: 7, maxLength: 7 }),
        (job, between) => {
          const id = processIdOf(job)
          const block = [0x37, 0x22, ...[...id].map(letter => letter.charCodeAt(0)), 0]
          const flood = { asb: [0x10, 0, 0x0f, 0], rt: [0x1a], '': [] }
          const bytes = block.flatMap((byte, index) => [...flood[between[index] ?? ''], byte])
          const ids = read(Uint8Array.from(bytes)).filter(reply => reply.kind === 'process-id')
          expect(ids).toEqual([{ kind: 'process-id', id }])
        },
      ),
    )
  })
})
