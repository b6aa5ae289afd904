import { creditAccountReply, creditReply, type ReplicaId, storeFields, toId } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers } from './harness/accessibility.ts'
import { GIFT_STORE } from './harness/gift-shop.ts'
import { openDocument } from './harness/manager-document.ts'
import { layCable } from './harness/network-cable.ts'
import { openOffice } from './harness/office.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { openTill, payExactly, pillSays, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi

/** Regency Cakestand 3 Tier, £12.75. */
const CODE = '22423'
const CARD = '6006 4912 3456 1234'

beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
  const settings = await openDocument(relay().url, owner.cookie, 'settings', ['stores'])
  const fields = storeFields({ tenderKinds: ['card', 'gift-card', 'store-credit'], offlineCredit: 2000 })
  const edit = { replica: toId<ReplicaId>('e2e-stores'), who: 'owner', at: Math.floor(Date.now() / 1000) }
  settings.records.write('stores', [{ record: GIFT_STORE, fields }], edit)
  await settings.untilSafe()
  settings.close()
})

async function ask(path: string): Promise<unknown> {
  const response = await fetch(relay().url + path, { headers: { cookie: owner.cookie } })
  return response.json()
}

/** What the server knows of the one card there is. */
async function standing() {
  const [first] = v.parse(creditReply, await ask('/api/credit')).accounts
  if (first === undefined) return undefined
  const { balance, held, free } = v.parse(
    creditAccountReply,
    await ask(`/api/credit/${first.account}?currency=${first.currency}`),
  )
  return { balance, held, free }
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

/** Scans what is sold, and waits until it is in the sale. */
async function ringUp(page: Page): Promise<void> {
  await scan(page, CODE)
  await page.locator('.till-line').waitFor()
}

/** From the sale to the form of the gift card, with what can be used here. */
async function payByCard(page: Page, usable: string): Promise<void> {
  await page.keyboard.press('F9')
  await press(page, 'Gift card')
  const form = page.getByRole('region', { name: 'Gift card' })
  await form.getByLabel('Number of the card').fill(CARD)
  await press(page, 'Look up the card')
  await form.locator('.till-standing__figure strong', { hasText: usable }).waitFor()
}

describe('a gift card', () => {
  it('K3 is sold at one till, spent at another, offline up to its share, and never below zero', async () => {
    const first = await openTill(await devices.open(), relay(), owner, 'G1')
    await press(first, /Amelia/)
    await press(first, 'Gift cards')
    const sheet = first.getByRole('dialog', { name: 'Gift cards' })
    await press(first, 'A card with a number')
    await sheet.getByLabel('Number of the card').fill(CARD)
    await press(first, '£50.00')
    expect(await findBarriers(first)).toEqual([])
    await press(first, 'Add £50.00 to the sale')
    await first.getByText('Gift card …1234').first().waitFor()
    await payExactly(first)
    // Who bought it takes it anywhere: the till gives it back as soon as the server has the sale.
    await expect.poll(standing, { timeout: 30_000 }).toEqual({ balance: 5000, held: 0, free: 5000 })

    const cable = await layCable(relay())
    const device = await devices.open()
    const errors = watchForErrors(device)
    const second = await openTill(device, { ...relay(), url: cable.url }, owner, 'G2')
    await ringUp(second)
    await payByCard(second, '£32.75')
    expect(await findBarriers(second)).toEqual([])
    await press(second, 'Take £12.75')
    const paper = second.getByRole('article', { name: /^Receipt/ })
    await paper.getByText('Left on Gift card …1234').waitFor()
    await paper.getByText('£37.25').waitFor()
    await expect.poll(standing, { timeout: 30_000 }).toEqual({ balance: 3725, held: 2000, free: 1725 })

    cable.unplug()
    await pillSays(second, /Offline/)
    await second.keyboard.press('Enter')
    await ringUp(second)
    await payByCard(second, '£20.00')
    await second.getByText(/The server cannot be reached/).waitFor()
    await press(second, 'Take £12.75')
    await paper.getByText('£24.50').waitFor()
    await second.keyboard.press('Enter')
    await ringUp(second)
    await payByCard(second, '£7.25')
    await press(second, 'Take £7.25')
    await press(second, 'Give £7.25 back')
    await payByCard(second, '£7.25')
    await press(second, 'Take £7.25')
    // The card is at its end here: what is left is paid in cash.
    await payByCard(second, '£7.25')
    await second.getByRole('button', { name: 'Enter an amount' }).waitFor()
    await press(second, 'Cash')
    await press(second, /^Exact/)
    await paper.getByText('£17.25').waitFor()

    cable.plugIn()
    await expect.poll(standing, { timeout: 60_000 }).toEqual({ balance: 1725, held: 0, free: 1725 })
    expect(errors).toEqual([])

    const office = await openOffice(await devices.open(), relay(), 'owner', '/office/credit')
    await press(office, 'Gift card …1234')
    const details = office.getByRole('dialog')
    await details.getByText('£17.25').first().waitFor()
    await details.getByText('No till keeps any of it.').waitFor()
    expect(await findBarriers(office)).toEqual([])
  })
})
