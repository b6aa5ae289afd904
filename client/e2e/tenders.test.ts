import {
  customerFields,
  NO_CURRENCY,
  parseCurrency,
  saleReply,
  salesReply,
  storeFields,
} from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers } from './harness/accessibility.ts'
import { attachCustomer } from './harness/attach-customer.ts'
import { GIFT_STORE } from './harness/gift-shop.ts'
import { writeRecords } from './harness/manager-document.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { openTill, pillSays, receiptNumber, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi

const USD = parseCurrency('USD') ?? NO_CURRENCY
const SLIP = { scheme: 'Visa Debit', lastFour: '1234', aid: 'A0000000031010', approval: '123456' }
const ON_PAPER = ['Visa Debit ···· 1234', 'AID A0000000031010', 'Approval 123456']
/** Regency Cakestand 3 Tier, £12.75. */
const CODE = '22423'

beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
  const fields = storeFields({
    cashStep: 10,
    tenderKinds: ['card', 'gift-card', 'store-credit', 'voucher', 'on-account'],
    cardTerminal: 'the blue terminal',
    tipMillionths: [100_000, 150_000],
    exchangeRates: [{ currency: USD, foreign: 100, own: 79, step: 500 }],
  })
  await writeRecords(relay().url, owner, 'settings', 'stores', { [GIFT_STORE]: fields })
  const ann = customerFields({ name: 'Ann Thorne', creditLimit: 2_000 })
  await writeRecords(relay().url, owner, 'customers', 'customers', { ann })
})

/** What is still to pay, as large as it stands on the screen. */
function due(page: Page): Promise<string | null> {
  return page.locator('.till-pay__amount').textContent()
}

/** A figure, on the keypad of the screen. */
async function key(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
}

/** What else stands on the slip, behind a tap: typed as it comes, and told where it is wrong. */
async function takeDownSlip(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: 'Card' })
  await card.getByText('More from the slip').click()
  await card.getByLabel('Kind of card').fill('Visa Debit')
  await card.getByLabel('Last four digits').fill('12345')
  await card.getByLabel('AID').fill('a000 0000 0310 10')
  await card.getByText('Four digits, no more.').waitFor()
  await page.getByRole('button', { name: 'Correct: Last four digits' }).waitFor()
  expect(await findBarriers(page)).toEqual([])
  await card.getByLabel('Last four digits').fill('1234')
  await card.getByLabel('Approval number').click()
  // The keypad types where somebody typed last.
  await key(page, '123456')
  await card.getByLabel('Approval number').focus()
}

/** A phone, a phone behind the bars of its browser, and a small tablet. */
const SMALL_LOOKS = [
  { width: 390, height: 844, language: 'en', text: 'normal' },
  { width: 390, height: 664, language: 'es', text: 'largest' },
  { width: 600, height: 960, language: 'es', text: 'normal' },
] as const

async function turnInto(page: Page, look: (typeof SMALL_LOOKS)[number]): Promise<void> {
  await page.setViewportSize({ width: look.width, height: look.height })
  await page.evaluate(
    choices => {
      for (const [key, newValue] of Object.entries(choices)) {
        localStorage.setItem(key, newValue)
        window.dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }))
      }
    },
    { 'evertill.language': look.language, 'evertill.text-size': look.text },
  )
  await page.locator(`html[lang="${look.language}"]`).waitFor()
}

const IN_SIGHT = { dueInSight: true, buttonInSight: true, inReach: true, coversNothing: true, scrolls: 'up' }

/** Whether one is in sight, above the other. */
async function liesAbove(page: Page, one: string, other: string): Promise<boolean> {
  const [upper, lower] = await Promise.all([
    page.locator(one).first().boundingBox(),
    page.locator(other).boundingBox(),
  ])
  return upper !== null && lower !== null && upper.y >= 0 && upper.y + upper.height <= lower.y
}

/** Where the foot of the payment stands, before and after all above it was scrolled to its end. */
function footOf(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(() => {
    const find = (selector: string) => {
      const found = document.querySelector(selector)
      if (found === null) throw new Error(`there is no ${selector}`)
      return found
    }
    const boxOf = (selector: string) => find(selector).getBoundingClientRect()
    const isInSight = ({ top, bottom, left, right }: DOMRect) =>
      top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
    const work = find('.till-pay__work')
    work.scrollTop = 0
    const button = boxOf('.till-pay__take')
    const due = boxOf('.till-pay__amount')
    work.scrollTop = work.scrollHeight
    const keys = boxOf('.till-pay__keys .ui-keypad__key:last-child')
    const isStill = boxOf('.till-pay__take').top === button.top
    work.scrollTop = 0
    return {
      dueInSight: isInSight(due),
      buttonInSight: isInSight(button),
      inReach: button.height >= 44 && button.top > innerHeight * 0.6 && button.right > innerWidth * 0.8,
      coversNothing: isInSight(keys) && keys.bottom <= boxOf('.till-pay__due').top,
      scrolls: isStill ? 'up' : 'with the foot',
    }
  })
}

async function ask(path: string): Promise<unknown> {
  const response = await fetch(relay().url + path, { headers: { cookie: owner.cookie } })
  return response.json()
}

