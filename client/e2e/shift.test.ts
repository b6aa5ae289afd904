import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addBrowserPrinter } from './harness/device-fakes.ts'
import { readLocalJournal } from './harness/local-journal.ts'
import { openOffice } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal } from './harness/relay-documents.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { allow, openTill, payExactly, safetyPill, scan } from './harness/till.ts'
import { startTillCommands } from './harness/till-commands.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

async function openShiftSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in:/ }).click()
  await page.getByRole('button', { name: 'Shift and drawer' }).click()
  await page.locator('.shift[data-step="state"]').waitFor()
}

/** A printer on the till's own USB port, with a drawer that is opened once to find it. */
async function connectPrinter(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in:/ }).click()
  await page.getByRole('button', { name: 'Printers and devices' }).click()
  await page.getByRole('button', { name: /^USB/ }).click()
  await page.getByRole('button', { name: 'Choose the printer' }).click()
  await page.getByRole('button', { name: 'Open the drawer now' }).click()
  await allow(page, relay(), 'Noah')
  await page.getByRole('button', { name: 'Yes, it opened' }).click()
  await page.getByText('on pin 2 of the printer.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
}

async function count(page: Page, pieces: Readonly<Record<string, number>>): Promise<void> {
  for (const [value, number] of Object.entries(pieces)) {
    await page.getByLabel(`Number of ${value}`, { exact: false }).fill(String(number))
  }
}

async function sell(page: Page, code: string): Promise<void> {
  await scan(page, code)
  await payExactly(page)
  await page.getByRole('button', { name: 'Next sale' }).click()
}

/** The rows of the report on screen. */
async function reportRows(page: Page): Promise<Record<string, string>> {
  const report = page.getByRole('article', { name: 'Z report' })
  await report.waitFor()
  const rows = await report
    .locator('dl > div')
    .evaluateAll(all =>
      all.map(row => [
        row.querySelector('dt')?.textContent ?? '',
        row.querySelector('dd')?.textContent ?? '',
      ]),
    )
  return Object.fromEntries(rows)
}

describe('the shift of a drawer', () => {
  it('opens with a float, is counted blindly, closes short with a reason, and adds up to the penny', async () => {
    const api = await signInAsOwner(relay().url)
    const device = await devices.open()
    const errors = watchForErrors(device)
    const printer = await addBrowserPrinter(device)
    const page = await openTill(device, relay(), api, 'G1')
    await connectPrinter(page)
    const pulses = () => printer.engine.paper.items.filter(({ kind }) => kind === 'pulse').length
    expect(pulses()).toBe(1)

    await openShiftSheet(page)
    await page.getByRole('button', { name: 'Open a shift' }).click()
    await count(page, { '£20.00': 4, '£5.00': 3, '£1.00': 5 })
    await page.getByRole('button', { name: 'Open with £100.00' }).click()
    await page.locator('.shift').waitFor({ state: 'detached' })
    await expect.poll(pulses).toBe(2)
    await sell(page, '22423')
    await sell(page, '84879')

    // More than is there cannot be taken out, and somebody who may not see the figures is not told how much is.
    await openShiftSheet(page)
    await page.getByRole('button', { name: 'Safe drop' }).click()
    await page.getByLabel('Amount').first().pressSequentially('50000')
    await page.getByRole('button', { name: 'Too much in the drawer' }).click()
    await page.getByRole('button', { name: 'Drop £500.00' }).click()
    await page.getByText('There is not so much in the drawer.').waitFor()
    await page.getByLabel('Amount').first().fill('5000')
    await page.getByRole('button', { name: 'Drop £50.00' }).click()
    await page.getByText('Safe drop · Too much in the drawer').waitFor()

    await page.getByRole('button', { name: 'Open the drawer' }).click()
    await page.getByRole('button', { name: 'Change for a note' }).click()
    await page.getByRole('button', { name: 'Open the drawer' }).click()
    await allow(page, relay(), 'Noah')
    await page.getByText('Drawer opened · Change for a note').waitFor()

    // 100.00 + 12.75 + 1.69 − 50.00 should be there: 63.44 is a pound short.
    await page.getByRole('button', { name: 'Count and close' }).click()
    expect(await page.locator('.shift').textContent()).not.toContain('64.44')
    await count(page, { '£20.00': 3, '£1.00': 3, '£0.20': 2, '£0.02': 2 })
    await page.getByRole('button', { name: 'Hand in £63.44' }).click()
    await page.getByText('The count is not what should be there').waitFor()
    expect(await page.locator('.shift').textContent()).not.toContain('1.00 short')
    await page.getByRole('button', { name: 'Wrong change given' }).click()
    await page.getByRole('button', { name: 'Close the shift' }).click()
    await page.getByText('Shift 1 is closed').waitFor()
    await page.getByRole('button', { name: 'Show the Z report' }).click()
    await allow(page, relay(), 'Noah')
    expect(await reportRows(page)).toMatchObject({
      Shift: '1',
      'Sales (2)': '£14.44',
      'Cash (2)': '£14.44',
      Float: '£100.00',
      'Cash taken': '£14.44',
      'Safe drops': '-£50.00',
      'Should be there': '£64.44',
      Counted: '£63.44',
      Short: '-£1.00',
      Reason: 'Wrong change given',
      'Drawer opened without a sale': '1',
      'Allowed by somebody else': '1',
    })
    await page.getByRole('button', { name: 'Print', exact: true }).click()
    await expect.poll(() => printer.engine.paper.text).toMatch(/Should be there +£64\.44/)
    await expect.poll(() => printer.engine.paper.text).toMatch(/Short +-£1\.00/)
    // Once to find it, for the float, each sale, the drop and the opening: never by a report.
    expect(pulses()).toBe(6)
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('No shift is open').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

    await safetyPill(page).filter({ hasText: 'All safe' }).waitFor({ timeout: 30_000 })
    const events = (await readStoredJournal(relay().url, api, 'G1')).map(({ event }) => event.kind)
    expect(events).toEqual([
      'sign-in',
      'approval',
      'no-sale',
      'shift-open',
      'sale',
      'sale',
      'drop',
      'approval',
      'no-sale',
      'shift-close',
      'approval',
    ])

    // Practice leaves nothing behind, and outlasts a reload.
    await page.getByRole('button', { name: /^Signed in:/ }).click()
    await page.getByRole('button', { name: 'Training' }).click()
    await allow(page, relay(), 'Noah')
    await page.getByText('Nothing that is sold here counts.').waitFor()
    await scan(page, '22423')
    expect(await payExactly(page)).toBe('TRAINING')
    await page.getByText('TRAINING · NO RECEIPT').waitFor()
    await page.reload()
    await page.getByText('Nothing that is sold here counts.').waitFor()
    await page.getByRole('button', { name: 'End the training' }).click()
    await page.getByText('Nothing that is sold here counts.').waitFor({ state: 'detached' })
    const kinds = (await readLocalJournal(page)).map(({ kind }) => kind)
    expect(kinds.slice(events.length)).toEqual(['approval', 'training', 'training'])

    // F12 locks: whoever was here last is the first tile, and has the focus.
    await page.keyboard.press('F12')
    await page.getByRole('heading', { name: 'Who is selling?' }).waitFor()
    await page.locator('.till-person:focus').filter({ hasText: 'Was here last' }).waitFor()
    expect(await page.locator('.till-person').first().textContent()).toContain('Amelia')
    expect(errors).toEqual([])
  })
})

