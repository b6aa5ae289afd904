import type { Page } from 'playwright-core'
import { receiptNumber } from '../e2e/harness/till.ts'
import { type BenchShop, openBenchShop } from './bench-shop.ts'
import { openTablet, scanLine } from './bench-tablet.ts'
import { readTimers, timeEvents } from './page-timers.ts'
import type { Figure } from './statistics.ts'

const PRODUCTS = 10_000
const LINES = 3

/** Scan to line, quiet and under a merge of 10,000 changed products, and payment to "safe on this device". */
export async function measureSelling(sales: number): Promise<Figure[]> {
  const shop = await openBenchShop(PRODUCTS)
  const { browser, page } = await openTablet(shop, 'G1')
  try {
    const codes = shop.added.map(product => product.barcode)
    await sellBaskets(page, codes, 5)
    const quiet = await timeScans(page, () => sellBaskets(page, codes, sales))
    const paid = await timePayments(page, codes, sales)
    const merging = await timeScans(page, () => sellWhileMerging(shop, page, codes))
    return [
      scanFigure('scan to line on screen', quiet.drawn, `in the DOM after ${median(quiet.changed)} ms`),
      scanFigure(
        'scan to line while 10,000 products merge',
        merging.drawn,
        `in the DOM after ${median(merging.changed)} ms`,
      ),
      { name: 'pay to “safe on this device”', unit: 'ms', samples: paid, bound: { on: 'p95', atMost: 30 } },
    ]
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}

function scanFigure(name: string, samples: readonly number[], note: string): Figure {
  return { name, unit: 'ms', samples, bound: { on: 'p95', atMost: 16 }, note }
}

async function timeScans(page: Page, sell: () => Promise<void>) {
  await timeEvents(page, 'keydown', '.till-line', 'Enter')
  await sell()
  return readTimers(page)
}

/** Baskets of three lines, paid exactly by one key. */
async function sellBaskets(page: Page, codes: readonly string[], baskets: number): Promise<void> {
  for (let basket = 0; basket < baskets; basket++) {
    await scanBasket(page, codes, basket)
    await page.keyboard.press('F10')
    await receiptNumber(page)
  }
}

async function scanBasket(page: Page, codes: readonly string[], basket: number): Promise<void> {
  for (let line = 0; line < LINES; line++) {
    await scanLine(page, codes[(basket * LINES + line) % codes.length] ?? '', line + 1)
  }
}

async function timePayments(page: Page, codes: readonly string[], sales: number): Promise<number[]> {
  const samples: number[] = []
  for (let sale = 0; sale < sales; sale++) {
    await scanBasket(page, codes, sale)
    await timeEvents(page, 'keydown', '[data-receipt]', 'F10')
    await page.keyboard.press('F10')
    await receiptNumber(page)
    samples.push(...(await readTimers(page)).changed.slice(0, 1))
  }
  return samples
}

/** Sells from the moment a manager's 10,000 changed prices leave until the till has projected the last of them. */
async function sellWhileMerging(shop: BenchShop, page: Page, codes: readonly string[]): Promise<void> {
  const last = shop.added.at(-1)
  if (last === undefined) return
  const price = 4242
  const written = shop.catalog.write(shop.added.map(({ record }) => ({ record, fields: { price } })))
  for (let basket = 0; (await priceOf(page, last.record)) !== price; basket++)
    await sellBaskets(page, codes.slice(basket), 1)
  await written
}

/** The price of a product in the till's own database. */
async function priceOf(page: Page, product: string): Promise<number | null> {
  return page.evaluate(async id => {
    const names = (await indexedDB.databases()).map(each => each.name ?? '')
    const name = names.find(each => /^evertill-till-[^/]+$/.test(each)) ?? ''
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const row = await new Promise<{ price?: number } | undefined>((resolve, reject) => {
      const request = database.transaction('products').objectStore('products').get(id)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    database.close()
    return row?.price ?? null
  }, product)
}

function median(samples: readonly number[]): string {
  return (
    [...samples].sort((one, other) => one - other)[Math.floor(samples.length / 2)] ?? Number.NaN
  ).toFixed(1)
}
