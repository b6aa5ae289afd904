import {
  type Fields,
  type Product,
  productFields,
  quickPageFields,
  type RecordLog,
  toId,
} from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeRecords } from './harness/manager-document.ts'
import { officeSays, openOffice } from './harness/office.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { cartLines, cartTotal, openTill, payExactly, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi

/** A delicatessen's shelf, beside what the gift shop sells. */
const SHELF: { readonly [id: string]: Partial<Product> & { readonly name: string } } = {
  'deli-brie': { name: 'Brie', sku: '12345', price: 1_190, unit: 'kg', tare: 15 },
  'deli-ham': { name: 'Ham', sku: '23456', price: 2_000, unit: 'kg' },
  'deli-watch': {
    name: 'Watch',
    barcodes: ['09506000134352'],
    price: 4_500,
    serialRequired: true,
  },
  'deli-beer': { name: 'Pale ale', barcodes: ['4006381333931'], price: 250, deposit: toId('deli-bottle') },
  'deli-bottle': { name: 'Bottle', price: 25, taxClass: toId('gifts-zero') },
  'deli-shirt-s': { name: 'Shirt S', price: 1_500, family: 'Shirt', variant: 'S' },
  'deli-shirt-m': { name: 'Shirt M', price: 1_600, family: 'Shirt', variant: 'M' },
}

const write = (log: RecordLog, records: { readonly [id: string]: Fields }) =>
  writeRecords(relay().url, owner, 'catalog/gifts', log, records)

beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
  await write('departments', { deli: { name: 'Delicatessen', order: 0, hue: 40 } })
  const shelf = Object.entries(SHELF).map(([id, product]) => [
    id,
    productFields({ department: toId('deli'), taxClass: toId('gifts-standard'), ...product }),
  ])
  await write('products', Object.fromEntries(shelf))
  await write('quickPages', {
    'page-lunch': quickPageFields({
      name: 'Lunch',
      order: 0,
      tiles: [toId('deli-ham'), toId('deli-shirt-m')],
    }),
  })
})

async function key(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
}

