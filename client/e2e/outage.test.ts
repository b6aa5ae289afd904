import { onHand, type ProductId, toId } from '@evertill/crdt-model'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { readLocalJournal } from './harness/local-journal.ts'
import { launchOwnBrowser, type OwnBrowser } from './harness/own-browser.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal, readStoredStock } from './harness/relay-documents.ts'
import { photograph, useRelay } from './harness/suite.ts'
import { cartLines, openTill, payExactly, pillSays, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo', storage: 'embedded' })
const STORE = 'lantern-lace'
/** Regency Cakestand 3 Tier, White Hanging Heart T-Light Holder, Assorted Colour Bird Ornament. */
const CODES = ['22423', '85123A', '84879'] as const

let browser: OwnBrowser | undefined
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(task.name, browser?.context.pages() ?? [])
  await browser?.dispose()
  browser = undefined
})

describe('the relay is killed in the middle of a sale', () => {
  it('sells on, keeps every sale through a reload and a new browser, and hands each over exactly once', async () => {
    browser = await launchOwnBrowser()
    const api = await signInAsOwner(relay().url)
    const page = await openSafeTill(browser.context, api)
    const before = await readStoredStock(relay().url, api, STORE)

    await scan(page, CODES[0])
    await expect.poll(() => cartLines(page)).toHaveLength(1)
    await relay().kill()
    const receipts = [await payExactly(page)]
    await pillSays(page, 'Offline · 1 sale on this till only')
    for (const code of CODES.slice(1)) {
      await scan(page, code)
      await expect.poll(() => cartLines(page)).toHaveLength(1)
      receipts.push(await payExactly(page))
    }
    await pillSays(page, 'Offline · 3 sales on this till only')

    await page.reload()
    await pillSays(page, 'Offline · 3 sales on this till only')
    expect(await receiptsOnDisk(page)).toEqual(receipts)

    await browser.close()
    const context = await browser.relaunch()
    const again = await context.newPage()
    await again.goto(`${relay().url}/till`)
    await pillSays(again, 'Offline · 3 sales on this till only')
    expect(await receiptsOnDisk(again)).toEqual(receipts)
    // Nobody has to sign in anew, and the till sells.
    await scan(again, CODES[0])
    await expect.poll(() => cartLines(again)).toHaveLength(1)
    receipts.push(await payExactly(again))
    await pillSays(again, 'Offline · 4 sales on this till only')

    await relay().start()
    await pillSays(again, 'All safe')
    const stored = await readStoredJournal(relay().url, api, 'G1')
    // Number 1 is the sign-in; then the sales, in order, none missing and none twice.
    expect(stored.map(entry => [entry.number, entry.event.kind])).toEqual([
      [1, 'sign-in'],
      [2, 'sale'],
      [3, 'sale'],
      [4, 'sale'],
      [5, 'sale'],
    ])
    expect(receipts.map(number => number.split('-').at(-1))).toEqual(['000002', '000003', '000004', '000005'])
    const sold = [1275, 295, 169, 1275]
    expect(stored.flatMap(({ event }) => (event.kind === 'sale' ? [event.total] : []))).toEqual(sold)
    const products = stored.flatMap(({ event }) =>
      event.kind === 'sale' ? event.lines.map(line => productOf(line.item)) : [],
    )
    await expect
      .poll(async () => {
        const now = await readStoredStock(relay().url, api, STORE)
        return [...new Set(products)].map(product => onHand(now, product) - onHand(before, product))
      })
      .toEqual([-2000, -1000, -1000])
  })
})

async function openSafeTill(context: BrowserContext, api: RelayApi): Promise<Page> {
  const page = await openTill(context, relay(), api, 'G1')
  await untilOfflineReady(page)
  await pillSays(page, 'All safe')
  return page
}

async function receiptsOnDisk(page: Page): Promise<(string | null)[]> {
  const entries = await readLocalJournal(page)
  return entries.flatMap(entry => (entry.kind === 'sale' ? [entry.receipt] : []))
}

function productOf(item: { kind: 'product'; product: ProductId } | { kind: 'unlisted' }): ProductId {
  return item.kind === 'product' ? item.product : toId<ProductId>('unlisted')
}
