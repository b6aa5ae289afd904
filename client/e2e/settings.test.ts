import { departmentFields, personFields, tillFields } from '@evertill/crdt-model'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { writeRecords } from './harness/manager-document.ts'
import { openOffice } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartTotal, openTill, payExactly, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
/** Regency Cakestand 3 Tier, £12.75. */
const CODE = '22423'

describe('the settings of the shop', () => {
  it('reach a till that is selling: the receipt, the coins, the tax', async () => {
    const api = await signInAsOwner(relay().url)
    const till = await openTill(await devices.open(), relay(), api, 'G1')
    await scan(till, CODE)
    await expect.poll(() => cartTotal(till)).toBe('£12.75')

    const office = await openOffice(await devices.open(), relay(), 'owner', '/office/settings')
    const store = office.getByRole('region', { name: 'Lantern & Lace' })
    await write(store, 'Receipt footer', 'Come again soon')
    await write(store, 'Address', '1 Lamp Street\nLeeds')
    await choose(office, store, 'Smallest coin', '1.00')
    const taxes = office.getByRole('region', { name: 'Standard rate' })
    await taxes.getByRole('button', { name: 'Add a rate' }).click()
    const rate = taxes.getByRole('group', { name: 'Tax', exact: true })
    await write(rate, 'Percent', '10')
    await rate.getByText('Prices include it').click()
    await write(rate, 'Name on the receipt', 'Lamp levy')

    // 12.75 holds 20 % VAT: the levy is 10 % of the 10.63 (rounded) without it; cash is rounded to whole pounds.
    await expect.poll(() => cartTotal(till), { timeout: 20_000 }).toBe('£13.81')
    await payExactly(till)
    const paper = till.getByRole('article', { name: /^Receipt/ })
    for (const words of ['Come again soon', '1 Lamp Street', 'Leeds', 'Lamp levy', '£14.00'])
      await paper.getByText(words).first().waitFor()
  })

  it('say beside the field what cannot be taken, and keep what was there', async () => {
    const office = await openOffice(await devices.open(), relay(), 'owner', '/office/settings')
    const store = office.getByRole('region', { name: 'Hawkeye Spirits' })
    await write(store, 'Name', '')
    await store.getByText('Please fill this in.').waitFor()
    await write(store, 'Time zone', 'Atlantis/Center')
    await store.getByText('There is no such time zone. Write it like Europe/London.').waitFor()
    await office.reload()
    await expect.poll(() => store.getByLabel('Name', { exact: true }).inputValue()).toBe('Hawkeye Spirits')
  })
})

describe('a name that is being typed in a list of the office', () => {
  it('stays as it is typed while another device changes the record', async () => {
    const api = await signInAsOwner(relay().url)
    const office = await openOffice(await devices.open(), relay(), 'owner', '/office/departments')
    await office.getByLabel('Catalog').selectOption({ label: 'Gifts · GBP' })
    for (const { section, within, row, document, log, fields, isThere } of [
      {
        section: 'Departments',
        within: 'main',
        row: 'department',
        document: 'catalog/gifts',
        log: 'departments',
        fields: departmentFields({ hue: 77 }),
        isThere: (item: Locator) => item.locator('input[type=range][style*="77"]'),
      },
      {
        section: 'People',
        within: '[data-store="lantern-lace"]',
        row: 'person',
        document: 'staff/lantern-lace',
        log: 'people',
        fields: personFields({ pin: null }),
        isThere: (item: Locator) => item.getByText('Cannot sign in yet'),
      },
      {
        section: 'Tills',
        within: '[data-store="lantern-lace"]',
        row: 'till',
        document: 'settings',
        log: 'tills',
        fields: tillFields({ name: 'Till by the window' }),
        isThere: (item: Locator) => item.getByLabel('Name of Till by the window'),
      },
    ] as const) {
      await office.getByRole('link', { name: section, exact: true }).click()
      const first = office.locator(`${within} [data-${row}]`).first()
      const record = (await first.getAttribute(`data-${row}`)) ?? ''
      const item = office.locator(`[data-${row}="${record}"]`)
      const name = item.getByRole('textbox')
      await name.fill('Half a na')
      await writeRecords(relay().url, api, document, log, { [record]: fields })
      await isThere(item).waitFor()
      expect(await name.inputValue()).toBe('Half a na')
      await name.press('End')
      await name.pressSequentially('me')
      await name.press('Enter')
      await expect.poll(() => item.getByRole('textbox').inputValue()).toBe('Half a name')
      await isThere(item).or(item.getByLabel('Name of Half a name')).first().waitFor()
    }
  })
})

async function write(within: Locator, label: string, text: string): Promise<void> {
  const field = within.getByLabel(label, { exact: true }).first()
  await field.fill(text)
  await field.blur()
}

async function choose(page: Page, within: Locator, label: string, option: string): Promise<void> {
  await within
    .getByRole('button', { name: new RegExp(`^${label}`) })
    .or(within.getByLabel(label))
    .first()
    .click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
