import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { openDocument } from '../e2e/harness/manager-document.ts'
import { receiptNumber } from '../e2e/harness/till.ts'
import { type BenchShop, openBenchShop } from './bench-shop.ts'
import { openTablet, scanLine, untilSafe } from './bench-tablet.ts'
import { startCountingProxy } from './counting-proxy.ts'
import { type Figure, percentile } from './statistics.ts'

const CODES = ['85123A', '22423', '84879']

/**
 * What a sale of three lines costs on the wire (every WebSocket frame the till sends for it, headers included; the
 * acknowledgements are told beside it) and in its document.
 */
export async function measureBytes(sales: number): Promise<Figure[]> {
  const shop = await openBenchShop(0)
  const proxy = await startCountingProxy(shop.relay.url)
  const { browser, page } = await openTablet(shop, 'G1', { url: proxy.url })
  try {
    await sell(page)
    const documentBefore = await journalBytes(shop, page)
    const sent: number[] = []
    const received: number[] = []
    for (let sale = 0; sale < sales; sale++) {
      const before = proxy.counts()
      await sell(page)
      const after = proxy.counts()
      sent.push(after.up - before.up)
      received.push(after.down - before.down)
    }
    const perSale = ((await journalBytes(shop, page)) - documentBefore) / sales
    return [
      {
        name: 'a sale on the wire, 3 lines',
        unit: 'bytes',
        samples: sent,
        bound: { on: 'median', atMost: 250 },
        note: `and ${percentile(received, 0.5)} of acknowledgements`,
      },
      {
        name: 'a sale in the journal document, 3 lines',
        unit: 'bytes',
        samples: [Math.round(perSale)],
        bound: { on: 'median', atMost: 200 },
        note: `mean of ${sales}`,
      },
    ]
  } finally {
    await browser.dispose()
    proxy.close()
    await shop.dispose()
  }
}

async function sell(page: Page): Promise<void> {
  for (const [line, code] of CODES.entries()) await scanLine(page, code, line + 1)
  await page.keyboard.press('F10')
  await receiptNumber(page)
  await untilSafe(page)
}

/** The journal of today as the relay hands it out. */
async function journalBytes(shop: BenchShop, page: Page): Promise<number> {
  const day = await page.evaluate(() => new Intl.DateTimeFormat('en-CA').format(new Date()))
  const journal = await openDocument(shop.relay.url, shop.owner.cookie, `journal/G1/${day}`, [])
  const bytes = Y.encodeStateAsUpdate(journal.doc).length
  journal.close()
  return bytes
}