describe('paying in several ways', () => {
  it('takes card, voucher, foreign cash and cash with a tip, rounds, gives change, and tells the relay all of it', async () => {
    const device = await devices.open()
    const errors = watchForErrors(device)
    const page = await openTill(device, relay(), owner, 'G1')
    for (let i = 0; i < 4; i++) await scan(page, CODE)
    await page.keyboard.press('F9')
    await expect.poll(() => due(page)).toBe('£51.00')
    await page.getByRole('button', { name: '10%: £5.10' }).click()
    await expect.poll(() => due(page)).toBe('£56.10')

    // The whole on the card by mistake: more than is due is refused with words, and what was taken is undone.
    await page.keyboard.press('c')
    const card = page.getByRole('region', { name: 'Card' })
    await card.getByText('Key £56.10 into the blue terminal and wait for its approval.').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await page.getByRole('button', { name: /^On the card/ }).click()
    await key(page, '6000')
    await page.getByRole('button', { name: 'At most £56.10: this gives no change' }).waitFor()
    await page.keyboard.press('Delete')
    await key(page, '2003')
    await card.getByLabel('Number on the terminal’s slip').fill('A-004711')
    await page.getByRole('button', { name: '£20.03 approved' }).click()
    await expect.poll(() => due(page)).toBe('£36.07')
    await page.getByRole('button', { name: 'Give £20.03 back' }).click()
    await expect.poll(() => due(page)).toBe('£56.10')

    // An amount typed first goes on the card.
    await key(page, '2103')
    await page.keyboard.press('c')
    await card.getByText('Key £21.03').waitFor()
    // A whole card number is kept nowhere, and why is said where it was typed.
    await card.getByLabel('Number on the terminal’s slip').fill('4111 1111 1111 1111')
    await card.getByText('This could be a whole card number', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Correct: Number on the terminal’s slip' }).waitFor()
    await card.getByLabel('Number on the terminal’s slip').fill('A-004712')
    await takeDownSlip(page)
    await page.keyboard.press('Enter')
    await expect.poll(() => due(page)).toBe('£35.07')

    await key(page, '1000')
    await page.getByRole('button', { name: 'Voucher' }).click()
    await page.getByRole('region', { name: 'Voucher' }).waitFor()
    await scan(page, 'VOUCHER-77')
    await page.getByRole('button', { name: 'Take a voucher of £10.00' }).click()
    await expect.poll(() => due(page)).toBe('£25.07')

    await page.getByRole('button', { name: 'Foreign cash' }).click()
    const foreign = page.getByRole('region', { name: 'Foreign cash' })
    await foreign.getByText('$35.00').first().waitFor()
    await key(page, '2000')
    await foreign.getByText('Counts for £15.80').waitFor()
    await page.getByRole('button', { name: 'Take $20.00' }).click()
    // 25.07 are left for cash: 25.10 in coins of ten pence.
    await expect.poll(() => due(page)).toBe('£9.30')
    await page.locator('[data-note="1000"]').click()

    const number = await receiptNumber(page)
    const paper = page.getByRole('article', { name: /^Receipt/ })
    for (const words of ['Card …4712', ...ON_PAPER, 'Voucher …R-77', '$20.00 at 0.79', 'Tip', 'Rounding'])
      await paper.getByText(words).first().waitFor()
    await page.getByText('£0.70').first().waitFor()

    // Ann may owe £20.00, and owes nothing here yet.
    await page.keyboard.press('Enter')
    await attachCustomer(page, 'Ann Thorne')
    for (let i = 0; i < 2; i++) await scan(page, CODE)
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: 'On account' }).click()
    const account = page.getByRole('region', { name: 'On account' })
    const mayBuy = (amount: string) =>
      account.locator('.till-standing__figure strong', { hasText: amount }).waitFor()
    await mayBuy('£20.00')
    await page.getByRole('button', { name: 'Put £20.00 on account' }).click()
    await expect.poll(() => due(page)).toBe('£5.50')
    await page.locator('[data-note="550"]').click()
    await receiptNumber(page)
    // What she owes by the journal of this till counts at once.
    await page.keyboard.press('Enter')
    await attachCustomer(page, 'Ann Thorne')
    await scan(page, CODE)
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: 'On account' }).click()
    await mayBuy('£0.00')
    expect(errors).toEqual([])

    await pillSays(page, 'All safe')
    let id = ''
    await expect
      .poll(async () => {
        const { sales } = v.parse(salesReply, await ask(`/api/sales?receipt=${number}`))
        id = sales[0]?.id ?? ''
        return id
      })
      .not.toBe('')
    const sale = v.parse(saleReply, await ask(`/api/sales/${encodeURIComponent(id)}`))
    expect(sale).toMatchObject({ total: 5100, tip: 510, rounding: 3, tendered: 5683, change: 70 })
    expect(sale.tenders).toEqual([
      { kind: 'card', amount: 2103, slip: SLIP },
      { kind: 'voucher', amount: 1000 },
      { kind: 'foreign-cash', amount: 1580 },
      { kind: 'cash', amount: 1000 },
    ])
  })

  it('keeps what is due and the next step in sight and in reach, whatever is offered above them', async () => {
    const device = await devices.open({ hasTouch: true })
    const page = await openTill(device, relay(), owner, 'G2')
    await attachCustomer(page, 'Ann Thorne')
    await scan(page, CODE)
    await page.keyboard.press('F9')
    const ways = page.locator('.till-ways button')
    await ways.nth(6).waitFor()
    for (const look of SMALL_LOOKS) {
      await turnInto(page, look)
      // The words follow the language where they stand.
      expect(await ways.nth(1).textContent()).toContain(look.language === 'es' ? 'Tarjeta' : 'Card')
      expect({ look, ...(await footOf(page)) }).toEqual({ look, ...IN_SIGHT })
      await ways.nth(1).click()
      // What the button asks for is in sight too.
      await expect.poll(() => liesAbove(page, '.till-way-form input', '.till-pay__due')).toBe(true)
      expect({ look, ...(await footOf(page)) }).toEqual({ look, ...IN_SIGHT })
      await ways.nth(0).click()
      await page.locator('[data-note]').first().waitFor()
    }
  })
})
