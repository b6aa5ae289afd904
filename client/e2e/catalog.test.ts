import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { changeField, officeSays, openOffice, openProduct } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, openTill, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
const CAKESTAND = { code: '22423', name: 'Regency Cakestand 3 Tier' }
const HEART = { code: '85123A', name: 'White Hanging Heart T-Light Holder' }
const BUNTING = { code: '47566', name: 'Party Bunting' }

describe('two managers and a till', () => {
  it('merges changes of different fields silently, and the till shows the new price without a reload', async () => {
    const [olivia, marcus] = await openBoth()
    // Told of the whole shop, and not of the moment before it began to come.
    await officeSays(olivia, 'All saved')
    const said = await olivia.evaluate(() => (window as SeesPill).saidByPill ?? [])
    expect(said.length).toBeGreaterThan(1)
    expect(said.indexOf('All saved')).toBe(said.length - 1)
    const till = await openGiftTill('G1')
    await till.getByRole('button', { name: 'Kitchen & Dining' }).click()
    const tile = till.getByRole('listitem').getByRole('button', { name: /Regency Cakestand 3 Tier/ })
    await tile.filter({ hasText: '£12.75' }).waitFor()

    const [ofOlivia, ofMarcus] = await Promise.all([open(olivia, CAKESTAND), open(marcus, CAKESTAND)])
    await changeField(ofOlivia, 'Price (GBP)', '13.25')
    await changeField(ofMarcus, 'Brand', 'Regency & Co')
    for (const sheet of [ofOlivia, ofMarcus]) {
      await shows(sheet, 'Price (GBP)', '13.25')
      await shows(sheet, 'Brand', 'Regency & Co')
      expect(await versions(sheet).count()).toBe(0)
    }
    await tile.filter({ hasText: '£13.25' }).waitFor()
    await scan(till, CAKESTAND.code)
    await expect.poll(async () => (await cartLines(till))[0]?.amount).toBe('£13.25')
    for (const page of [olivia, marcus]) await officeSays(page, 'All saved')
  })

  it('shows both values of one field to both when they meet after an outage, and either settles it', async () => {
    const [olivia, marcus] = await openBoth()
    const [ofOlivia, ofMarcus] = await Promise.all([open(olivia, HEART), open(marcus, HEART)])
    const till = await openGiftTill('G2')
    const search = till.getByRole('combobox', { name: 'Search products' })
    const found = till.getByRole('option').first()
    await search.fill(HEART.code)
    await found.filter({ hasText: HEART.name }).waitFor()

    await relay().kill()
    for (const page of [olivia, marcus]) await officeSays(page, 'Offline')
    await changeField(ofOlivia, 'Price (GBP)', '3.10')
    await changeField(ofMarcus, 'Price (GBP)', '3.25')
    // Different fields of the same product go along with it.
    await changeField(ofOlivia, 'Brand', 'Heartfelt')
    for (const page of [olivia, marcus]) await officeSays(page, /only here/)
    await relay().start()

    for (const sheet of [ofOlivia, ofMarcus]) {
      await expect
        .poll(async () => (await versions(sheet).allInnerTexts()).map(amountIn).sort(), { timeout: 30_000 })
        .toEqual(['3.10', '3.25'])
      await shows(sheet, 'Brand', 'Heartfelt')
    }
    // The till has heard of it too: in the list that has been open all along.
    await found.filter({ hasText: /£3\.(10|25)/ }).waitFor({ timeout: 30_000 })
    await search.press('Escape')
    // Tills use one of them, all the same one, and say so in the line.
    await scan(till, HEART.code)
    await expect.poll(() => cartLines(till)).toHaveLength(1)
    const used = (await cartLines(till))[0]?.amount
    expect(['£3.10', '£3.25']).toContain(used)
    await till.getByText(/Managers have entered two prices/).waitFor()

    // Marcus picks Olivia's value; it is settled for both, and for the till.
    await ofMarcus.getByRole('button', { name: 'Keep £3.10 by Olivia Bennett' }).click()
    for (const sheet of [ofOlivia, ofMarcus]) {
      await shows(sheet, 'Price (GBP)', '3.10')
      await expect.poll(() => versions(sheet).count()).toBe(0)
    }
    await search.fill(HEART.code)
    await found.filter({ hasText: '£3.10' }).waitFor()
    for (const page of [olivia, marcus]) await officeSays(page, 'All saved')
  })

  it('keeps what was edited offline through a reload, and a conflict can be settled from the list of conflicts', async () => {
    const [olivia, marcus] = await openBoth()
    const [ofOlivia, ofMarcus] = await Promise.all([open(olivia, BUNTING), open(marcus, BUNTING)])
    await relay().kill()
    for (const page of [olivia, marcus]) await officeSays(page, 'Offline')
    await changeField(ofOlivia, 'Name', 'Party Bunting, cotton')
    await changeField(ofMarcus, 'Name', 'Party Bunting, 5 m')
    for (const page of [olivia, marcus]) await officeSays(page, /1 edit only here/)
    await marcus.reload()
    await officeSays(marcus, /1 edit only here/)
    await relay().start()

    await olivia.goto(`${relay().url}/office/conflicts`)
    const keep = olivia.getByRole('button', { name: 'Keep Party Bunting, 5 m by Marcus Reed' })
    await keep.waitFor({ timeout: 30_000 })
    await olivia.getByRole('button', { name: 'Keep Party Bunting, cotton by Olivia Bennett' }).waitFor()
    await keep.click()
    await keep.waitFor({ state: 'detached' })
    await marcus.goto(`${relay().url}/office/products`)
    await shows(await openProduct(marcus, BUNTING.code, 'Party Bunting, 5 m'), 'Name', 'Party Bunting, 5 m')
  })
})

async function openBoth(): Promise<[Page, Page]> {
  const [first, second] = [await devices.open(), await devices.open()]
  await first.addInitScript(notePill)
  const pages = await Promise.all([
    openOffice(first, relay(), 'owner'),
    openOffice(second, relay(), 'manager'),
  ])
  // Before that a page that is loaded without the relay is not there.
  await Promise.all(pages.map(untilOfflineReady))
  return pages
}

interface SeesPill extends Window {
  /** What the pill of the office said, one after the other. */
  saidByPill?: string[]
}

/** Runs in the page. */
function notePill(): void {
  const said: string[] = []
  Object.assign(window, { saidByPill: said })
  new MutationObserver(() => {
    const words = document.querySelector('.ui-safety__words')?.textContent ?? ''
    if (words !== '' && words !== said.at(-1)) said.push(words)
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

function open(page: Page, product: { readonly code: string; readonly name: string }): Promise<Locator> {
  return openProduct(page, product.code, product.name)
}

async function openGiftTill(id: 'G1' | 'G2'): Promise<Page> {
  return openTill(await devices.open(), relay(), await signInAsOwner(relay().url), id)
}

async function shows(sheet: Locator, label: string, value: string): Promise<void> {
  await expect
    .poll(
      () =>
        sheet
          .getByLabel(label)
          .inputValue({ timeout: 1000 })
          .catch(() => null),
      { timeout: 30_000 },
    )
    .toBe(value)
}

/** The values of a field that has several, each a button that settles it. */
function versions(sheet: Locator): Locator {
  return sheet.getByRole('group', { name: 'Two values: pick one' }).getByRole('button')
}

function amountIn(text: string): string {
  return /\d+\.\d\d/.exec(text)?.[0] ?? text
}
