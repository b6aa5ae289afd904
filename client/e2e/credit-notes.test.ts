import {
  accountOwner,
  creditAccountReply,
  creditReply,
  customerFields,
  storeFields,
} from '@evertill/crdt-model'
import type { Locator, Page } from 'playwright-core'
import * as v from 'valibot'
import { beforeAll, expect, it } from 'vitest'
import { returns } from '../src/i18n/en/returns.ts'
import { findBarriers } from './harness/accessibility.ts'
import { attachCustomer } from './harness/attach-customer.ts'
import { GIFT_STORE } from './harness/gift-shop.ts'
import { writeRecords } from './harness/manager-document.ts'
import { layCable, type NetworkCable } from './harness/network-cable.ts'
import { openOffice } from './harness/office.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { openTill, payExactly, pillSays, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi

/** Regency Cakestand 3 Tier, £12.75. */
const CODE = '22423'
const ANN = 'Ann Thorne'
const ANNS_CREDIT = `Store credit of ${ANN}`
/** Of a card that was sold before this shop had its tills. */
const OLD_CARD = '6006 4912 3456 1234'

beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
  const fields = storeFields({ tenderKinds: ['card', 'gift-card', 'store-credit'], offlineCredit: 1000 })
  await writeRecords(relay().url, owner, 'settings', 'stores', { [GIFT_STORE]: fields })
  await writeRecords(relay().url, owner, 'customers', 'customers', { ann: customerFields({ name: ANN }) })
})

async function ask(path: string): Promise<unknown> {
  const response = await fetch(relay().url + path, { headers: { cookie: owner.cookie } })
  return response.json()
}

/** What the server knows of Ann's credit, or of the card whose number ends so. */
async function standing(of: 'ann' | { readonly card: string }) {
  const { accounts } = v.parse(creditReply, await ask('/api/credit'))
  const found = accounts.find(({ account }) => {
    const owned = accountOwner(account)
    if (of === 'ann') return owned?.kind === 'store-credit' && owned.customer === 'ann'
    return owned?.kind === 'gift-card' && owned.lastFour === of.card
  })
  if (found === undefined) return undefined
  const path = `/api/credit/${found.account}?currency=${found.currency}`
  const { balance, held, free } = v.parse(creditAccountReply, await ask(path))
  return { balance, held, free }
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const paper = (page: Page) => page.getByRole('article', { name: /^Receipt/ })
/** A row of the receipt on screen: what it is, and how much. */
const fact = (page: Page, name: string): Locator =>
  paper(page).locator('.till-receipt__fact').filter({ hasText: name })

async function ringUp(page: Page): Promise<void> {
  await scan(page, CODE)
  await page.locator('.till-line').waitFor()
}

/** Sells one, and takes it back at the same till, paid in the way that is called so. Ends on the refund's receipt. */
async function takeBackFor(page: Page, way: string | RegExp, amount: string): Promise<void> {
  const number = await payExactly(page)
  await page.keyboard.press('Enter')
  // The customer comes back when the server knows of the sale.
  await expect.poll(async () => JSON.stringify(await ask('/api/sales'))).toContain(number)
  await scan(page, number)
  await press(page, returns.receipt.goods)
  const goods = page.getByRole('dialog', { name: returns.goods.title.replace('{{number}}', number) })
  await goods.getByRole('button', { name: returns.goods.all }).click()
  await press(page, returns.reason.mind)
  await goods.getByRole('button', { name: way }).click()
  await press(page, `Pay back ${amount}`)
  await page.getByText(returns.done.refund).waitFor()
}

/** From the sale to the form of a way of paying, with what can be used here. @param number of the card */
async function payWith(
  page: Page,
  way: 'Store credit' | 'Gift card',
  usable: string,
  number?: string,
): Promise<void> {
  await page.keyboard.press('F9')
  await press(page, way)
  const form = page.getByRole('region', { name: way })
  if (number !== undefined) {
    await form.getByLabel('Number of the card').fill(number)
    await press(page, 'Look up the card')
  }
  await form.locator('.till-standing__figure strong', { hasText: usable }).waitFor()
}

/** Takes so much, the rest in cash where something is left; on the receipt then stands what is left on the account. */
async function take(page: Page, amount: string, left: string, rest = false): Promise<void> {
  await press(page, `Take ${amount}`)
  if (rest) await press(page, /^Exact/)
  await fact(page, 'Left on').filter({ hasText: left }).waitFor()
  await page.keyboard.press('Enter')
}

/** Whatever is typed, the form takes nothing: the customer pays in cash. */
async function takesNothing(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: 'Enter an amount' })
  expect(await next.getAttribute('aria-disabled')).toBe('true')
  for (const digit of ['5', '00']) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: 'At most £0.00' }).waitFor()
  await press(page, 'Cash')
  await press(page, /^Exact/)
  await paper(page).waitFor()
  await page.keyboard.press('Enter')
}

