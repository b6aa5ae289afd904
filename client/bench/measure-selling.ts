import type { Page } from 'playwright-core'
import type { DemoTill } from '../e2e/harness/till.ts'
import { type BenchShop, openBenchShop } from './bench-shop.ts'
import { openTablet, scanLine, WITHOUT_REFRESH } from './bench-tablet.ts'
import { type PageTimers, readTimers, timeEvents, untilThere } from './page-timers.ts'
import type { Figure } from './statistics.ts'

const PRODUCTS = 10_000
const LINES = 3
const MERGES = 2
/** A person looks at the total, or names it, before they press Pay: milliseconds. */
const BEFORE_PAY = 250

/**
 * Scan to line, quiet and under a merge of 10,000 changed products, and payment to "safe on this device". What the
 * till takes is measured without a display's refresh, for which a finished frame waits up to 16.7 ms more at 60 Hz;
 * the figure with it stands beside.
 */
export async function measureSelling(sales: number): Promise<Figure[]> {
  const shop = await openBenchShop(PRODUCTS)
  try {
    const codes = shop.added.map(product => product.barcode)
    const { refreshed, paid, paidAtOnce } = await onTablet(shop, 'G2', [], async page => ({
      refreshed: await timeQuiet(shop, page, sales),
      paid: await timePayments(page, codes, sales, BEFORE_PAY),
      paidAtOnce: await timePayments(page, codes, sales, 0),
    }))
    return await onTablet(shop, 'G1', WITHOUT_REFRESH, async page => {
      const quiet = await timeQuiet(shop, page, sales)
      const merging = await timeScans(page, () => sellWhileMerging(shop, page, codes))
      const at60Hz = `${median(refreshed.drawn)} ms with the wait for a 60 Hz refresh`
      return [
        scanFigure('scan to line on screen', quiet, at60Hz),
        scanFigure('scan to line while 10,000 products merge', merging),
        {
          name: 'pay to “safe on this device”',
          unit: 'ms',
          samples: paid,
          bound: { on: 'p95', atMost: 30 },
          note: `${median(paidAtOnce)} ms by a key within 10 ms of the last scan`,
        },
      ]
    })
  } finally {
    await shop.dispose()
  }
}

async function onTablet<Result>(
  shop: BenchShop,
  till: DemoTill,
  switches: readonly string[],
  measure: (page: Page) => Promise<Result>,
): Promise<Result> {
  const { browser, page } = await openTablet(shop, till, { switches })
  try {
    return await measure(page)
  } finally {
    await browser.dispose()
  }
}

async function timeQuiet(shop: BenchShop, page: Page, sales: number): Promise<PageTimers> {
  const codes = shop.added.map(product => product.barcode)
  await sellBaskets(page, codes, 5)
  return timeScans(page, () => sellBaskets(page, codes, sales))
}

function scanFigure(name: string, { drawn, changed }: PageTimers, more?: string): Figure {
  const notes = [`in the DOM after ${median(changed)} ms`, ...(more === undefined ? [] : [more])]
  return { name, unit: 'ms', samples: drawn, bound: { on: 'p95', atMost: 16 }, note: notes.join('; ') }
}

async function timeScans(page: Page, sell: () => Promise<void>): Promise<PageTimers> {
  await timeEvents(page, 'keydown', '.till-line', 'Enter')
  await sell()
  return readTimers(page)
}

/** Baskets of three lines, paid exactly by one key. */
async function sellBaskets(page: Page, codes: readonly string[], baskets: number): Promise<void> {
  for (let basket = 0; basket < baskets; basket++) {
    await scanBasket(page, codes, basket)
    await page.keyboard.press('F10')
    await untilThere(page, '[data-receipt]')
  }
}

async function scanBasket(page: Page, codes: readonly string[], basket: number): Promise<void> {
  for (let line = 0; line < LINES; line++) {
    await scanLine(page, codes[(basket * LINES + line) % codes.length] ?? '', line + 1)
  }
}

/**
 * Until the screen says that the sale is stored; its receipt is made right behind that.
 * @param pause between the last line and the key, milliseconds
 */
async function timePayments(
  page: Page,
  codes: readonly string[],
  sales: number,
  pause: number,
): Promise<number[]> {
  const samples: number[] = []
  for (let sale = 0; sale < sales; sale++) {
    await scanBasket(page, codes, sale)
    await new Promise(resolve => setTimeout(resolve, pause))
    await timeEvents(page, 'keydown', '.till-done__state', 'F10')
    await page.keyboard.press('F10')
    await untilThere(page, '[data-receipt]')
    samples.push(...(await readTimers(page)).changed.slice(0, 1))
  }
  return samples
}

/**
 * Sells without a pause while a manager's 10,000 changed prices arrive, are folded and projected, until the last of
 * them is.
 */
async function sellWhileMerging(shop: BenchShop, page: Page, codes: readonly string[]): Promise<void> {
  const last = shop.added.at(-1)
  if (last === undefined) return
  let basket = 0
  for (let merge = 0; merge < MERGES; merge++) {
    const price = 4242 + merge
    const written = shop.catalog.write(shop.added.map(({ record }) => ({ record, fields: { price } })))
    while ((await priceOf(page, last.record)) !== price) await sellBaskets(page, codes.slice(basket++), 1)
    await written
  }
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
