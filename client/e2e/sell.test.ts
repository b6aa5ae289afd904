import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { till } from '../src/i18n/en/till.ts'
import { readLocalJournal } from './harness/local-journal.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useTill } from './harness/shared-till.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import {
  allow,
  cartLines,
  cartTotal,
  openTill,
  payExactly,
  receiptNumber,
  safetyPill,
  scan,
} from './harness/till.ts'

const relay = useRelay({ shop: 'demo' })
const devices = useDevices()
let owner: RelayApi
beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
})

/** What the next receipt's number ends with when there are so many entries more in the journal by then. */
async function numberAfter(page: Page, entries: number): Promise<RegExp> {
  const { length } = await readLocalJournal(page)
  return new RegExp(`-${String(length + entries).padStart(6, '0')}$`)
}

describe('selling at a gift till', () => {
  const giftTill = useTill(
    devices,
    async device => ({ page: await openTill(device, relay(), owner, 'G1') }),
    { hasTouch: true },
  )

  it('takes products by search, quick key and scan, changes and removes lines, and gives change and a receipt', async () => {
    const { page, errors } = await giftTill()
    // Two changes of lines, who allowed one of them, and the sale.
    const number = await numberAfter(page, 4)

    await page.getByRole('combobox', { name: 'Search products' }).fill('regency cakestand')
    await page.getByRole('option', { name: /Regency Cakestand 3 Tier/ }).click()
    await expect
      .poll(() => cartLines(page))
      .toEqual([{ quantity: '1', name: 'Regency Cakestand 3 Tier', amount: '£12.75' }])
    await page.getByRole('combobox', { name: 'Search products' }).fill('')

    await page.getByRole('button', { name: 'Candles & Lighting' }).click()
    await page.getByRole('button', { name: /White Hanging Heart T-Light Holder/ }).click()
    await scan(page, '84879')
    await scan(page, '84879')
    await expect
      .poll(() => cartLines(page))
      .toEqual([
        { quantity: '1', name: 'Regency Cakestand 3 Tier', amount: '£12.75' },
        { quantity: '1', name: 'White Hanging Heart T-Light Holder', amount: '£2.95' },
        { quantity: '2', name: 'Assorted Colour Bird Ornament', amount: '£3.38' },
      ])
    expect(await cartTotal(page)).toBe('£19.08')

    await page.getByRole('button', { name: 'Change White Hanging Heart T-Light Holder' }).click()
    await page.getByRole('button', { name: 'One more' }).click()
    await page.getByRole('button', { name: /^Price/ }).click()
    for (const key of ['2', '5', '0']) await page.getByRole('button', { name: key, exact: true }).click()
    await page.getByRole('button', { name: till.line.apply.replace('{{value}}', '£2.50') }).click()
    // More than a cashier may take off: somebody who may allows it.
    await allow(page, relay(), 'Noah')
    await expect
      .poll(async () => (await cartLines(page))[1])
      .toMatchObject({ quantity: '2', amount: '£5.00' })
    await page.getByRole('button', { name: 'Change Assorted Colour Bird Ornament' }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect.poll(() => cartTotal(page)).toBe('£17.75')

    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.getByRole('button', { name: '£20.00' }).click()
    const receipt = page.getByRole('article', { name: /^Receipt/ })
    const text = (await receipt.innerText()).replaceAll(/\s+/g, ' ')
    expect(text).toContain('Lantern & Lace')
    expect(text).toMatch(/Total £17\.75/i)
    // 12.75 and 5.00 include 2.13 and 0.83.
    expect(text).toContain('£2.96')
    expect(text).toMatch(/Change £2\.25/i)
    expect(text).toContain('Amelia')
    expect(await receiptNumber(page)).toMatch(number)
    await page.getByRole('button', { name: 'Data safety: All safe' }).waitFor()
    expect(errors).toEqual([])
  })

  it('takes a scan while a field has the focus, and leaves the field as it was', async () => {
    const { page } = await giftTill()
    const search = page.getByRole('combobox', { name: 'Search products' })
    await search.pressSequentially('lant', { delay: 150 })
    await scan(page, '85123A')
    await expect.poll(() => cartLines(page)).toHaveLength(1)
    expect(await search.inputValue()).toBe('lant')
    await payExactly(page)
    // The next scan begins the next sale: it is not lost to the receipt.
    await scan(page, '22423')
    await expect
      .poll(() => cartLines(page))
      .toEqual([{ quantity: '1', name: 'Regency Cakestand 3 Tier', amount: '£12.75' }])
  })

  it('takes two scans in a row, a scan while the price of a line is being typed, and a quick key', async () => {
    const { page } = await giftTill()
    // No pause between them: neither is lost, and they stand in their order.
    await scan(page, '22423')
    await scan(page, '85123A')
    await expect
      .poll(() => cartLines(page))
      .toEqual([
        { quantity: '1', name: 'Regency Cakestand 3 Tier', amount: '£12.75' },
        { quantity: '1', name: 'White Hanging Heart T-Light Holder', amount: '£2.95' },
      ])

    await page.getByRole('button', { name: 'Change Regency Cakestand 3 Tier' }).click()
    await page.getByRole('button', { name: /^Price/ }).click()
    await page.getByRole('button', { name: '9', exact: true }).click()
    await scan(page, '84879')
    await expect.poll(() => cartLines(page)).toHaveLength(3)
    // Neither digits of the code nor the digit before it became a price, and the new line is the one that is seen.
    expect(await cartLines(page)).toEqual([
      { quantity: '1', name: 'Regency Cakestand 3 Tier', amount: '£12.75' },
      { quantity: '1', name: 'White Hanging Heart T-Light Holder', amount: '£2.95' },
      { quantity: '1', name: 'Assorted Colour Bird Ornament', amount: '£1.69' },
    ])

    await page.getByRole('button', { name: 'Quick keys' }).click()
    const tile = page
      .getByRole('listitem')
      .getByRole('button', { name: /White Hanging Heart T-Light Holder/ })
    await tile.first().click()
    await expect
      .poll(async () => (await cartLines(page))[1])
      .toMatchObject({ quantity: '2', amount: '£5.90' })
  })

  it('counts, changes and removes lines by keys, and takes several by a number in front', async () => {
    const { page } = await giftTill()
    // Two pieces less, the line that was taken out, and the sale.
    const number = await numberAfter(page, 4)
    await page.keyboard.type('3*', { delay: 130 })
    await scan(page, '84879')
    await expect
      .poll(() => cartLines(page))
      .toEqual([{ quantity: '3', name: 'Assorted Colour Bird Ornament', amount: '£5.07' }])
    await scan(page, '22423')
    await expect.poll(() => cartLines(page)).toHaveLength(2)
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('+')
    await expect.poll(async () => (await cartLines(page))[0]?.quantity).toBe('4')
    await page.keyboard.press('-')
    await page.keyboard.press('-')
    await expect.poll(async () => (await cartLines(page))[0]?.quantity).toBe('2')
    await page.keyboard.press('Delete')
    await expect
      .poll(() => cartLines(page))
      .toEqual([{ quantity: '1', name: 'Regency Cakestand 3 Tier', amount: '£12.75' }])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => cartLines(page)).toHaveLength(2)
    await page.keyboard.press('F10')
    expect(await receiptNumber(page)).toMatch(number)
  })

  it('sells nothing for an unknown barcode and offers to search for it', async () => {
    const { page } = await giftTill()
    await scan(page, '5012345678900')
    await page.getByRole('alert').filter({ hasText: 'Nothing on file has the code 5012345678900' }).waitFor()
    expect(await cartLines(page)).toEqual([])
    await page.getByRole('button', { name: 'Search for it' }).click()
    expect(await page.getByRole('combobox', { name: 'Search products' }).inputValue()).toBe('5012345678900')
  })

  it('is worked by the keyboard alone, from the first letter to the receipt', async () => {
    const { page } = await giftTill()
    const number = await numberAfter(page, 1)
    await page.keyboard.type('cakestand', { delay: 130 })
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => cartLines(page)).toHaveLength(1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('F9')
    await page.getByRole('heading', { name: 'To pay' }).waitFor()
    await page.keyboard.type('5000', { delay: 130 })
    await page.keyboard.press('Enter')
    expect(await receiptNumber(page)).toMatch(number)
    await page.keyboard.press('Enter')
    await expect.poll(() => cartLines(page)).toEqual([])
  })

  it('has touch targets of at least 44 px on every screen of a sale', async () => {
    const { page } = await giftTill()
    await scan(page, '85123A')
    await page.getByRole('button', { name: /^Change / }).click()
    await expect.poll(() => smallTargets(page)).toEqual([])
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.getByRole('heading', { name: 'To pay' }).waitFor()
    expect(await smallTargets(page)).toEqual([])
    await page.getByRole('button', { name: /^Exact/ }).click()
    await receiptNumber(page)
    expect(await smallTargets(page)).toEqual([])
  })
})

