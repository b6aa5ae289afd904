import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { decodeRecordEntry, onHand, type ProductId, readLog, toId } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { openDocument } from './harness/manager-document.ts'
import { changeField, officeSays, openOffice, openProduct } from './harness/office.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal, readStoredStock } from './harness/relay-documents.ts'
import { type RelayProcess, startRelay } from './harness/relay-process.ts'
import { useDevices } from './harness/suite.ts'
import { cartLines, openTill, payExactly, safetyPill, scan } from './harness/till.ts'

const devices = useDevices()
const STORE = 'lantern-lace'
/** Assorted Colour Bird Ornament. */
const BIRD = '84879'

describe('what a device holds of a document is refused', () => {
  it('it fetches the document anew, writes its own work again once, and the owner decides on the rest', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evertill-refused-'))
    await cp(inject('demoData'), folder, { recursive: true })
    const relay = await startRelay({ env: { DATA_DIR: folder } })
    try {
      const api = await signInAsOwner(relay.url)
      const till = await openTill(await devices.open(), relay, api, 'G1')
      await sell(till)
      await safetyPill(till).filter({ hasText: 'All safe' }).waitFor({ timeout: 30_000 })
      const sold = await soldBirds(relay, api)
      const office = await openOffice(await devices.open(), relay, 'manager')
      const sheet = await openProduct(office, BIRD, 'Assorted Colour Bird Ornament')
      await changeField(sheet, 'Price (GBP)', '1.80')
      await expect.poll(() => writtenPrices(relay, api)).toContain(180)
      await officeSays(office, 'All saved')

      // From now on every Yjs client that wrote is somebody else's, as if two devices had drawn the same numbers.
      await relay.stop()
      await giveClientsToAStranger(folder)
      await sell(till)
      await changeField(sheet, 'Price (GBP)', '1.90')
      await relay.start()

      await safetyPill(till).filter({ hasText: 'All safe' }).waitFor({ timeout: 60_000 })
      await expect.poll(() => writtenPrices(relay, api), { timeout: 60_000 }).toContain(190)
      await officeSays(office, 'All saved')
      const stored = await readStoredJournal(relay.url, api, 'G1')
      expect(stored.map(entry => [entry.number, entry.event.kind])).toEqual([
        [1, 'sign-in'],
        [2, 'sale'],
        [3, 'sale'],
      ])
      await expect.poll(() => soldBirds(relay, api)).toBe(sold + 1000)
      // The refused copies lie where they were.
      const copies = await till.evaluate(async () =>
        (await indexedDB.databases()).map(({ name }) => name ?? ''),
      )
      for (const copy of copies.filter(name => name.endsWith('#2')))
        expect(copies).toContain(copy.slice(0, -2))
      expect(copies.filter(name => name.endsWith('#2'))).toHaveLength(2)

      const dashboard = await openOffice(await devices.open(), relay, 'owner', '/dashboard')
      const refused = dashboard.locator('[data-refused=foreignClient]')
      await expect.poll(() => refused.count()).toBe(3)
      await dashboard.getByText('Gifts till 1 · Lantern & Lace · Journal of', { exact: false }).waitFor()
      for (let left = 2; left >= 0; left--) {
        await refused.first().getByRole('button', { name: 'Discard' }).click()
        await expect.poll(() => refused.count()).toBe(left)
      }
      // Whoever comes back with the new copies is welcome.
      await till.reload()
      await safetyPill(till).filter({ hasText: 'All safe' }).waitFor({ timeout: 60_000 })
      await sell(till)
      await safetyPill(till).filter({ hasText: 'All safe' }).waitFor({ timeout: 60_000 })
      expect(await readStoredJournal(relay.url, api, 'G1')).toHaveLength(4)
    } finally {
      await relay.dispose()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

async function giveClientsToAStranger(folder: string): Promise<void> {
  const database = await PGlite.create({ dataDir: join(folder, 'pg') })
  await database.query("update client_bindings set writer = 'device:stranger' where writer <> 'relay'")
  await database.close()
}

/** The prices that were written to the catalog, as the relay has them. */
async function writtenPrices(relay: RelayProcess, api: RelayApi): Promise<unknown[]> {
  const catalog = await openDocument(relay.url, api.cookie, 'catalog/gifts', [])
  const entries = readLog(catalog.doc, 'products').flatMap(raw => decodeRecordEntry(raw) ?? [])
  catalog.close()
  return entries.map(entry => entry.fields.price)
}

async function soldBirds(relay: RelayProcess, api: RelayApi): Promise<number> {
  const journal = await readStoredJournal(relay.url, api, 'G1')
  const sale = journal.find(entry => entry.event.kind === 'sale')?.event
  const item = sale?.kind === 'sale' ? sale.lines[0]?.item : undefined
  const product = item?.kind === 'product' ? item.product : toId<ProductId>('none')
  return -onHand(await readStoredStock(relay.url, api, STORE), product)
}

async function sell(till: Page): Promise<void> {
  await scan(till, BIRD)
  await expect.poll(() => cartLines(till)).toHaveLength(1)
  await payExactly(till)
}
