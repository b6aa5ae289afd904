import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openOffice } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartTotal, enrollTill, payExactly, scan, signInCashier, untilReady } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
/** Regency Cakestand 3 Tier, £12.75. */
const CODE = '22423'

describe('the settings of the shop', () => {
  it('reach a till that is selling: the receipt, the coins, the tax', async () => {
    const api = await signInAsOwner(relay().url)
    const till = await enrollTill(await devices.open(), relay(), api, 'G1')
    await untilReady(till)
    await signInCashier(till, relay(), 'Amelia')
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
