import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { decodeRecordEntry, makeDot, readLog } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { relayProgram } from '../../relay/bin/ensure-built.mjs'
import { openDocument } from './harness/manager-document.ts'
import { changeField, officeSays, openOffice, openProduct } from './harness/office.ts'
import { launchOwnBrowser, type OwnBrowser } from './harness/own-browser.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { type RelayProcess, startRelay } from './harness/relay-process.ts'
import { photograph } from './harness/suite.ts'

const CATALOG = 'catalog/gifts'
/** Assorted Colour Bird Ornament. */
const BIRD = '84879'

let browser: OwnBrowser | undefined
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(task.name, browser?.context.pages() ?? [])
  await browser?.dispose()
  browser = undefined
})

describe('a document is begun again while a device is away', () => {
  it('W9 the device fetches it anew, killed on the way, and writes its own work again once', async () => {
    const relay = await startRelay({ template: inject('demoData') })
    const own = await launchOwnBrowser()
    browser = own
    try {
      const api = await signInAsOwner(relay.url)
      const sheet = await openBird(own, relay)
      await changeField(sheet.sheet, 'Price (GBP)', '1.80')
      await expect.poll(async () => (await written(relay, api)).prices).toContain(180)
      await officeSays(sheet.page, 'All saved')

      await relay.stop()
      await changeField(sheet.sheet, 'Price (GBP)', '1.90')
      await officeSays(sheet.page, /1 /)
      expect(await beginAgain(relay.data)).toEqual({ code: 0, said: `${CATALOG}: begun again\n` })
      await relay.start()
      // The copy of the new epoch has a database, and is not whole: or is, a moment ago.
      await expect.poll(async () => (await copiesOf(sheet.page)).length, { interval: 5 }).toBe(2)
      await own.kill()
      // And once more: what lies on the device now, in whole or in part, is of an epoch that has ended as well.
      await relay.stop()
      expect((await beginAgain(relay.data)).code).toBe(0)
      await relay.start()

      await own.relaunch()
      const again = await openBird(own, relay)
      await expect.poll(async () => (await written(relay, api)).prices, { timeout: 60_000 }).toContain(190)
      await officeSays(again.page, 'All saved')
      expect(await again.sheet.getByLabel('Price (GBP)').inputValue()).toBe('1.90')
      const { prices, dots, clients } = await written(relay, api)
      // Each entry once, of before and of now; and what was left behind has not come back.
      expect(dots.length).toBe(new Set(dots).size)
      expect(prices.filter(price => price === 190)).toEqual([190])
      // Replaced by the other: let go with the past when the other was there before the second beginning.
      expect(prices.filter(price => price === 180).length).toBeLessThanOrEqual(1)
      expect(clients).toBeLessThanOrEqual(2)
    } finally {
      await relay.dispose()
    }
  })
})

async function openBird(own: OwnBrowser, relay: RelayProcess) {
  const page = await openOffice(own.context, relay, 'manager')
  return { page, sheet: await openProduct(page, BIRD, 'Assorted Colour Bird Ornament') }
}

/** The databases on this device that hold the catalog, one for each copy. */
async function copiesOf(page: Page): Promise<string[]> {
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''))
  return names.filter(name => name.includes(`/${CATALOG}`))
}

/** What the relay has of the catalog: the prices that were written, all dots, and how many Yjs clients wrote it. */
async function written(relay: RelayProcess, api: RelayApi) {
  const catalog = await openDocument(relay.url, api.cookie, CATALOG, [])
  const entries = readLog(catalog.doc, 'products').flatMap(raw => decodeRecordEntry(raw) ?? [])
  const clients = catalog.doc.store.clients.size
  catalog.close()
  return {
    prices: entries.map(entry => entry.fields.price),
    dots: entries.map(entry => makeDot(entry.replica, entry.counter)),
    clients,
  }
}

/** Runs the command that `npm run begin-again -w @evertill/relay` runs. */
async function beginAgain(data: string): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [...relayProgram('begin-again-main'), CATALOG], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += String(chunk)))
  const [code] = await once(child, 'close')
  return { code, said }
}
