import { type PersonId, toId } from '@evertill/crdt-model'
import { type GiftShop, paidSale, readGiftShop } from '../e2e/harness/gift-shop.ts'
import { launchOwnBrowser } from '../e2e/harness/own-browser.ts'
import { enrollTill } from '../e2e/harness/till.ts'
import { startTillCommands } from '../e2e/harness/till-commands.ts'
import { readTradingDay } from '../e2e/harness/trading-day.ts'
import { openBenchShop } from './bench-shop.ts'
import { prepareTiming } from './page-timers.ts'
import type { Figure } from './statistics.ts'

const LINES = 3
const SALES_AT_ONCE = 250

/** A till that was away for days: so many sales made offline, until the relay has acknowledged the last. */
export async function measureCatchUp(sales: number): Promise<Figure[]> {
  const shop = await openBenchShop(0)
  const browser = await launchOwnBrowser()
  try {
    await prepareTiming(browser.context)
    const gifts = await readGiftShop(shop.relay.url, shop.owner)
    const codes = [...new Set(readTradingDay().map(line => line.code))]
    const page = await enrollTill(browser.context, shop.relay, shop.owner, 'G1')
    const own = await browser.context.newPage()
    await page.close()
    const till = await startTillCommands(own, shop.relay.url)
    await till.until(status => status.phase === 'ready')
    await till.send<'signIn'>({ type: 'signIn', person: toId<PersonId>('gifts-amelia'), pin: '1234' })
    await till.until(status => status.unsyncedEntries === 0)
    await shop.relay.stop()
    const began = performance.now()
    for (let first = 0; first < sales; first += SALES_AT_ONCE) {
      const count = Math.min(SALES_AT_ONCE, sales - first)
      const commands = Array.from({ length: count }, (_, index) => ({
        type: 'completeSale' as const,
        sale: saleNumber(first + index, codes, gifts),
      }))
      const results = await till.sendAll<'completeSale'>(commands)
      const failed = results.find(result => result.kind !== 'completed')
      if (failed !== undefined) throw new Error(`a sale was not completed: ${JSON.stringify(failed)}`)
    }
    const selling = (performance.now() - began) / sales
    await shop.relay.start()
    const back = performance.now()
    await till.until(status => status.unsyncedEntries === 0)
    const seconds = (performance.now() - back) / 1000
    return [
      {
        name: `${sales.toLocaleString('en')} offline sales to acknowledged`,
        unit: 's',
        samples: [seconds],
        bound: { on: 'median', atMost: 10 },
        note: `each took ${selling.toFixed(1)} ms to complete`,
      },
    ]
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}

/** @param codes of goods that are not on offer: the till would ask another price than this reckons */
function saleNumber(number: number, codes: readonly string[], gifts: GiftShop) {
  const lines = Array.from({ length: LINES }, (_, line) => ({
    code: codes[(number * LINES + line) % codes.length] ?? '',
    quantity: 1 + (number % 3),
  }))
  return paidSale(`bench-${number}`, lines, gifts)
}
