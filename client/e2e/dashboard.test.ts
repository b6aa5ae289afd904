import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { layCable } from './harness/network-cable.ts'
import { changeField, openOffice, openProduct } from './harness/office.ts'
import { relayStatus, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, openTill, payExactly, safetyPill, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

describe('the dashboard of the owner', () => {
  it('lists every till with how it is, and follows one through an outage by itself', async () => {
    const page = await openOffice(await devices.open(), relay(), 'owner', '/dashboard')
    for (const name of ['Gifts till 1', 'Gifts till 2', 'Liquor till 1', 'Liquor till 2'])
      await page.getByRole('heading', { name, exact: true }).waitFor()
    const card = cardOf(page, 'G1')
    await card.getByText('No tablet yet').waitFor()

    const cable = await layCable(relay())
    const api = await signInAsOwner(relay().url)
    const till = await openTill(await devices.open(), { ...relay(), url: cable.url }, api, 'G1')
    await card.getByText('Online', { exact: true }).waitFor({ timeout: 30_000 })
    await sell(till)
    await says(card, 'Signed in', 'Amelia')
    await says(card, 'Sales only on this till', '0')
    // The sign-in and the sale.
    await says(card, 'Entries at the server', '2')
    await says(card, 'Open conflicts', '0')
    await says(card, 'Sale to safe', /^\d.* ms|sec/)
    await page.getByText('Stored documents').click()
    await page.getByRole('rowheader', { name: /^journal\/G1\// }).waitFor()
    await says(card, 'Last seen', /now|sec|ago/)
    const { version } = await relayStatus(relay().url)
    await says(card, 'App version', new RegExp(`^${version.split('+')[0]?.replaceAll('.', '\\.')}`))
    await expect
      .poll(async () => {
        const [done, of] = (await figure(card, 'Documents up to date')).split(' of ').map(Number)
        return done !== undefined && done === of && done >= 5
      })
      .toBe(true)

    cable.unplug()
    await safetyPill(till).filter({ hasText: 'Offline' }).waitFor()
    await card.getByText('Offline', { exact: true }).waitFor({ timeout: 60_000 })
    await sell(till)
    await sell(till)
    await safetyPill(till).filter({ hasText: 'Offline · 2 sales on this till only' }).waitFor()
    await says(card, 'Entries at the server', '2')

    cable.plugIn()
    await card.getByText('Online', { exact: true }).waitFor({ timeout: 60_000 })
    await says(card, 'Entries at the server', '4')
    await says(card, 'Sales only on this till', '0')
    await safetyPill(till).filter({ hasText: 'All safe' }).waitFor()
  })

  it('tells of open conflicts and leads to them', async () => {
    const olivia = await openOffice(await devices.open(), relay(), 'owner')
    const cable = await layCable(relay())
    const marcus = await openOffice(await devices.open(), cable, 'manager')
    const mine = await openProduct(olivia, '84879', 'Assorted Colour Bird Ornament')
    const theirs = await openProduct(marcus, '84879', 'Assorted Colour Bird Ornament')
    const page = await openOffice(await devices.open(), relay(), 'owner', '/dashboard')
    await page.getByRole('heading', { name: 'Gifts till 1' }).waitFor()

    cable.unplug()
    await safetyPill(marcus).filter({ hasText: 'Offline' }).waitFor()
    await changeField(theirs, 'Price (GBP)', '1.80')
    await changeField(mine, 'Price (GBP)', '1.90')
    await safetyPill(olivia).filter({ hasText: 'All saved' }).waitFor()
    expect(await page.getByText('1 conflict waits for a decision.').count()).toBe(0)
    cable.plugIn()
    await page.getByText('1 conflict waits for a decision.').waitFor({ timeout: 30_000 })
    await page.getByRole('link', { name: 'Settle' }).click()
    await page.getByRole('button', { name: 'Keep £1.80 by Marcus Reed' }).click()
    await page.getByText('No conflicts').waitFor()
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await expect.poll(() => page.getByText('1 conflict waits for a decision.').count()).toBe(0)
  })

  it('is for people who are signed in', async () => {
    const page = await (await devices.open()).newPage()
    await page.goto(`${relay().url}/dashboard`)
    await page.getByRole('heading', { name: 'Sign in to the back office' }).waitFor()
    expect((await page.request.get(`${relay().url}/api/tills`)).status()).toBe(401)
  })
})

function cardOf(page: Page, till: string): Locator {
  return page.getByRole('listitem').and(page.locator(`[data-till="${till}"]`))
}

/** The figure that stands beside a name. */
async function figure(card: Locator, name: string): Promise<string> {
  const texts = await card.evaluate((element, wanted) => {
    const main = [...element.querySelectorAll('.dash-till__main')].map(each => [
      each.querySelector('span')?.textContent,
      each.querySelector('strong')?.textContent,
    ])
    const rest = [...element.querySelectorAll('dt')].map(each => [
      each.textContent,
      each.nextElementSibling?.textContent,
    ])
    return [...main, ...rest].find(([label]) => label === wanted)?.[1] ?? ''
  }, name)
  return texts.trim()
}

async function says(card: Locator, name: string, value: string | RegExp): Promise<void> {
  const check = expect.poll(() => figure(card, name), { timeout: 45_000 })
  await (typeof value === 'string' ? check.toBe(value) : check.toMatch(value))
}

async function sell(till: Page): Promise<void> {
  await scan(till, '22423')
  await expect.poll(() => cartLines(till)).toHaveLength(1)
  await payExactly(till)
}
