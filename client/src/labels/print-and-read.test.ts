import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type LabelSymbol, labelSymbol, padGtin } from '@evertill/crdt-model'
import { isZplLabel } from '@evertill/crdt-model/printing'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { barsOf } from './draw-bars.ts'
import { DOTS_PER_MM, SHEET_DOTS_PER_MM } from './label-choice.ts'
import type { LabelFace } from './label-mark.ts'
import { LABEL_ROLLS, LABEL_SHEETS, PAPERS, placeOnSheet } from './label-sheet.ts'
import { hasBars, LABEL_LAYOUTS, type LabelLayout, layOutLabel } from './lay-out-label.ts'
import { helvetica, labelPrinterType } from './type-metrics.ts'
import { writePdf } from './write-pdf.ts'
import { writeZpl } from './write-zpl.ts'

// As Node loads them: for a browser they come in other builds.
const require = createRequire(import.meta.url)
const { PDFiumLibrary } = require('@hyzyla/pdfium/dist/index.cjs') as typeof import('@hyzyla/pdfium')
const { ready } = require('zpl-renderer-js') as typeof import('zpl-renderer-js')

/** Drawn by PDFium and by an emulator of label printers, read by ZXing: none of it is ours. */
beforeAll(async () => {
  const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm')
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer },
    fireImmediately: true,
  })
})

const CODES = ['4006381333931', '012345678905', 'AB-1234', '96385074'].map(
  code => labelSymbol(code) ?? expect.unreachable(),
)
const FORMATS = { ean13: 'EAN13', upca: 'UPCA', ean8: 'EAN8', code128: 'Code128' } as const
const WORDS = { name: 'Crème brûlée, set of six', price: '£12.50', unitPrice: '' }

function face(symbol: LabelSymbol, layout: LabelLayout, size: LabelFace['size'], dotsPerMm: number) {
  const measure = dotsPerMm === SHEET_DOTS_PER_MM ? helvetica : labelPrinterType
  const words = { ...WORDS, code: symbol.text, bars: barsOf(symbol) }
  return layOutLabel(words, layout, { size, dotsPerMm, measure })
}

describe('B13 B15 a bar code on a sheet is read back from its PDF', () => {
  test.each(LABEL_SHEETS)('$id', async sheet => {
    const made = CODES.flatMap(symbol =>
      LABEL_LAYOUTS.map(layout => ({
        symbol,
        layout,
        face: face(symbol, layout, sheet.label, SHEET_DOTS_PER_MM),
      })),
    )
    // A thing for the product has a bar code on every sheet.
    for (const { layout, face: label } of made) if (layout === 'product') expect(hasBars(label)).toBe(true)
    const faces = made.map((label, index) => ({ ...placeOnSheet(sheet, index), face: label.face }))
    const pdf = await writePdf([{ size: PAPERS[sheet.paper], faces }])
    const wanted = made.filter(label => hasBars(label.face)).map(label => said(label.symbol))
    expect(await readAll(await drawPdf(pdf))).toEqual(wanted.sort())
  })
})

describe('B13 B17 a bar code on a roll is read back from its ZPL', () => {
  const cases = LABEL_ROLLS.flatMap(roll => ([203, 300] as const).map(dpi => ({ ...roll, dpi })))
  test.each(cases)('$width × $height mm at $dpi dpi', async ({ dpi, ...roll }) => {
    const { api } = await ready
    for (const symbol of CODES) {
      const label = face(symbol, 'product', roll, DOTS_PER_MM[dpi])
      expect(hasBars(label)).toBe(true)
      const zpl = writeZpl(label, DOTS_PER_MM[dpi], 1)
      expect(isZplLabel(new TextEncoder().encode(zpl))).toBe(true)
      const png = await api.zplToBase64Async(zpl, roll.width, roll.height, dpi === 203 ? 8 : 12)
      const found = await readBarcodes(Buffer.from(png, 'base64'), { formats: [FORMATS[symbol.kind]] })
      expect(found.map(({ text }) => sameCode(text))).toEqual([sameCode(symbol.text)])
    }
  })
})

test('a PDF has a page for each sheet, and says its texts', async () => {
  const [sheet] = LABEL_SHEETS
  const [symbol] = CODES
  if (sheet === undefined || symbol === undefined) expect.unreachable()
  const one = { ...placeOnSheet(sheet, 0), face: face(symbol, 'shelf', sheet.label, SHEET_DOTS_PER_MM) }
  const pdf = await writePdf([1, 2].map(() => ({ size: PAPERS[sheet.paper], faces: [one] })))
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  expect(document.getPageCount()).toBe(2)
  const page = document.getPage(1)
  expect(page.getText()).toContain('Crème brûlée')
  expect(page.getText()).toContain('£12.50')
  const { originalWidth, originalHeight } = page.getOriginalSize()
  expect([originalWidth, originalHeight].map(Math.round)).toEqual([595, 842])
  document.destroy()
  library.destroy()
})

function said(symbol: LabelSymbol): string {
  return sameCode(symbol.text)
}

/** Readers tell a UPC-A as the EAN-13 that its bars are. */
function sameCode(text: string): string {
  return /^\d{12,13}$/.test(text) ? padGtin(text) : text
}

async function drawPdf(pdf: Uint8Array): Promise<ImageData> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  // 288 dpi: a good deal coarser than what printers print.
  const { data, width, height } = await document.getPage(0).render({ scale: 4, render: 'bitmap' })
  document.destroy()
  library.destroy()
  return { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' } as ImageData
}

async function readAll(picture: ImageData): Promise<string[]> {
  const found = await readBarcodes(picture, { formats: Object.values(FORMATS), maxNumberOfSymbols: 64 })
  return found.map(({ text }) => sameCode(text)).sort()
}
