import { standInForBrowser } from '../e2e/harness/stand-in-for-browser.ts'
import type { Receipt } from '../src/local/receipt.ts'
import type { Figure } from './statistics.ts'

const LINES = 50
const WARM_UP = 30
const STORE: Receipt['store'] = {
  name: 'Lantern & Lace',
  address: ['12 Market Street', 'Bath BA1 1AA'],
  header: '',
  footer: 'Thank you',
}

/** What a receipt of fifty lines takes from its data to its bytes, in Node: the engine is the browser's. */
export async function measureEncoding(receipts: number): Promise<Figure[]> {
  standInForBrowser()
  const [{ encodeContent }, { sampleReceipt }, { startLanguage }, { parseCurrency }] = await Promise.all([
    import('../src/hardware/printing/encode-content.ts'),
    import('../src/receipt/sample-receipt.ts'),
    import('../src/i18n/translate.ts'),
    import('@evertill/crdt-model'),
  ])
  await startLanguage('ui', 'till', 'hardware')
  const currency = parseCurrency('GBP')
  if (currency === undefined) throw new Error('there are pounds')
  const sample = sampleReceipt('sale', STORE, currency)
  const lines = Array.from(
    { length: LINES },
    (_, index) => sample.lines[index % sample.lines.length],
  ).flatMap(line => line ?? [])
  const content = { kind: 'receipt' as const, receipt: { ...sample, lines }, copy: false }
  const samples: number[] = []
  for (let turn = 0; turn < receipts + WARM_UP; turn++) {
    const began = performance.now()
    await encodeContent(content, { columns: 48, language: 'esc-pos' }, storeRow())
    if (turn >= WARM_UP) samples.push(performance.now() - began)
  }
  return [{ name: 'encoding a receipt of 50 lines', unit: 'ms', samples, bound: { on: 'p95', atMost: 5 } }]
}

/** Only its time zone and how its receipts are laid out are looked at: as usual. */
function storeRow() {
  return { timeZone: 'Europe/London' } as Parameters<
    typeof import('../src/hardware/printing/encode-content.ts')['encodeContent']
  >[2]
}
