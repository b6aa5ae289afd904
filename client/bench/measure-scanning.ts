import { openBenchShop } from './bench-shop.ts'
import { openTablet, scanLine, WITHOUT_REFRESH } from './bench-tablet.ts'
import { readTimers, timeEvents } from './page-timers.ts'
import type { Figure } from './statistics.ts'

const CODES = ['84879', '85123A', '22423', '47566']
const LINES = 5

/** From a scan's last key, the suffix, to the frame with its line, without the wait for a display's refresh. */
export async function measureScanning(sales: number): Promise<Figure[]> {
  const shop = await openBenchShop(0)
  try {
    const { browser, page } = await openTablet(shop, 'G1', { switches: WITHOUT_REFRESH })
    try {
      const sell = async (baskets: number) => {
        for (let basket = 0; basket < baskets; basket++) {
          for (let line = 0; line < LINES; line++)
            await scanLine(page, CODES[line % CODES.length] ?? '', Math.min(line + 1, CODES.length))
          await page.keyboard.press('F10')
          await page.getByRole('article', { name: /^Receipt/ }).waitFor()
        }
      }
      await sell(5)
      await timeEvents(page, 'keydown', '.till-line', 'Enter')
      await sell(sales)
      const { drawn } = await readTimers(page)
      const name = 'last key of a scan to its line, with a suffix'
      return [{ name, unit: 'ms', samples: drawn, bound: { on: 'p95', atMost: 16 } }]
    } finally {
      await browser.dispose()
    }
  } finally {
    await shop.dispose()
  }
}
