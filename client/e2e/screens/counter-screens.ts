import type { BrowserContext, Page } from 'playwright-core'
import { receiptNumber, scan } from '../harness/till.ts'
import { type Camera, withPage } from './camera.ts'
import { like } from './words.ts'

/** Somebody of the demo shop who may allow what a cashier may not. */
export interface Approver {
  readonly name: string
  readonly pin: string
}

/** Each way of paying that stands beside cash, with its form. Leaves the payment at cash again. */
export async function shootTenders(page: Page, camera: Camera): Promise<void> {
  const ways = page.locator('.till-way')
  for (let place = 1; place < (await ways.count()); place++) {
    await ways.nth(place).click()
    await camera.shoot(page, `till-7b-pay-${place}`)
  }
  if ((await ways.count()) > 0) await ways.first().click()
}

/** What the customer sees of the open sale, in a window beside the till. */
export async function shootDisplay(context: BrowserContext, camera: Camera): Promise<void> {
  await withPage(context, async display => {
    await camera.aim(display, '/display')
    await display.locator('[data-display="sale"]').waitFor()
    await camera.shoot(display, 'till-k-display')
  })
}

/** Takes one piece of the receipt on screen back: found, chosen, paid back. Begins and ends between sales. */
export async function shootReturns(page: Page, camera: Camera): Promise<void> {
  const { returns, till } = camera.words
  const number = await receiptNumber(page)
  await page.getByRole('button', { name: till.pay.next }).click()
  await openMenu(page, till.menu.returns)
  await page.getByRole('dialog', { name: returns.title }).waitFor()
  await camera.shoot(page, 'till-f-receipts')
  await page.getByRole('button', { name: returns.list.noReceipt }).click()
  await page.getByRole('dialog', { name: returns.noReceipt.title }).waitFor()
  await camera.shoot(page, 'till-f2-no-receipt')
  await scan(page, number)
  await page.getByRole('button', { name: returns.receipt.goods }).click()
  await page
    .getByRole('button', { name: like(returns.goods.more) })
    .first()
    .click()
  await page.getByRole('button', { name: returns.reason.mind }).click()
  await camera.shoot(page, 'till-g-goods')
  await page.getByRole('button', { name: like(returns.pay.back) }).click()
  await page.getByText(returns.done.refund).waitFor()
  await camera.shoot(page, 'till-g2-taken-back')
  await page.getByRole('button', { name: returns.done.finish }).click()
}

/** The drawer's day: opened with the float, moved, counted short, closed, and its Z report. */
export async function shootShift(page: Page, camera: Camera, approver: Approver): Promise<void> {
  const { shift, till, ui } = camera.words
  const step = (kind: string) => page.locator(`.shift[data-step="${kind}"]`).waitFor()
  await openMenu(page, till.menu.shift)
  await step('state')
  await page.getByRole('button', { name: shift.state.openShift }).click()
  await step('open')
  await page.getByLabel(like(shift.count.pieces)).first().fill('2')
  await camera.shoot(page, 'till-h-open-shift')
  await page.getByRole('button', { name: like(shift.open.confirm) }).click()
  await page.locator('.shift').waitFor({ state: 'detached' })
  await openMenu(page, till.menu.shift)
  await step('state')
  await camera.shoot(page, 'till-h2-shift')
  await page.getByRole('button', { name: shift.state.drop }).click()
  await step('drop')
  await camera.shoot(page, 'till-h3-drop')
  await page.getByRole('button', { name: shift.state.back, exact: true }).click()
  await page.getByRole('button', { name: shift.state.close }).click()
  await step('close')
  await page.getByLabel(like(shift.count.pieces)).first().fill('1')
  await camera.shoot(page, 'till-h4-count')
  await page.getByRole('button', { name: like(shift.close.handIn) }).click()
  await page.getByText(shift.close.off, { exact: true }).waitFor()
  await camera.shoot(page, 'till-h5-off')
  await page.getByRole('button', { name: shift.close.reasons.change }).click()
  await page.getByRole('button', { name: shift.close.confirm }).click()
  await step('closed')
  await page.getByRole('button', { name: shift.close.show }).click()
  await allow(page, camera, approver)
  await step('report')
  await camera.shoot(page, 'till-h6-z-report')
  await page.locator('.shift').press('Escape')
  await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).waitFor({ state: 'detached' })
}

/** Presses an entry of the menu behind the cashier's name. */
export async function openMenu(page: Page, entry: string): Promise<void> {
  await page.locator('.till-account').click()
  await page.getByRole('dialog').getByRole('button', { name: entry, exact: true }).click()
}

async function allow(page: Page, camera: Camera, { name, pin }: Approver): Promise<void> {
  const { rights, till } = camera.words
  const dialog = page.getByRole('dialog', { name: rights.approval.title })
  await dialog.getByRole('button', { name }).click()
  const keys = dialog.getByRole('group', { name: till.signIn.pin, exact: true })
  for (const digit of pin) await keys.getByRole('button', { name: digit, exact: true }).click()
  await dialog.getByRole('button', { name: rights.approval.allow }).click()
  await dialog.waitFor({ state: 'detached' })
}
