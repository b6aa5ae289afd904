import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers } from './harness/accessibility.ts'
import { changeField, openOffice, openProduct } from './harness/office.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { cartLines, openTill, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi

/** Regency Cakestand 3 Tier, £12.75; Assorted Colour Bird Ornament, £1.69. */
const CAKESTAND = '22423'
const BIRD = '84879'
const PHONE = { width: 390, height: 844 }

beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
})

/** A till with a cakestand and a bird in its sale, of which the bird is taken out again. */
async function takeOneOut(page: Page): Promise<void> {
  await scan(page, CAKESTAND)
  await scan(page, BIRD)
  await expect.poll(async () => (await cartLines(page)).length).toBe(2)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('F8')
  await expect.poll(async () => (await cartLines(page)).length).toBe(1)
}

/** What screen readers are told from now on: what comes into a live region, outside of what is inert. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told: string[] = []
    Object.assign(window, { told })
    new MutationObserver(changes => {
      for (const { target, addedNodes } of changes) {
        const region = target instanceof Element ? target.closest('[aria-live]') : null
        const front = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document
        if (region === null || !front.contains(region)) continue
        for (const node of addedNodes) if (node.isConnected) told.push(node.textContent?.trim() ?? '')
      }
    }).observe(document.body, { childList: true, subtree: true })
  })
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told)
}

/** Whether what is in the middle of an element is the element itself: nothing lies over it. */
function isOnTop(element: Locator): Promise<boolean> {
  return element.evaluate(one => {
    const { x, y, width, height } = one.getBoundingClientRect()
    return one.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })
}

describe('messages while a sheet is open', () => {
  it('offers to take something back over a sheet at the till, by keys too, and goes on scanning there', async () => {
    const device = await devices.open()
    const errors = watchForErrors(device)
    const page = await openTill(device, relay(), owner, 'G1')
    await takeOneOut(page)
    // Long enough to have been begun to be read out.
    await page.waitForTimeout(500)
    const told = await listen(page)
    await page.keyboard.press('F1')
    const sheet = page.getByRole('dialog')
    const undo = sheet.getByRole('button', { name: 'Undo' })
    await undo.waitFor()
    expect(await findBarriers(page)).toEqual([])
    // Read out where it was said first, and not once more where it went.
    expect((await told()).join()).not.toContain('Bird Ornament')

    // Whoever is on its button has time: it is still there when others would have gone.
    await undo.focus()
    await page.waitForTimeout(9_000)
    await scan(page, CAKESTAND)
    await expect.poll(async () => (await cartLines(page))[0]?.quantity).toBe('2')
    // The Enter of the scanner pressed nothing.
    expect(await undo.isVisible()).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await cartLines(page)).length).toBe(2)
    await undo.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(errors).toEqual([])
  })

  it('comes back to the page with a sheet that closes, and covers none of its buttons on a phone', async () => {
    const device = await devices.open({ hasTouch: true })
    const page = await openTill(device, relay(), owner, 'G2')
    await page.setViewportSize(PHONE)
    await takeOneOut(page)
    await page.keyboard.press('F6')
    const sheet = page.getByRole('dialog')
    const undo = page.getByRole('button', { name: 'Undo' })
    await sheet.getByRole('searchbox').waitFor()
    expect(await isOnTop(undo)).toBe(true)
    expect(await isOnTop(sheet.getByRole('button', { name: 'Close' }))).toBe(true)
    expect(await isOnTop(sheet.locator('.ui-modal__body button').last())).toBe(true)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await isOnTop(undo)).toBe(true)
    await undo.tap()
    await expect.poll(async () => (await cartLines(page)).length).toBe(2)
  })

  it('takes back what was changed in a sheet of the office, and tells of it once', async () => {
    const page = await openOffice(await devices.open(), relay(), 'owner')
    const sheet = await openProduct(page, CAKESTAND, 'Regency Cakestand 3 Tier')
    const told = await listen(page)
    await changeField(sheet, 'Price', '13.75')
    await sheet.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => sheet.getByLabel('Price').inputValue()).toBe('12.75')
    await sheet.getByText('Undone').first().waitFor()
    await page.waitForTimeout(500)
    await sheet.getByRole('button', { name: 'Close' }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.locator('.office-toasts .ui-toast').first().waitFor()
    const said = await told()
    expect(said.filter((text, index) => said.indexOf(text) !== index)).toEqual([])
    expect(said.length).toBe(2)
  })
})
