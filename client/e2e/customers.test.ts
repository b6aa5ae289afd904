import {
  customerFields,
  customerGroupFields,
  decodeRecordEntry,
  type Fields,
  readLog,
  toId,
} from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { attachCustomer } from './harness/attach-customer.ts'
import { openDocument, writeRecords } from './harness/manager-document.ts'
import { layCable } from './harness/network-cable.ts'
import { openOffice } from './harness/office.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal } from './harness/relay-documents.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { cartTotal, openTill, payExactly, pillSays, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
/** Regency Cakestand 3 Tier, £12.75 with 20 % VAT in it. */
const CAKESTAND = '22423'

describe('customers', () => {
  it('are added offline in a few taps, freed from tax to the penny, and known to the next till; the display shows the sale', async () => {
    const api = await signInAsOwner(relay().url)
    await writeEmbassy(api)
    const cable = await layCable(relay())
    const device = await devices.open()
    const errors = watchForErrors(device)
    const page = await openTill(device, { ...relay(), url: cable.url }, api, 'G1')
    await pillSays(page, 'All safe')
    await untilOfflineReady(page)
    cable.unplug()
    await pillSays(page, /Offline/)

    // Somebody new: the key, the name, Enter, Enter.
    await page.keyboard.press('F6')
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('searchbox').fill('Nora Quill')
    await sheet.getByRole('button', { name: 'New customer “Nora Quill”' }).click()
    await sheet.getByLabel('Phone').fill('07700 900123')
    await sheet.getByRole('button', { name: 'Add to the sale' }).click()
    await page.getByRole('button', { name: 'Take Nora Quill off the sale' }).waitFor()
    const display = await openDisplay(page)
    expect(await display.getByRole('heading').innerText()).toBe('Lantern & Lace')
    await scan(page, CAKESTAND)
    await display.getByText('Regency Cakestand 3 Tier').waitFor()
    await expect.poll(() => display.locator('.display__big').innerText()).toContain('£12.75')
    expect(await display.locator('main').innerText()).not.toContain('Nora')
    await payExactly(page)
    await display.getByText('Thank you').waitFor()
    await page.keyboard.press('Enter')

    // The embassy in two taps: 12.75 is 10.63 and 2.12 of tax, which is not charged.
    await scan(page, CAKESTAND)
    await page.getByRole('button', { name: 'Add a customer' }).click()
    await sheet.getByRole('button', { name: /Embassy of Norland/ }).click()
    await expect.poll(() => cartTotal(page)).toBe('£10.63')
    await page.getByText('Tax-exempt: Embassy · E-77').waitFor()
    await expect.poll(() => display.locator('.display__big').innerText()).toContain('£10.63')
    await payExactly(page)
    const paper = (await page.getByRole('article', { name: /^Receipt/ }).innerText()).replaceAll(/\s+/g, ' ')
    expect(paper).toMatch(/Tax taken off £2\.12 Tax-exempt Embassy · E-77/)
    await page.keyboard.press('Enter')

    // Nora would rather read Spanish: said at this till, while it is offline, on the sale that is open.
    await attachCustomer(page, 'Nora Quill')
    await scan(page, CAKESTAND)
    await page.keyboard.press('F6')
    await sheet.getByRole('button', { name: 'Español', exact: true }).click()
    await sheet.getByRole('button', { name: 'Español', exact: true, pressed: true }).waitFor()
    await sheet.getByRole('button', { name: 'Close' }).click()
    await payExactly(page)
    await page.keyboard.press('Enter')

    cable.plugIn()
    await pillSays(page, 'All safe')
    const sales = (await readStoredJournal(relay().url, api, 'G1')).flatMap(({ event }) =>
      event.kind === 'sale' ? [event] : [],
    )
    expect(sales.map(({ total }) => total)).toEqual([1275, 1063, 1275])
    expect(sales[1]).toMatchObject({
      customer: 'embassy',
      exemptions: [{ reason: 'Embassy', certificate: 'E-77' }],
      taxes: [],
    })

    // The other till of the store knows her, her language, and what she bought at the first one.
    const other = await openTill(await devices.open(), relay(), api, 'G2')
    await other.keyboard.press('F6')
    await other.getByRole('dialog').getByRole('searchbox').fill('900123')
    await other.getByRole('button', { name: /Nora Quill/ }).click()
    await other.getByRole('button', { name: 'Nora Quill', exact: true }).click()
    await other.getByRole('button', { name: 'Español', exact: true, pressed: true }).waitFor()
    await other
      .getByRole('region', { name: 'Bought before' })
      .getByText('Regency Cakestand 3 Tier')
      .first()
      .waitFor()
    expect(errors.filter(error => !/ERR_|WebSocket|Failed to load/.test(error))).toEqual([])
  })

  it('are forgotten: gone from the till at once, and written as nobody', async () => {
    const api = await signInAsOwner(relay().url)
    await writeCustomer(api, 'gone', customerFields({ name: 'Ivo Gonder', phone: '020 7946 0999' }))
    const till = await openTill(await devices.open(), relay(), api, 'G2')
    await till.keyboard.press('F6')
    await till.getByRole('button', { name: /Ivo Gonder/ }).waitFor()

    const office = await openOffice(await devices.open(), relay(), 'owner', '/office/customers')
    await office.getByRole('button', { name: /Ivo Gonder/ }).click()
    await office.getByRole('button', { name: 'Forget', exact: true }).click()
    await office.getByRole('button', { name: 'Forget for good' }).click()
    await office.getByText('The customer is forgotten.').waitFor()
    await till.getByRole('button', { name: /Ivo Gonder/ }).waitFor({ state: 'detached' })
    const customers = await openDocument(relay().url, api.cookie, 'customers', ['customers'])
    const entries = readLog(customers.doc, 'customers').flatMap(raw => decodeRecordEntry(raw) ?? [])
    const replaced = entries.some(({ record, fields }) => record === 'gone' && fields.forgotten === true)
    expect(replaced).toBe(true)
    customers.close()
  })
})

/** The second window, as the till's menu opens it. */
async function openDisplay(page: Page): Promise<Page> {
  await page.getByRole('button', { name: /^Signed in/ }).click()
  const opened = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Customer display' }).click()
  const display = await opened
  await display.locator('[data-display="idle"]').waitFor()
  return display
}

async function writeEmbassy(api: RelayApi): Promise<void> {
  const diplomats = customerGroupFields({ name: 'Diplomats', archived: false })
  await writeRecords(relay().url, api, 'settings', 'customerGroups', { diplomats })
  const fields = customerFields({
    name: 'Embassy of Norland',
    group: toId('diplomats'),
    exemption: { reason: 'Embassy', certificate: 'E-77' },
  })
  await writeCustomer(api, 'embassy', fields)
}

function writeCustomer(api: RelayApi, record: string, fields: Fields): Promise<void> {
  return writeRecords(relay().url, api, 'customers', 'customers', { [record]: fields })
}