describe('the worker', () => {
  it('does each step once, whatever is sent again or cut off', async () => {
    const api = await signInAsOwner(relay().url)
    const device = await devices.open()
    const page = await openTill(device, relay(), api, 'G2')
    const gbp = 'GBP' as never
    const float = [{ currency: gbp, pieces: [], loose: 10_000 }]
    let till = await startTillCommands(page, relay().url)
    const open = { type: 'openShift', key: 'open-1', float } as const
    const [first, again] = await till.sendAll<'openShift'>([open, open])
    expect(first).toMatchObject({ kind: 'recorded' })
    expect(again).toEqual(first)
    expect(await till.send<'openShift'>({ ...open, key: 'open-2' })).toMatchObject({
      refusal: { code: 'shift-open' },
    })

    // The worker is gone with everything it held in mind, and what it is asked again it answers as before.
    await page.reload()
    till = await startTillCommands(page, relay().url)
    expect(await till.send<'openShift'>(open)).toEqual(first)
    const drop = {
      type: 'moveCash',
      key: 'drop-1',
      kind: 'drop',
      currency: gbp,
      amount: 2500,
      reason: 'Bag 1',
    } as const
    const drops = await till.sendAll<'moveCash'>([drop, drop, { ...drop, key: 'drop-2', amount: 7501 }])
    expect(drops[1]).toEqual(drops[0])
    expect(drops[2]).toEqual({ kind: 'refused', refusal: { code: 'not-in-drawer', left: null } })
    expect(await till.send<'moveCash'>({ ...drop, key: 'out-1', kind: 'cash-out', amount: 1 })).toEqual({
      kind: 'not-allowed',
      right: 'move-cash',
    })

    const counted = [{ currency: gbp, pieces: [{ value: 500, count: 15 }], loose: 1 }]
    const close = { type: 'closeShift', key: 'close-1', counted, reason: '' } as const
    expect(await till.send<'closeShift'>(close)).toEqual({
      kind: 'refused',
      refusal: { code: 'unexplained', differences: null },
    })
    const explained = { ...close, reason: 'A penny found' }
    const [closed, twice] = await till.sendAll<'closeShift'>([explained, explained])
    expect(closed).toMatchObject({ kind: 'recorded' })
    expect(twice).toEqual(closed)
    expect(await till.send<'readShift'>({ type: 'readShift', which: 'open', figures: false })).toEqual({
      kind: 'none',
    })
    // A cashier gets no figures, whatever is asked.
    expect(await till.send<'readShift'>({ type: 'readShift', which: 'last', figures: true })).toMatchObject({
      view: { shift: 1, totals: null, currencies: ['GBP'] },
    })
    expect(await till.send<'openShift'>({ ...open, key: 'open-3' })).toMatchObject({ kind: 'recorded' })
    expect(await till.send<'readShift'>({ type: 'readShift', which: 'open', figures: false })).toMatchObject({
      view: { shift: 2 },
    })
    await till.stop()
  })
})

describe('a store that takes cash in a shift only', () => {
  it('says so at the payment, opens one in place, and keeps what was handed over', async () => {
    const api = await signInAsOwner(relay().url)
    const page = await openTill(await devices.open(), relay(), api, 'G1')
    const office = await openOffice(await devices.open(), relay(), 'owner', '/office/settings')
    await office.locator('[data-store="lantern-lace"]').getByText('Cash in a shift only').click()
    await scan(page, '22423')
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.getByText('Cash is taken in a shift only').first().waitFor()
    await page.getByRole('button', { name: /^Exact/ }).click()
    await page.getByText('The sale could not be saved').waitFor()
    await page.getByRole('button', { name: 'Open a shift' }).click()
    await page.getByRole('button', { name: 'Open with £0.00' }).click()
    await page.locator('.shift').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Finish the sale' }).click()
    await page.getByText('Paid and saved on this till').waitFor()
  })
})
