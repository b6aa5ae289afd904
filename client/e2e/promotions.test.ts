import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openOffice } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, cartTotal, openTill, payExactly, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
/** Regency Cakestand 3 Tier, £12.75. */
const CAKESTAND = '22423'
/** Assorted Colour Bird Ornament, £1.69. */
const BIRD = '84879'
/** Classic Metal Birdcage Plant Holder: £12.75 in the catalog, £9.95 in the demo's clearance list. */
const BIRDCAGE = 'birdcage plant'
/** Of the demo shop: 10 % off the whole sale. */
const COUPON = 'WELCOME10'

it('a manager puts 3 for 2 on, and the open sale has it at once; a coupon takes 10 % of what is left', async () => {
  const api = await signInAsOwner(relay().url)
  const till = await openTill(await devices.open(), relay(), api, 'G1')
  for (let count = 0; count < 3; count++) await scan(till, CAKESTAND)
  await expect.poll(() => cartTotal(till)).toBe('£38.25')

  const office = await openOffice(await devices.open(), relay(), 'manager', '/office/promotions')
  await makeThreeForTwo(office)

  await expect.poll(() => cartTotal(till), { timeout: 20_000 }).toBe('£25.50')
  expect(await cartLines(till)).toEqual([
    { quantity: '3', name: 'Regency Cakestand 3 Tier', amount: '£25.50' },
  ])
  const line = till.locator('.till-line')
  await line.getByText('Cakestands: 3 for 2').waitFor()
  await line.getByText('-£12.75').waitFor()
  await till.locator('.till-foot').getByText('Saved').waitFor()

  await till.keyboard.press('F3')
  const sheet = till.getByRole('dialog', { name: 'Coupons' })
  await sheet.getByLabel('Code of the coupon').fill('welcome11')
  await sheet.getByLabel('Code of the coupon').press('Enter')
  await sheet.getByText('No promotion of this shop has the code WELCOME11.', { exact: false }).waitFor()
  await sheet.getByLabel('Code of the coupon').fill(COUPON.toLowerCase())
  await sheet.getByRole('button', { name: 'Use it' }).click()
  await expect.poll(() => cartTotal(till)).toBe('£22.95')
  await till.locator(`[data-coupon="${COUPON}"]`).getByText('-£2.55').waitFor()

  await till.getByRole('button', { name: `Take ${COUPON} back` }).click()
  await expect.poll(() => cartTotal(till)).toBe('£25.50')
  await scan(till, COUPON)
  await expect.poll(() => cartTotal(till)).toBe('£22.95')

  await payExactly(till)
  const paper = till.getByRole('article', { name: /^Receipt/ })
  for (const words of ['Cakestands: 3 for 2 -£12.75', 'Welcome: 10% off -£2.55', '£22.95', '£15.30'])
    await paper.getByText(words).first().waitFor()

  // A price list of the shop: rung up, and shown before.
  await till.keyboard.type(BIRDCAGE, { delay: 130 })
  await till.getByRole('option').first().getByText('£9.95').waitFor()
  await till.keyboard.press('Enter')
  await expect.poll(() => cartTotal(till)).toBe('£9.95')

  // It may be used once in all: it was, at this till, so no other takes it.
  await limitCoupon(office, '1')
  const other = await openTill(await devices.open(), relay(), api, 'G2')
  await scan(other, BIRD)
  await scan(other, COUPON)
  await other.locator(`[data-coupon="${COUPON}"]`).getByText('Used up').waitFor({ timeout: 40_000 })
  await expect.poll(() => cartTotal(other)).toBe('£1.69')
})

/** Says how often the demo's coupon may be used, and sees how often it was. */
async function limitCoupon(office: Page, uses: string): Promise<void> {
  await office
    .locator('[data-promotion]')
    .filter({ hasText: COUPON })
    .getByRole('button', { name: /Welcome/ })
    .click()
  const sheet = office.getByRole('dialog')
  await sheet.getByText('Used 1 time so far.').waitFor()
  await sheet.getByLabel('Uses in all').fill(uses)
  await sheet.getByLabel('Uses in all').press('Enter')
  await sheet.getByText('Used 1 of 1 times so far.').waitFor()
  await sheet.getByRole('button', { name: 'Save' }).click()
  await sheet.waitFor({ state: 'detached' })
}

async function makeThreeForTwo(office: Page): Promise<void> {
  await office.getByLabel('Catalog').selectOption({ label: 'Gifts · GBP' })
  await office.getByRole('button', { name: 'New promotion' }).click()
  // The demo shop has one of that kind too: the list behind is not meant.
  await office
    .getByRole('dialog')
    .getByRole('button', { name: /^3 for 2/ })
    .click()
  const sheet = office.getByRole('dialog', { name: 'New promotion' })
  await sheet.getByLabel('Name on the receipt').fill('Cakestands: 3 for 2')
  const products = sheet.getByRole('group', { name: 'Products', exact: true })
  await products.getByLabel('Find a product').fill(CAKESTAND)
  await products.getByRole('button', { name: /^Regency Cakestand 3 Tier/ }).click()
  await sheet.getByText('3 for 2 on Regency Cakestand 3 Tier.').waitFor()
  const trial = sheet.getByRole('region', { name: 'Try it' })
  await trial.getByLabel('Find a product').fill(CAKESTAND)
  await trial.getByRole('button', { name: /^Regency Cakestand 3 Tier/ }).click()
  for (let count = 0; count < 2; count++) await trial.getByRole('button', { name: /^One more/ }).click()
  await trial.getByText('£25.50').first().waitFor()
  await sheet.getByRole('button', { name: 'Put it on' }).click()
  await office
    .locator('[data-promotion]')
    .filter({ hasText: 'Cakestands: 3 for 2' })
    .getByText('On now')
    .waitFor()
}