/** Goods come back to Ann's credit; two tills that do not reach each other spend no more of it than there is. */
async function spendStoreCredit(first: Page, second: Page, cable: NetworkCable): Promise<void> {
  await attachCustomer(first, ANN)
  await scan(first, CODE)
  await ringUp(first)
  await takeBackFor(first, ANNS_CREDIT, '£25.50')
  await fact(first, 'Given back · Store credit').filter({ hasText: '£25.50' }).waitFor()
  expect(await findBarriers(first)).toEqual([])
  await press(first, returns.done.finish)
  await expect.poll(() => standing('ann')).toEqual({ balance: 2550, held: 0, free: 2550 })

  // The other till asks for what the sale takes and for what the store keeps at hand, £10.00.
  await attachCustomer(second, ANN)
  await ringUp(second)
  await payWith(second, 'Store credit', '£22.75')
  await take(second, '£12.75', '£12.75')
  await expect.poll(() => standing('ann')).toEqual({ balance: 1275, held: 1000, free: 275 })

  cable.unplug()
  await pillSays(second, /Offline/)
  await attachCustomer(first, ANN)
  await ringUp(first)
  await payWith(first, 'Store credit', '£2.75')
  await first.getByText('£10.00 is kept by Gifts till 2', { exact: false }).waitFor()
  await take(first, '£2.75', '£10.00', true)
  await attachCustomer(second, ANN)
  await ringUp(second)
  await payWith(second, 'Store credit', '£10.00')
  await second.getByText(/The server cannot be reached/).waitFor()
  await press(second, 'Take £10.00')
  await press(second, /^Exact/)
  await paper(second).waitFor()
  await second.keyboard.press('Enter')
  await attachCustomer(second, ANN)
  await ringUp(second)
  await payWith(second, 'Store credit', '£0.00')
  await takesNothing(second)

  cable.plugIn()
  await expect.poll(() => standing('ann'), { timeout: 60_000 }).toEqual({ balance: 0, held: 0, free: 0 })
}

/** Goods come back from nobody in particular; the note is spent at the other till, once. @returns the note's last four */
async function spendCreditNote(first: Page, second: Page): Promise<string> {
  await ringUp(first)
  await takeBackFor(first, /A credit note with a new number/, '£12.75')
  const [note = ''] = (await fact(first, 'Credit note').innerText()).match(/\d{4}( \d{4}){3}/) ?? []
  const card = note.slice(-4)
  await press(first, returns.done.finish)
  await expect.poll(() => standing({ card })).toEqual({ balance: 1275, held: 0, free: 1275 })

  await ringUp(second)
  await payWith(second, 'Gift card', '£12.75', note)
  await take(second, '£12.75', '£0.00')
  await expect.poll(() => standing({ card })).toEqual({ balance: 0, held: 0, free: 0 })
  // Spent, it is worth nothing: where it was spent, and where it was given.
  for (const page of [second, first]) {
    await ringUp(page)
    await payWith(page, 'Gift card', '£0.00', note)
    await page.getByText('There is no money on it.').waitFor()
    await takesNothing(page)
  }
  return card
}

