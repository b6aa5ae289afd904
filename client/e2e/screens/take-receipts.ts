/**
 * `npm run screens:receipts`: pictures of printed receipts into `docs/pictures`, on paper of 80 and 58 mm, in English and
 * Spanish. The bytes are those that go to a printer; what is on the picture is the emulated printer's own paper.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseCurrency } from '@evertill/crdt-model'
import { type Browser, chromium } from 'playwright-core'
import { encode } from 'uqr'
import { paperPage } from '../../../print-bridge/emulator/paper-page.ts'
import { PrinterEngine } from '../../../print-bridge/emulator/printer-engine.ts'
import type { Language } from '../../src/i18n/languages.ts'
import { CHROMIUM_SWITCHES, chromiumPath } from '../harness/own-browser.ts'
import { standInForBrowser } from '../harness/stand-in-for-browser.ts'

standInForBrowser()
const { DOTS_PER_COLUMN } = await import('../../src/hardware/printing/lay-out.ts')
const { encodeContent } = await import('../../src/hardware/printing/encode-content.ts')
const { SAMPLES, sampleReceipt } = await import('../../src/receipt/sample-receipt.ts')
const { inLanguage, loadTextsIn, startLanguage } = await import('../../src/i18n/translate.ts')

const PICTURES = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url))
const ADDRESS = 'http://paper.test/'
/** Dots of a square: what the receipts ask for. */
const SQUARE = 5
const PAPERS = [
  { millimetres: 80, columns: 48 },
  { millimetres: 58, columns: 32 },
] as const
const SHOPS: Readonly<
  Record<Language, { name: string; address: string[]; footer: string; currency: string }>
> = {
  en: {
    name: 'Lantern & Lace',
    address: ['12 Market Street', 'Bath BA1 1AA'],
    footer: 'Thank you. Goods may come back within 28 days.',
    currency: 'GBP',
  },
  es: {
    name: 'Farol y Encaje',
    address: ['Calle Mayor 12', '28013 Madrid'],
    footer: 'Gracias por su visita. Cambios en 15 días.',
    currency: 'EUR',
  },
}

await startLanguage('ui', 'till', 'hardware')
await loadTextsIn('es', 'ui', 'till', 'hardware')
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_SWITCHES] })
try {
  for (const { millimetres, columns } of PAPERS) {
    for (const language of ['en', 'es'] as const) {
      const engine = await print(language, columns)
      await photograph(browser, engine, columns, join(PICTURES, `receipt-${millimetres}mm-${language}.png`))
    }
  }
} finally {
  await browser.close()
}

/** A sale with a promotion, a weighed item, a card and cash; and the refund of one of its goods. */
async function print(language: Language, columns: number): Promise<PrinterEngine> {
  const { currency: code, ...store } = SHOPS[language]
  const currency = parseCurrency(code)
  if (currency === undefined) throw new Error(`no currency ${code}`)
  const row = { timeZone: 'Europe/London', receiptLanguage: language }
  const engine = new PrinterEngine()
  for (const sample of SAMPLES) {
    const receipt = inLanguage(language, () => sampleReceipt(sample, store, currency))
    engine.receive(
      await encodeContent(
        { kind: 'receipt', receipt, copy: false },
        { columns, language: 'esc-pos' },
        // Of a store's row only its time zone and what its receipts are like are looked at.
        row as Parameters<typeof encodeContent>[2],
      ),
    )
  }
  if (engine.paper.unknown.length > 0) throw new Error('a command that no table knows was printed')
  return engine
}

async function photograph(
  on: Browser,
  { paper }: PrinterEngine,
  columns: number,
  file: string,
): Promise<void> {
  const page = await on.newPage({ viewport: { width: 900, height: 1200 }, deviceScaleFactor: 2 })
  const items = paper.items
    .map(item => (item.kind === 'code-2d' ? drawCode(item.data, columns * DOTS_PER_COLUMN) : item))
    .map(item =>
      item.kind === 'image' ? { ...item, dots: Buffer.from(item.dots).toString('base64') } : item,
    )
  await page.route(ADDRESS, route => route.fulfill({ contentType: 'text/html', body: paperPage }))
  const state = { cover: 'closed', paper: 'ok', cutter: 'ok', drawer: 'closed', silent: false }
  await page.route(`${ADDRESS}paper`, route => route.fulfill({ json: { state, items } }))
  await page.goto(ADDRESS)
  const counter = page.locator('#paper')
  await counter.getByText('K1-000124').first().waitFor()
  await counter.evaluate((element, wide) => {
    // As wide as the paper's columns.
    element.style.minWidth = '0'
    element.style.width = `${wide}ch`
    document.querySelector('header')?.remove()
  }, columns)
  await counter.screenshot({ path: file })
  await page.close()
}

/** A printer draws a QR code by itself: here by the squares of the same code, in the middle of the paper. */
function drawCode(data: string, width: number) {
  const { data: squares, size } = encode(data, { border: 0 })
  const left = Math.floor((width - size * SQUARE) / 2)
  const height = size * SQUARE
  const dots = new Uint8Array((width / 8) * height)
  for (let y = 0; y < height; y++) {
    for (let x = left; x < left + height; x++) {
      const isBlack = squares[Math.floor(y / SQUARE)]?.[Math.floor((x - left) / SQUARE)] === true
      const at = y * (width / 8) + (x >> 3)
      if (isBlack) dots[at] = (dots[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return { kind: 'image' as const, width, height, dots }
}
