import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readScan } from '../barcode/read-scan.ts'
import { parseCurrency } from '../money/currency.ts'
import { HidScanReader } from './hid-scan.ts'
import { ScanStream } from './scan-stream.ts'

const EAN = '4006381333931'
const bytesOf = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))
const LICENCE = '@\n\x1e\rANSI 636010090002DL00410273ZF03140015DLDBB01121957\nDBA01122024\n'

describe('[Y6] a scanner on a serial port', () => {
  it.each([
    ['CR', `${EAN}\r`],
    ['CR and LF', `${EAN}\r\n`],
    ['Tab', `${EAN}\t`],
    ['a frame', `\x02${EAN}\x03`],
  ])('ends a code with %s', (_, sent) => {
    const stream = new ScanStream()
    expect(stream.push(bytesOf(sent + sent))).toEqual([EAN, EAN])
    expect(stream.isOpen).toBe(false)
    expect(stream.silence()).toBeNull()
  })

  it('ends a code without an end by silence, and keeps the separators of a GS1 code', () => {
    const stream = new ScanStream()
    expect(stream.push(bytesOf('0109506000134352\x1d10ABC'))).toEqual([])
    expect(stream.isOpen).toBe(true)
    expect(stream.silence()).toBe('0109506000134352\x1d10ABC')
  })

  it('keeps a driving licence whole, which has ends inside', () => {
    const stream = new ScanStream()
    expect(stream.push(bytesOf(LICENCE))).toEqual([])
    expect(stream.silence()).toBe(LICENCE)
    // A code that only begins so is a code.
    expect(stream.push(bytesOf('@\r'))).toEqual(['@'])
  })

  it('gives up on what is longer than any code, and reads the next', () => {
    expect(new ScanStream().push(bytesOf(`${'9'.repeat(5000)}\r${EAN}\r`))).toEqual([EAN])
  })

  it('reads a thousand codes alike however they are split: none lost, none invented', () => {
    const code = fc.stringMatching(/^[0-9A-Z-]{4,30}$/)
    fc.assert(
      fc.property(
        fc.array(code, { minLength: 40, maxLength: 40 }),
        fc.array(fc.nat(1500)),
        fc.constantFrom('\r', '\n', '\r\n', '\t'),
        (codes, cuts, end) => {
          const bytes = bytesOf(codes.map(each => each + end).join(''))
          const places = [0, ...cuts.filter(cut => cut < bytes.length).sort((a, b) => a - b), bytes.length]
          const stream = new ScanStream()
          const read = places.slice(1).flatMap((to, i) => stream.push(bytes.subarray(places[i], to)))
          expect(read).toEqual(codes)
        },
      ),
      { numRuns: 25 },
    )
  })
})

/** A report as a scanner makes it, without its id: 63 bytes. */
function reportOf(
  data: string,
  options: { aim?: string; goesOn?: boolean; length?: number } = {},
): Uint8Array {
  const { aim = ']E0', goesOn = false, length = data.length } = options
  return Uint8Array.of(
    length,
    ...bytesOf(aim.padEnd(3, '\0')),
    ...bytesOf(data.padEnd(56, '\0')),
    ...[0x73, 0, goesOn ? 1 : 0],
  )
}

describe('[Y7] a scanner that speaks HID Point of Sale', () => {
  it('says a code with its identifier, by which it is read', () => {
    const code = new HidScanReader().report(2, reportOf(EAN))
    expect(code).toBe(`]E0${EAN}`)
    const context = { inStoreRules: [], currency: parseCurrency('GBP') ?? expect.unreachable(), year: 2026 }
    expect(readScan(code ?? '', context)).toEqual(readScan(EAN, context))
  })

  it('says a long one in several reports', () => {
    const reader = new HidScanReader()
    expect(reader.report(2, reportOf('M1'.repeat(28), { aim: ']Q0', goesOn: true }))).toBeNull()
    expect(reader.report(2, reportOf('END'))).toBe(`]Q0${'M1'.repeat(28)}END`)
    expect(reader.report(2, reportOf(EAN))).toBe(`]E0${EAN}`)
  })

  it('says one that fills its reports, whose end is an empty one', () => {
    const reader = new HidScanReader()
    expect(reader.report(2, reportOf('M1'.repeat(28), { aim: ']Q0', goesOn: true }))).toBeNull()
    expect(reader.report(2, reportOf(''))).toBe(`]Q0${'M1'.repeat(28)}`)
    expect(reader.report(2, reportOf(''))).toBeNull()
  })

  it('says it without an identifier, or with the end for keyboards', () => {
    expect(new HidScanReader().report(2, reportOf(`${EAN}\r`, { aim: '' }))).toBe(EAN)
  })

  it('says nothing by other reports, empty ones, and torn ones', () => {
    const reader = new HidScanReader()
    expect(reader.report(4, reportOf(EAN))).toBeNull()
    expect(reader.report(2, reportOf(''))).toBeNull()
    expect(reader.report(2, Uint8Array.of(13, 0x5d))).toBeNull()
    expect(reader.report(2, reportOf('123', { length: 255, aim: '' }))?.startsWith('123')).toBe(true)
  })
})