/** Chooses a file as a person does, by the place that says so. */
async function chooseFile(page: Page, sheet: Locator, file: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await sheet.getByText('Choose a CSV file').click()
  await (await chooser).setFiles({ name: 'cards.csv', mimeType: 'text/csv', buffer: file })
}

/** A manager brings cards from a list that is half right, puts the list right, and brings it again. */
async function importCards(office: Page): Promise<void> {
  await press(office, 'Import cards')
  const sheet = office.getByRole('dialog', { name: 'Import cards' })
  await sheet.getByLabel('Currency').selectOption('GBP')
  const lines = ['Número;Saldo', `"${OLD_CARD}";"25,00"`, 'GC-2026-0042;12.75']
  // As an older spreadsheet writes it: the heading's accent is no UTF-8.
  await chooseFile(
    office,
    sheet,
    Buffer.from([...lines, 'GC-2026-0043;five', 'GC-44;7.50'].join('\r\n'), 'latin1'),
  )
  await sheet.getByText('2 lines cannot be read: 4, 5').waitFor()
  expect(await sheet.getByLabel('Or paste lines').inputValue()).toContain('Número')
  expect(await findBarriers(office)).toEqual([])
  await sheet.getByRole('button', { name: 'Import 2 cards' }).click()
  await sheet.getByText('2 imported, 0 were there already.').waitFor()

  await chooseFile(
    office,
    sheet,
    Buffer.from([...lines, 'GC-2026-0043;5', 'GC-2026-0044;7.50'].join('\r\n'), 'latin1'),
  )
  await sheet.getByText('cannot be read').waitFor({ state: 'detached' })
  await sheet.getByRole('button', { name: 'Import 4 cards' }).click()
  await sheet.getByText('2 imported, 2 were there already.').waitFor()
  await sheet.getByRole('button', { name: 'Close' }).click()
}

/** What the office's list says of an account: kept at tills, and on it in all. */
const figures = (office: Page, name: string): Promise<string[]> =>
  office.getByRole('row').filter({ hasText: name }).locator('.record-table__figure').allInnerTexts()

it('K2 K3 K6 X4 returns become store credit and credit notes, lists become cards, and each is spent once', async () => {
  const cable = await layCable(relay())
  const contexts = [await devices.open(), await devices.open(), await devices.open()] as const
  const errors = contexts.map(watchForErrors)
  const first = await openTill(contexts[0], relay(), owner, 'G1')
  const second = await openTill(contexts[1], { ...relay(), url: cable.url }, owner, 'G2')
  await spendStoreCredit(first, second, cable)
  const note = await spendCreditNote(first, second)

  const office = await openOffice(contexts[2], relay(), 'manager', '/office/credit')
  await importCards(office)
  await ringUp(second)
  await payWith(second, 'Gift card', '£22.75', OLD_CARD)
  await take(second, '£12.75', '£12.25')
  await expect.poll(() => standing({ card: '1234' })).toEqual({ balance: 1225, held: 1000, free: 225 })

  await office.reload()
  await expect.poll(() => figures(office, 'Gift card …1234')).toEqual(['£10.00', '£12.25'])
  expect(await figures(office, 'Gift card …0042')).toEqual(['£0.00', '£12.75'])
  expect(await figures(office, 'Gift card …0043')).toEqual(['£0.00', '£5.00'])
  expect(await figures(office, 'Gift card …0044')).toEqual(['£0.00', '£7.50'])
  expect(await figures(office, `Gift card …${note}`)).toEqual(['£0.00', '£0.00'])
  expect(await figures(office, ANNS_CREDIT)).toEqual(['£0.00', '£0.00'])
  const owed = await office.locator('.credit-owed :is(dt, dd)').allInnerTexts()
  expect(owed).toEqual(['Owed to customers', '£37.50', '4 with money on them'])

  await press(office, 'Gift card …1234')
  const details = office.getByRole('dialog', { name: 'Gift card …1234' })
  await details.getByText('Gifts till 2').first().waitFor()
  expect(await details.locator('.credit-facts dd').allInnerTexts()).toEqual(['£12.25', '£2.25', '£10.00'])
  expect(errors.flat()).toEqual([])
})
