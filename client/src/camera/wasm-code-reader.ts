import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { CodeKinds, WasmAnswer, WasmQuestion } from './code-reader.ts'

/**
 * A worker of its own for what reads codes in pictures: its WebAssembly comes from this origin, and the relay lets
 * nothing but files of this name compile any.
 */

const FORMATS: { readonly [Kinds in CodeKinds]: NonNullable<ReaderOptions['formats']> } = {
  qr: ['QRCode'],
  goods: [
    'EAN13',
    'EAN8',
    'UPCA',
    'UPCE',
    'Code128',
    'Code39',
    'ITF',
    'DataBar',
    'DataBarExp',
    'DataBarLtd',
    'QRCode',
    'DataMatrix',
  ],
}

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })

self.onmessage = (event: MessageEvent<WasmQuestion>) => {
  void answer(event.data).then(message => self.postMessage(message))
}

async function answer({ kinds, picture }: WasmQuestion): Promise<WasmAnswer> {
  try {
    const found = await readBarcodes(pixelsOf(picture), { formats: FORMATS[kinds], textMode: 'Plain' })
    return { kind: 'found', texts: found.filter(({ isValid }) => isValid).map(textOf) }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** Eight digits are an EAN-8 or a UPC-E: only the reader knows which, and says so as scanners do. */
function textOf({ text, format }: ReadResult): string {
  return format === 'EAN8' ? `]E4${text}` : text
}

function pixelsOf(picture: ImageBitmap): ImageData {
  const { width, height } = picture
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('this browser draws nothing off screen')
  context.drawImage(picture, 0, 0)
  picture.close()
  return context.getImageData(0, 0, width, height)
}