describe('selling at a liquor till', () => {
  it('asks for the age before payment, adds the tax, and asks which when two products share a barcode', async () => {
    const page = await openTill(await devices.open({ hasTouch: true }), relay(), owner, 'L1')
    // Scanners send a UPC with its leading zero; the list has it without.
    await scan(page, '088004022723')
    await expect
      .poll(() => cartLines(page))
      .toEqual([{ quantity: '1', name: 'Fireball Cinnamon Whiskey Bag in Box 3.5 L', amount: '$45.00' }])
    // 7 % of 45.00 is added.
    expect(await cartTotal(page)).toBe('$48.15')
    const pay = page.getByRole('button', { name: /^Pay/ })
    expect(await pay.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('button', { name: 'Age checked' }).click()
    await scan(page, '096749228508')
    await page.getByRole('alert').filter({ hasText: 'products have this code' }).waitFor()
    expect(await cartLines(page)).toHaveLength(1)
    await page.getByRole('alert').getByRole('button').first().click()
    await expect.poll(() => cartLines(page)).toHaveLength(2)
    await payExactly(page)
    await safetyPill(page).filter({ hasText: 'All safe' }).waitFor()
  })
})

/** Visible buttons, links and fields that are smaller than 44 × 44 px, in words. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.locator('button, a[href], input, select, [role=option]').evaluateAll(elements =>
    elements
      .map(element => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 0 && box.height > 0 && element.checkVisibility())
      .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
      .map(
        ({ element, box }) =>
          `${element.getAttribute('aria-label') ?? element.textContent} ${Math.round(box.width)}×${Math.round(box.height)}`,
      ),
  )
}
