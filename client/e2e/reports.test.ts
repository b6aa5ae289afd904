import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type PersonId, toId } from '@evertill/crdt-model'
import type { BrowserContext } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { paidSale, readGiftShop } from './harness/gift-shop.ts'
import { changeField, officeSays, openOffice, openProduct } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { enrollTill } from './harness/till.ts'
import { startTillCommands } from './harness/till-commands.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

/** Sells on a till of its own through the till's own commands. @returns the receipts' numbers */
async function sellSome(device: BrowserContext): Promise<string[]> {
  const api = await signInAsOwner(relay().url)
  const shop = await readGiftShop(relay().url, api)
  await (await enrollTill(device, relay(), api, 'G1')).close()
  const till = await startTillCommands(await device.newPage(), relay().url)
  await till.until(status => status.phase === 'ready')
  await till.send<'signIn'>({ type: 'signIn', person: toId<PersonId>('gifts-amelia'), pin: '1234' })
  const baskets = [
    [{ code: '22423', quantity: 2 }],
    [
      { code: '85123A', quantity: 1 },
      { code: '22423', quantity: 1 },
    ],
    [{ code: '85123A', quantity: 6, price: 270 }],
  ]
  const sales = baskets.map((lines, index) => paidSale(`sale-${index}`, lines, shop))
  const results = await till.sendAll<'completeSale'>(sales.map(sale => ({ type: 'completeSale', sale })))
  await till.until(status => status.unsyncedEntries === 0)
  await till.stop()
  return results.map(result => (result.kind === 'completed' ? result.receipt.number : result.kind))
}

describe('the back office, once tills have sold', () => {
  it('lists the sales, shows a receipt with its proof, adds up days and exports them', async () => {
    const receipts = await sellSome(await devices.open())
    const office = await devices.open({ acceptDownloads: true, serviceWorkers: 'block' })
    const page = await openOffice(office, relay(), 'owner', '/office/sales')
    const rows = page.locator('[data-sale]')
    await expect.poll(() => rows.count()).toBe(3)
    await expect.poll(() => rows.first().textContent()).toContain('Amelia')

    await page.getByLabel('Find a receipt by its number').fill(receipts[0] ?? '')
    await expect.poll(() => rows.count()).toBe(1)
    await rows.getByRole('button').click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Regency Cakestand 3 Tier').waitFor()
    await sheet.locator(`[data-receipt="${receipts[0]}"]`).waitFor()
    const hash = (await sheet.locator('.sales-proof__hash').textContent()) ?? ''
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    await sheet.getByText(hash.slice(0, 8), { exact: true }).waitFor()
    expect(await sheet.getByText('The clock of the till').count()).toBe(0)
    await sheet.getByRole('button', { name: 'Close' }).click()

    // The clock of this machine is right: what the relay would have measured otherwise.
    await page.route('**/api/sales/*.*.*', async route => {
      const answer = await route.fetch()
      await route.fulfill({ json: { ...(await answer.json()), clockOffset: -180_000 } })
    })
    await rows.getByRole('button').click()
    await expect.poll(() => sheet.textContent()).toContain('The clock of the till was 3 minutes behind')
    await sheet.getByRole('button', { name: 'Close' }).click()

    await page.getByLabel('Find a receipt by its number').fill('')
    await page.getByRole('button', { name: 'By day' }).click()
    const day = page.locator('[data-day]')
    await expect.poll(() => day.count()).toBe(1)
    await day.getByText('3 sales').waitFor()
    await day.getByText('VAT 20% included', { exact: false }).waitFor()

    await page.getByRole('button', { name: 'Receipts' }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export as CSV' }).click()
    const path = join(await mkdtemp(join(tmpdir(), 'evertill-csv-')), 'sales.csv')
    await (await downloading).saveAs(path)
    const file = await readFile(path, 'utf8')
    await rm(dirname(path), { recursive: true })
    expect(file.trim().split('\r\n')).toHaveLength(4)
    for (const receipt of receipts) expect(file).toContain(receipt)

    await office.setOffline(true)
    await page.getByRole('button', { name: '30 days' }).click()
    await page.getByText('The server cannot be reached').first().waitFor()
    await office.setOffline(false)
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await expect.poll(() => rows.count()).toBe(3)
  })

  it('tells who changed a product from what to what, and takes it back', async () => {
    const office = await devices.open()
    const page = await openOffice(office, relay(), 'owner')
    let sheet = await openProduct(page, '22423', 'Regency Cakestand 3 Tier')
    await changeField(sheet, 'Price (GBP)', '99.00')
    await officeSays(page, 'All saved')
    await sheet.getByText('History', { exact: true }).click()
    const changes = sheet.locator('[data-change]')
    await expect.poll(() => changes.count(), { timeout: 30_000 }).toBe(2)
    expect(await changes.first().textContent()).toMatch(/Price.*£\d+\.\d\d.*£99\.00/)
    await changes.nth(1).getByRole('button', { name: 'Back to this' }).click()
    await page.getByText('1 record would change', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Take it back' }).click()
    // The new value may come over the socket before the relay's answer closes the question.
    await page.getByRole('dialog', { name: 'Back to' }).waitFor({ state: 'detached' })
    await expect
      .poll(() => sheet.getByLabel('Price (GBP)').inputValue(), { timeout: 30_000 })
      .not.toBe('99.00')
    await sheet.getByRole('button', { name: 'Close' }).click()

    await page.getByRole('link', { name: 'Changes' }).click()
    await page.getByRole('heading', { name: 'Changes' }).waitFor()
    await page.getByLabel('Catalog').selectOption({ label: 'Gifts · GBP' })
    await expect.poll(() => page.locator('[data-change]').count(), { timeout: 30_000 }).toBeGreaterThan(2)
    expect(await page.locator('[data-change]').first().textContent()).toContain('Regency Cakestand 3 Tier')
    await page.getByRole('button', { name: 'Back to before this' }).first().click()
    await page.getByText('1 record would change', { exact: false }).waitFor()
    sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: 'Cancel' }).click()

    // A setting, likewise.
    await page.getByRole('link', { name: 'Settings' }).click()
    const names = page.getByLabel('Name', { exact: true })
    const before = await names.first().inputValue()
    await names.first().fill('Lantern & Lamp')
    await names.first().blur()
    await officeSays(page, 'All saved')
    await page.getByRole('link', { name: 'Changes' }).click()
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.getByText('Lantern & Lamp').first().waitFor({ timeout: 30_000 })
    expect(await page.locator('[data-change]').first().textContent()).toMatch(/Store.*Name.*Lantern & Lamp/)
    await page.getByRole('button', { name: 'Back to before this' }).first().click()
    await page.getByText('1 record would change', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect.poll(() => names.first().inputValue(), { timeout: 30_000 }).toBe(before)
    await page.getByRole('link', { name: 'Changes' }).click()
    await page.getByRole('button', { name: 'Take the catalog back…' }).click()
    await page.getByRole('button', { name: 'Show what would change' }).click()
    await page.getByText('The history does not reach back to this moment.').waitFor()
  })
})