describe('finding what is sold', () => {
  it('reads labels and GS1 codes, weighs with tare, asks for a serial number, and says all of it on the receipt', async () => {
    const device = await devices.open({ hasTouch: true })
    const errors = watchForErrors(device)
    const page = await openTill(device, relay(), owner, 'G1')

    // 1.500 kg of item 12345; 3.99 of item 12345; 1.250 kg of item 23456.
    await scan(page, '2112345015002')
    await scan(page, '2312345003997')
    await scan(page, '2123456012507')
    await expect
      .poll(() => cartLines(page))
      .toEqual([
        { quantity: '1.500 kg', name: 'Brie', amount: '£17.85' },
        { quantity: '0.335 kg', name: 'Brie', amount: '£3.99' },
        { quantity: '1.250 kg', name: 'Ham', amount: '£25.00' },
      ])

    // A code with a serial number needs no question; without one it is asked for, and the scanner answers.
    await scan(page, '010950600013435221SN-1\u001d17601231')
    await scan(page, '9506000134352')
    await page.getByText('Serial number of Watch').waitFor()
    await scan(page, 'SN-2')
    await expect
      .poll(async () => (await cartLines(page)).slice(3).map(line => line.name))
      .toEqual(['Watch', 'Watch'])

    // A bottle brings its deposit.
    await scan(page, '4006381333931')
    await expect
      .poll(async () => (await cartLines(page)).slice(5))
      .toEqual([
        { quantity: '1', name: 'Pale ale', amount: '£2.50' },
        { quantity: '1', name: 'Bottle', amount: '£0.25' },
      ])

    // What has expired is told, and sold only when a person says so.
    await scan(page, '(01)04006381333931(17)250131')
    await page.getByText('Pale ale expired on 31 Jan 2025.').waitFor()
    expect(await cartLines(page)).toHaveLength(7)
    await page.getByRole('button', { name: 'Close' }).click()

    // Weighed by hand, with the tare that the product has.
    await page.getByRole('button', { name: 'Delicatessen' }).click()
    await page.locator('[data-product="deli-brie"]').click()
    await key(page, '515')
    await page.getByRole('button', { name: 'Add 0.500 kg at £5.95' }).click()
    await page.getByText('Net 0.500 kg · tare 0.015 kg').waitFor()

    // A note on the line.
    await page.getByRole('button', { name: /^Change Ham/ }).click()
    await page.getByRole('button', { name: 'Note' }).click()
    await page.getByLabel('Note').fill('Sliced thin')
    await page.getByLabel('Note').press('Enter')
    await page.getByText('Sliced thin').waitFor()

    expect(await cartTotal(page)).toBe('£145.54')
    await payExactly(page)
    const text = (await page.getByRole('article', { name: /^Receipt/ }).innerText()).replaceAll(/\s+/g, ' ')
    expect(text).toContain('1.500 kg × £11.90')
    expect(text).toContain('0.335 kg × £11.90 · as labelled £3.99')
    expect(text).toContain('Net 0.500 kg × £11.90 · Tare 0.015 kg £5.95')
    expect(text).toContain('Serial number SN-1')
    expect(text).toContain('Serial number SN-2')
    expect(text).toContain('Sliced thin')
    expect(errors).toEqual([])
  })

  it('shows the manager’s page first, opens a family in place, and sells what is not on file', async () => {
    const page = await openTill(await devices.open({ hasTouch: true }), relay(), owner, 'G2')
    await page.getByRole('button', { name: 'Lunch', pressed: true }).waitFor()
    await page.locator('[data-product="deli-shirt-m"]').click()

    await page.getByRole('button', { name: 'Delicatessen' }).click()
    await page.getByRole('button', { name: /Shirt from £15\.00/ }).click()
    await page
      .getByRole('list', { name: 'Variants of Shirt' })
      .getByRole('button', { name: /^S £15\.00/ })
      .click()

    await scan(page, '5012345678900')
    await page.getByRole('button', { name: 'Sell it as an open item' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.waitFor()
    await page.keyboard.type('325', { delay: 150 })
    await sheet.getByLabel('Name').fill('Olives')
    await sheet.getByLabel('Department').selectOption({ label: 'Delicatessen' })
    await sheet.getByRole('button', { name: 'Add at £3.25' }).click()
    await expect
      .poll(() => cartLines(page))
      .toEqual([
        { quantity: '1', name: 'Shirt M', amount: '£16.00' },
        { quantity: '1', name: 'Shirt S', amount: '£15.00' },
        { quantity: '1', name: 'Olives', amount: '£3.25' },
      ])
    await payExactly(page)
    const text = (await page.getByRole('article', { name: /^Receipt/ }).innerText()).replaceAll(/\s+/g, ' ')
    // 34.25 with 20 % in it.
    expect(text).toMatch(/Total £34\.25/i)
    expect(text).toContain('£5.71')
    expect(text).toContain('Olives 5012345678900 £3.25')
  })

  it('follows the page that a manager lays out, by the arrow keys and by dragging', async () => {
    const office = await openOffice(await devices.open(), relay(), 'manager', '/office/quickPages')
    await office.getByLabel('Catalog').selectOption({ label: 'Gifts · GBP' })
    const pages = () =>
      office
        .getByLabel('Name of the page')
        .evaluateAll(fields => fields.map(field => (field as HTMLInputElement).value))
    await expect.poll(pages).toEqual(['Lunch'])
    await office.getByLabel('New page').fill('Counter')
    await office.getByRole('button', { name: 'Add the page' }).click()
    const card = office.locator('.quick-page').filter({ hasText: 'Counter' })
    const put = async (name: string) => {
      await card.getByLabel('Add a product').fill(name)
      await card.getByRole('button', { name: new RegExp(`^${name}`) }).click()
      await card.getByRole('button', { name: `Move ${name}` }).waitFor()
    }
    for (const name of ['Pale ale', 'Brie', 'Ham']) await put(name)
    const order = () => card.locator('.page-tile__name').allInnerTexts()
    await card.getByRole('button', { name: 'Move Ham' }).press('Home')
    await expect.poll(order).toEqual(['Ham', 'Pale ale', 'Brie'])
    await card.getByRole('button', { name: 'Move Ham' }).press('ArrowRight')
    await expect.poll(order).toEqual(['Pale ale', 'Ham', 'Brie'])
    await card.getByRole('button', { name: 'Move Brie' }).dragTo(card.locator('[data-tile]').first())
    await expect.poll(order).toEqual(['Brie', 'Pale ale', 'Ham'])
    expect(await pages()).toEqual(['Lunch', 'Counter'])
    await office.getByRole('button', { name: 'Move Counter up' }).click()
    await expect.poll(pages).toEqual(['Counter', 'Lunch'])
    await officeSays(office, 'All saved')

    const page = await openTill(await devices.open({ hasTouch: true }), relay(), owner, 'G1')
    await page.getByRole('button', { name: 'Counter' }).click()
    const names = page.locator('.till-tile__name')
    await expect.poll(() => names.allInnerTexts()).toEqual(['Brie', 'Pale ale', 'Ham'])
  })
})
