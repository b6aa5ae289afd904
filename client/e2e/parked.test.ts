import { findingsReply } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { parked } from '../src/i18n/en/parked.ts'
import { terms } from '../src/i18n/en/terms.ts'
import { till as words } from '../src/i18n/en/till.ts'
import { layCable } from './harness/network-cable.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, openTill, payExactly, pillSays, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi
beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
})

const BIRD = '84879'
const CAKESTAND = '22423'

const tabs = (page: Page) => page.getByRole('navigation', { name: words.header.parked })
const tab = (page: Page, index: number) => page.locator(`[data-parked="${index}"]`)
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const sale = async (page: Page) => (await cartLines(page)).map(line => line.quantity)

/** Rings up something and parks it, under a name when one is given. */
async function park(page: Page, code: string, name?: string): Promise<void> {
  await scan(page, code)
  await expect.poll(() => sale(page)).toEqual(['1'])
  if (name === undefined) await page.keyboard.press('F4')
  else {
    await press(page, words.cart.options)
    await press(page, terms.parkNamed)
    await page.getByRole('textbox', { name: parked.name.label }).fill(name)
    await page.getByRole('dialog').getByRole('button', { name: words.cart.park }).click()
  }
  await expect.poll(() => sale(page)).toEqual([])
}

describe('sales parked for all tills of the store', () => {
  it('are recalled at one of them, by whoever is first; apart, both are told, and selling it twice is found', async () => {
    const cable = await layCable(relay())
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    const other = await openTill(await devices.open(), { ...relay(), url: cable.url }, owner, 'G2')

    await park(page, BIRD, 'Blue coat')
    await tab(other, 1).waitFor()
    // The list says what it is, who parked it, and where.
    await press(other, words.header.parkedCount.replace('{{count}}', '1'))
    const row = other.locator('.parked__row')
    await expect.poll(() => row.innerText()).toMatch(/Blue coat.*Bird Ornament.*Amelia.*£1\.69/s)
    await row.click()
    await expect.poll(() => sale(other)).toEqual(['1'])
    await tabs(page).waitFor({ state: 'detached' })

    // Parked again, it keeps its name, and goes back to the first till.
    await other.keyboard.press('F4')
    await expect.poll(() => tab(page, 1).innerText()).toContain('Blue coat')
    await tab(page, 1).click()
    await expect.poll(() => sale(page)).toEqual(['1'])
    await tabs(other).waitFor({ state: 'detached' })
    await payExactly(page)

    // What is parked without the relay is at the other till once there is one again.
    cable.unplug()
    await pillSays(other, /Offline/)
    await park(other, BIRD)
    await tab(other, 1).waitFor()
    expect(await tabs(page).count()).toBe(0)
    cable.plugIn()
    await tab(page, 1).click()
    await expect.poll(() => sale(page)).toEqual(['1'])
    await tabs(other).waitFor({ state: 'detached' })
    await payExactly(page)

    // Both take the same one while they do not know of each other.
    await park(page, CAKESTAND)
    await tab(other, 1).waitFor()
    cable.unplug()
    await pillSays(other, /Offline/)
    await tab(other, 1).click()
    await expect.poll(() => sale(other)).toEqual(['1'])
    await tab(page, 1).click()
    await expect.poll(() => sale(page)).toEqual(['1'])
    expect(await page.locator('.till-elsewhere').count()).toBe(0)
    cable.plugIn()
    for (const each of [page, other]) await each.locator('.till-elsewhere').waitFor()
    expect(await page.locator('.till-elsewhere').innerText()).toContain('Gifts till 2 (Amelia)')
    const here = await payExactly(page)
    await expect.poll(() => other.locator('.till-elsewhere').innerText()).toContain(here)
    const there = await payExactly(other)
    await expect.poll(foundTwice).toEqual([here, there])
  })
})

async function foundTwice(): Promise<readonly string[]> {
  const response = await fetch(`${relay().url}/api/findings`, { headers: { cookie: owner.cookie } })
  const { findings } = v.parse(findingsReply, await response.json())
  return findings.flatMap(({ kind, receipts }) => (kind === 'sold-twice' ? (receipts ?? []) : []))
}
