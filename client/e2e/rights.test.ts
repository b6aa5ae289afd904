import { BADGE_RANDOM_BYTES, makeBadgeCode, personFields } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { GIFT_STORE } from './harness/gift-shop.ts'
import { writeRecords } from './harness/manager-document.ts'
import { officeSays, openOffice } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal } from './harness/relay-documents.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import {
  allow,
  cartLines,
  cartTotal,
  enterPin,
  openTill,
  payExactly,
  pinOf,
  receiptNumber,
  safetyPill,
  scan,
  signInCashier,
  untilReady,
} from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

describe('what a cashier may do, and what somebody else has to allow', () => {
  it('takes off within the limit, asks above it, and journals both names', async () => {
    const api = await signInAsOwner(relay().url)
    const device = await devices.open()
    const errors = watchForErrors(device)
    const page = await openTill(device, relay(), api, 'G1')
    await scan(page, '22423')
    await expect.poll(() => cartTotal(page)).toBe('£12.75')

    // 10 % is what a cashier may take off a line: nobody is asked.
    await page.getByRole('button', { name: /^Change Regency/ }).click()
    await page.getByRole('button', { name: 'Discount', exact: true }).click()
    await page.getByRole('button', { name: '10%', exact: true }).click()
    await expect.poll(() => cartTotal(page)).toBe('£11.47')

    // Half the sale is more: the first is refused by closing the question, and nothing changes.
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page
      .getByRole('region', { name: 'Options of the sale' })
      .getByRole('button', { name: 'Discount' })
      .click()
    await page.getByRole('button', { name: '50%', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    expect(await cartTotal(page)).toBe('£11.47')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page
      .getByRole('region', { name: 'Options of the sale' })
      .getByRole('button', { name: 'Discount' })
      .click()
    await page.getByRole('button', { name: '50%', exact: true }).click()
    await allow(page, relay(), 'Priya')
    await expect.poll(() => cartTotal(page)).toBe('£5.73')
    await payExactly(page)

    // A sale that is given up is journaled with what it was worth, and can be taken up again.
    await scan(page, '22423')
    await expect.poll(() => cartLines(page)).toHaveLength(1)
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('button', { name: 'Give up the sale' }).click()
    await expect.poll(() => cartLines(page)).toHaveLength(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => cartTotal(page)).toBe('£12.75')

    await safetyPill(page).filter({ hasText: 'All safe' }).waitFor({ timeout: 30_000 })
    const events = (await readStoredJournal(relay().url, api, 'G1')).map(entry => entry.event)
    expect(events.map(event => event.kind)).toEqual(['sign-in', 'approval', 'sale', 'sale-cancel'])
    expect(events[1]).toMatchObject({ by: 'gifts-priya', right: 'discount' })
    expect(events[2]).toMatchObject({ total: 573 })
    expect(events[3]).toMatchObject({ lines: 1, amount: 1275 })
    expect(errors).toEqual([])
  })

  it('takes nothing out for somebody who may not, and asks whoever pays for what another was allowed', async () => {
    const api = await signInAsOwner(relay().url)
    const fields = personFields({ withheldRights: ['void-line'] })
    await writeRecords(relay().url, api, `staff/${GIFT_STORE}`, 'people', { 'gifts-amelia': fields })
    const device = await devices.open()
    const errors = watchForErrors(device)
    const page = await openTill(device, relay(), api, 'G2')
    await scan(page, '22423')
    await scan(page, '22423')
    await expect.poll(() => cartTotal(page)).toBe('£25.50')
    const refuse = () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

    // Fewer, by the key and by the button; and the whole line.
    await page.getByRole('button', { name: /^Change Regency/ }).click()
    await page.keyboard.press('-')
    await refuse()
    await page.getByRole('button', { name: 'One less' }).click()
    await refuse()
    await page.getByRole('button', { name: 'Remove' }).click()
    await refuse()
    expect(await cartTotal(page)).toBe('£25.50')
    await page.keyboard.press('-')
    await allow(page, relay(), 'Noah')
    await expect.poll(() => cartTotal(page)).toBe('£12.75')

    // Half of it off is more than a supervisor may allow, and they are told how much they may.
    await page.getByRole('button', { name: 'Discount', exact: true }).click()
    await page.getByRole('button', { name: '50%', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Somebody has to allow this' })
    await dialog.getByRole('button', { name: 'Noah' }).click()
    await dialog.getByText('Noah may allow at most £3.83 off here.').waitFor()
    await allow(page, relay(), 'Priya')
    await expect.poll(() => cartTotal(page)).toBe('£6.37')

    // Somebody else goes on with the sale: what Amelia was allowed is asked for anew, at the payment.
    await page.keyboard.press('F12')
    await signInCashier(page, relay(), 'Noah')
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.getByRole('button', { name: /^Exact/ }).click()
    await refuse()
    await page.getByText('The sale could not be saved').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await allow(page, relay(), 'Priya')
    await receiptNumber(page)

    await safetyPill(page).filter({ hasText: 'All safe' }).waitFor({ timeout: 30_000 })
    const events = (await readStoredJournal(relay().url, api, 'G2')).map(entry => entry.event)
    expect(events.map(event => event.kind)).toEqual([
      'sign-in',
      'approval',
      'line-void',
      'approval',
      'sign-out',
      'sign-in',
      'approval',
      'sale',
    ])
    expect(events[2]).toMatchObject({ quantity: 1_000, amount: 1_275 })
    expect(events[7]).toMatchObject({ total: 637 })
    expect(errors).toEqual([])
  })

  it('knows people by their badges: made in the office, good for what the shop says, and taken away again', async () => {
    const api = await signInAsOwner(relay().url)
    const office = await devices.open()
    // The code is on the screen as a picture alone: it is made of known bytes here.
    await office.addInitScript(length => {
      const real = crypto.getRandomValues.bind(crypto)
      crypto.getRandomValues = array =>
        array instanceof Uint8Array && array.length === length ? array.fill(7) : real(array)
    }, BADGE_RANDOM_BYTES)
    const people = await openOffice(office, relay(), 'owner', '/office/people')
    const noah = people.locator('[data-person="gifts-noah"]')
    await noah.getByRole('button', { name: 'Badge', exact: true }).click()
    await people.getByRole('button', { name: 'Make a badge' }).click()
    await people.getByRole('img', { name: 'Badge of Noah' }).waitFor()
    await people.getByRole('button', { name: 'Done' }).click()
    await noah.getByRole('button', { name: 'Change the badge' }).waitFor()
    await officeSays(people, 'All saved')

    const badge = makeBadgeCode(new Uint8Array(BADGE_RANDOM_BYTES).fill(7))
    const other = makeBadgeCode(new Uint8Array(BADGE_RANDOM_BYTES).fill(8))
    const device = await devices.open()
    const errors = watchForErrors(device)
    const page = await openTill(device, relay(), api, 'G1')
    const selling = page.getByRole('heading', { name: 'Sale', exact: true })

    // In a sale a badge is no code of anything.
    await scan(page, badge)
    await page.getByText('This is a badge.').waitFor()
    expect(await cartLines(page)).toEqual([])

    // It chooses the person, whose PIN follows.
    await page.keyboard.press('F12')
    await untilReady(page)
    await scan(page, other)
    await page.getByText('Nobody at this store has this badge.').waitFor()
    await scan(page, badge)
    await page.getByRole('heading', { name: 'PIN of Noah' }).waitFor()
    await enterPin(page, 'Noah', await pinOf(relay(), 'Noah'))
    await selling.waitFor()

    // By itself where the shop wants that: signing in, and allowing what a cashier may not.
    await people.goto(`${relay().url}/office/settings`)
    await people.getByLabel('A badge at the till').click()
    await people.getByRole('option', { name: 'signs in and allows by itself' }).click()
    await officeSays(people, 'All saved')
    await page.keyboard.press('F12')
    await untilReady(page)
    await expect
      .poll(async () => {
        await scan(page, badge)
        await selling.or(page.getByRole('heading', { name: 'PIN of Noah' })).waitFor()
        return selling.isVisible()
      })
      .toBe(true)
    await page.keyboard.press('F12')
    await signInCashier(page, relay(), 'Amelia')
    await scan(page, '22423')
    await page.getByRole('button', { name: /^Change Regency/ }).click()
    await page.getByRole('button', { name: 'Discount', exact: true }).click()
    await page.getByRole('button', { name: '20%', exact: true }).click()
    await page.getByRole('dialog', { name: 'Somebody has to allow this' }).waitFor()
    await scan(page, badge)
    await expect.poll(() => cartTotal(page)).toBe('£10.20')
    expect(await page.content()).not.toContain(badge)

    // Taken away, it opens nothing any more.
    await people.goto(`${relay().url}/office/people`)
    await noah.getByRole('button', { name: 'Change the badge' }).click()
    await people.getByRole('button', { name: 'Take the badge away' }).click()
    await noah.getByRole('button', { name: 'Badge', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Discount', exact: true }).click()
    await page.getByRole('button', { name: '50%', exact: true }).click()
    await page.getByRole('dialog', { name: 'Somebody has to allow this' }).waitFor()
    const gone = page.getByText('Nobody at this store has this badge.').or(page.getByText('Too many tries.'))
    await expect
      .poll(async () => {
        await scan(page, badge)
        return gone.isVisible()
      })
      .toBe(true)
    expect(errors).toEqual([])
  })
})
