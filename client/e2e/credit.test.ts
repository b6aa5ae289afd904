import { creditAccountReply, creditReply, customerFields, storeFields } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { returns } from '../src/i18n/en/returns.ts'
import { findBarriers } from './harness/accessibility.ts'
import { attachCustomer } from './harness/attach-customer.ts'
import { GIFT_STORE } from './harness/gift-shop.ts'
import { writeRecords } from './harness/manager-document.ts'
import { layCable } from './harness/network-cable.ts'
import { openOffice } from './harness/office.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { openTill, payExactly, pillSays, receiptNumber, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi

/** Regency Cakestand 3 Tier, £12.75. */
const CODE = '22423'
const CARD = '6006 4912 3456 1234'
const ANN = 'Ann Thorne'

beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
  const fields = storeFields({
    tenderKinds: ['card', 'gift-card', 'store-credit', 'on-account'],
    offlineCredit: 2000,
  })
  await writeRecords(relay().url, owner, 'settings', 'stores', { [GIFT_STORE]: fields })
  const ann = customerFields({ name: ANN, creditLimit: 6000 })
  await writeRecords(relay().url, owner, 'customers', 'customers', { ann })
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

/** What the server knows of what Ann may owe: what is lent, what tills keep of the rest, and what is left for any. */
async function lending() {
  const { limit, balance, held, free } = v.parse(
    creditAccountReply,
    await ask('/api/credit/ha_ann?currency=GBP'),
  )
  return { lent: (limit ?? 0) - balance, held, free }
}

const ON_ACCOUNT = { name: 'On account' } as const

/** From an empty sale to the form of buying on account, with what may be bought for here now. */
async function buyOnAccount(page: Page, pieces: number, usable: string): Promise<void> {
  await attachCustomer(page, ANN)
  for (let i = 0; i < pieces; i++) await scan(page, CODE)
  await page.locator('.till-line').waitFor()
  await page.keyboard.press('F9')
  await page.getByRole('button', ON_ACCOUNT).click()
  const form = page.getByRole('region', ON_ACCOUNT)
  await form.locator('.till-standing__figure strong', { hasText: usable }).waitFor()
}

/** Takes so much on account and the rest, if any, in cash; then the next sale. */
async function take(page: Page, amount: string, rest = false): Promise<void> {
  await press(page, `Put ${amount} on account`)
  if (rest) await press(page, /^Exact/)
  await page.getByRole('article', { name: /^Receipt/ }).waitFor()
  await page.keyboard.press('Enter')
}

describe('a limit on account', () => {
  it('K12 K13 K14 holds over two tills that are apart, and what is paid can be bought for again', async () => {
    const cables = [await layCable(relay()), await layCable(relay())] as const
    const pages: Page[] = []
    const errors: string[][] = []
    for (const [i, till] of (['G1', 'G2'] as const).entries()) {
      const device = await devices.open()
      errors.push(watchForErrors(device))
      pages.push(await openTill(device, { ...relay(), url: cables[i]?.url ?? '' }, owner, till))
    }
    const [first, second] = pages as [Page, Page]
    // Each asks for what the sale takes and for what the store keeps at hand, £20.00.
    await buyOnAccount(first, 1, '£32.75')
    expect(await findBarriers(first)).toEqual([])
    await take(first, '£12.75')
    await expect.poll(lending, { timeout: 30_000 }).toEqual({ lent: 1275, held: 2000, free: 2725 })
    await buyOnAccount(second, 1, '£27.25')
    await take(second, '£12.75')
    await expect.poll(lending, { timeout: 30_000 }).toEqual({ lent: 2550, held: 3450, free: 0 })

    for (const cable of cables) cable.unplug()
    for (const page of pages) await pillSays(page, /Offline/)
    await buyOnAccount(first, 2, '£20.00')
    const form = first.getByRole('region', ON_ACCOUNT)
    await form.getByText(/only what this till keeps of the limit/).waitFor()
    await take(first, '£20.00', true)
    await buyOnAccount(second, 1, '£14.50')
    await take(second, '£12.75')
    await buyOnAccount(second, 1, '£1.75')
    await take(second, '£1.75', true)
    // Nothing is left at either till, though neither knows what the other lent.
    for (const page of pages) {
      await buyOnAccount(page, 1, '£0.00')
      await page.getByText(/this till keeps nothing of the limit/).waitFor()
      await page.getByRole('button', { name: 'Enter an amount' }).waitFor()
    }
    expect(await findBarriers(second)).toEqual([])

    for (const cable of cables) cable.plugIn()
    await expect.poll(lending, { timeout: 60_000 }).toEqual({ lent: 6000, held: 0, free: 0 })
    for (const page of pages) {
      await press(page, 'Cash')
      await press(page, /^Exact/)
      await page.getByRole('article', { name: /^Receipt/ }).waitFor()
      await page.keyboard.press('Enter')
    }

    // Ann pays half of what she owes at the first till, and buys for some of it at the second.
    await attachCustomer(first, ANN)
    await first.keyboard.press('F6')
    const sheet = first.getByRole('dialog')
    await sheet.getByText('The limit is used up', { exact: false }).waitFor()
    expect(await findBarriers(first)).toEqual([])
    await press(first, 'Take a payment')
    await sheet.getByText('All of it: £60.00').waitFor()
    for (const digit of ['3', '0', '00'])
      await sheet.getByRole('button', { name: digit, exact: true }).click()
    await press(first, 'Add £30.00 to the sale')
    await payExactly(first)
    await first.getByText('Owed on account').waitFor()
    await expect.poll(lending, { timeout: 30_000 }).toEqual({ lent: 3000, held: 0, free: 3000 })
    await buyOnAccount(second, 1, '£30.00')
    await press(second, 'Put £12.75 on account')
    const number = await receiptNumber(second)
    await expect.poll(lending, { timeout: 30_000 }).toMatchObject({ lent: 4275 })

    // It comes back at the other till, onto the account that it was bought on.
    await first.keyboard.press('Enter')
    await scan(first, number)
    const goods = first.getByRole('dialog', { name: returns.goods.title.replace('{{number}}', number) })
    await goods.getByRole('button', { name: returns.goods.all }).click()
    await press(first, returns.reason.mind)
    await press(first, 'Pay back £12.75')
    await first.getByText(returns.done.refund).waitFor()
    await expect.poll(lending, { timeout: 30_000 }).toMatchObject({ lent: 3000 })
    expect(errors.flat()).toEqual([])

    const office = await openOffice(await devices.open(), relay(), 'owner', '/office/customers')
    const owing = office.getByRole('region', { name: 'Owed by customers' })
    await owing.getByText('£30.00').first().waitFor()
    await owing.getByRole('button', { name: ANN, exact: true }).click()
    const details = office.getByRole('region', { name: 'On account, in GBP' })
    await details.getByText('£60.00').first().waitFor()
    await details.getByText('£30.00').first().waitFor()
    await details.getByRole('button', { name: 'Record a payment' }).click()
    const dialog = office.getByRole('dialog', { name: 'Record a payment' })
    await dialog.getByLabel('Amount').fill('30.00')
    await dialog.getByLabel('Reason').fill('Bank transfer')
    await dialog.getByRole('button', { name: 'Record a payment' }).click()
    await expect.poll(lending).toMatchObject({ lent: 0 })
    expect(await findBarriers(office)).toEqual([])
  })
})
