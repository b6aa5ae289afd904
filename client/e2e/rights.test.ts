import { personFields, type ReplicaId, toId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { GIFT_STORE } from './harness/gift-shop.ts'
import { openDocument } from './harness/manager-document.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal } from './harness/relay-documents.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import {
  allow,
  cartLines,
  cartTotal,
  openTill,
  payExactly,
  receiptNumber,
  safetyPill,
  scan,
  signInCashier,
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
    const staff = await openDocument(relay().url, api.cookie, `staff/${GIFT_STORE}`, ['people'])
    const fields = personFields({ withheldRights: ['void-line'] })
    staff.records.write('people', [{ record: 'gifts-amelia', fields }], {
      replica: toId<ReplicaId>('e2e-rights'),
      who: 'Olivia Bennett',
      at: 1_772_445_600,
    })
    await staff.untilSafe()
    staff.close()
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
})
