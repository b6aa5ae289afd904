import { describe, expect, it } from 'vitest'
import { signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal } from './harness/relay-documents.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { allow, cartLines, cartTotal, openTill, payExactly, safetyPill, scan } from './harness/till.ts'

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
})
