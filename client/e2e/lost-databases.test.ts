import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onHand, toId } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { levelDbFolder } from './harness/level-db.ts'
import { readLocalJournal } from './harness/local-journal.ts'
import { launchOwnBrowser, type OwnBrowser } from './harness/own-browser.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal, readStoredStock } from './harness/relay-documents.ts'
import { photograph, useRelay } from './harness/suite.ts'
import {
  cartLines,
  type DemoTill,
  enrollTill,
  enterPin,
  openTill,
  payExactly,
  pillSays,
  pinOf,
  scan,
  signInCashier,
  untilReady,
} from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo', storage: 'embedded' })
const STORE = 'lantern-lace'
/** Regency Cakestand 3 Tier. */
const CODE = '22423'

let browser: OwnBrowser | undefined
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(task.name, browser?.context.pages() ?? [])
  // A test that failed in an outage must not take the next ones along.
  await relay().start()
  await browser?.dispose()
  browser = undefined
})

describe('the browser emptied its databases', () => {
  it('opens offline with every sale, sells on with the next number, and hands each over exactly once', async () => {
    const own = await launchOwnBrowser()
    browser = own
    const api = await signInAsOwner(relay().url)
    const page = await openSafeTill(own, api, 'G1')
    const pin = await pinOf(relay(), 'Amelia')
    const before = await readStoredStock(relay().url, api, STORE)
    const receipts = [await sell(page)]
    await pillSays(page, 'All safe')
    await relay().kill()
    receipts.push(await sell(page), await sell(page))
    await pillSays(page, 'Offline · 2 sales on this till only')
    await own.close()

    damageDatabases(own)
    const emptied = await open(own)
    // The catalog and the staff are here, so the cashier signs in and sells; what the relay has is sent again.
    await untilReady(emptied)
    await enterPin(emptied, 'Amelia', pin)
    await emptied.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
    receipts.push(await sell(emptied))
    await pillSays(emptied, 'Offline · 4 sales on this till only')
    expect(receipts.map(number => Number(number.split('-').at(-1)))).toEqual([2, 3, 4, 6])
    // The page is loaded anew before the relay returns: what was put back stays.
    await emptied.reload()
    await pillSays(emptied, 'Offline · 4 sales on this till only')

    await relay().start()
    await pillSays(emptied, 'All safe')
    const stored = await readStoredJournal(relay().url, api, 'G1')
    expect(stored.map(entry => [entry.number, entry.event.kind])).toEqual([
      [1, 'sign-in'],
      [2, 'sale'],
      [3, 'sale'],
      [4, 'sale'],
      [5, 'sign-in'],
      [6, 'sale'],
    ])
    const local = await readLocalJournal(emptied)
    expect(local.map(entry => entry.number)).toEqual([1, 2, 3, 4, 5, 6])
    const product = toId<Parameters<typeof onHand>[1]>(local[1]?.moves[0]?.product ?? '')
    await expect
      .poll(
        async () => onHand(await readStoredStock(relay().url, api, STORE), product) - onHand(before, product),
      )
      .toBe(-4000)
  })

  it('is still the till when it lost its databases and its notes at once', async () => {
    const own = await launchOwnBrowser()
    browser = own
    const api = await signInAsOwner(relay().url)
    const page = await openSafeTill(own, api, 'G2')
    const receipts = [await sell(page)]
    await pillSays(page, 'All safe')
    await own.close()
    damageDatabases(own)
    rmSync(join(own.profile, 'Default/Local Storage'), { recursive: true })

    const emptied = await open(own, '/')
    await untilReady(emptied)
    await signInCashier(emptied, relay(), 'Amelia')
    receipts.push(await sell(emptied))
    await pillSays(emptied, 'All safe')
    expect(receipts.map(number => Number(number.split('-').at(-1)))).toEqual([2, 4])
    const stored = await readStoredJournal(relay().url, api, 'G2')
    expect(stored.map(entry => entry.number)).toEqual([1, 2, 3, 4])
  })
})

describe('the browser is killed right after the till was enrolled', () => {
  it('comes back as that till, proves itself by its key, and sells', async () => {
    const own = await launchOwnBrowser()
    browser = own
    const api = await signInAsOwner(relay().url)
    await enrollTill(own.context, relay(), api, 'L1')
    await own.kill()
    const page = await open(own)
    await untilReady(page)
    await page.getByRole('button', { name: /^Data safety: All safe/ }).waitFor({ timeout: 30_000 })
  })
})

async function openSafeTill(own: OwnBrowser, api: RelayApi, till: DemoTill): Promise<Page> {
  const page = await openTill(own.context, relay(), api, till)
  await untilOfflineReady(page)
  await pillSays(page, 'All safe')
  return page
}

async function open(own: OwnBrowser, path = '/till'): Promise<Page> {
  const context = await own.relaunch()
  const page = await context.newPage()
  await page.goto(`${relay().url}${path}`)
  return page
}

async function sell(page: Page): Promise<string> {
  await scan(page, CODE)
  await expect.poll(() => cartLines(page)).toHaveLength(1)
  return payExactly(page)
}

/** Leaves the browser's databases so that Chromium itself takes them for damaged, and empties them, at its next start. */
function damageDatabases(own: OwnBrowser): void {
  const folder = levelDbFolder(own.profile)
  const manifest = readdirSync(folder).find(name => name.startsWith('MANIFEST'))
  const path = join(folder, manifest ?? '')
  if (manifest === undefined || !existsSync(path)) throw new Error('the database has no manifest')
  writeFileSync(path, Buffer.alloc(4096, 0xaa))
}
