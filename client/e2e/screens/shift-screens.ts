import type { Page } from 'playwright-core'
import type { Camera } from './camera.ts'
import { closeSheet, openMenu } from './till-screens.ts'
import { like } from './words.ts'

/** Before a shift, and opening one with a counted float. */
export async function shootOpenShift(page: Page, camera: Camera): Promise<void> {
  const { shift, till } = camera.words
  const sheet = page.getByRole('dialog', { name: shift.title })
  await openMenu(page, till.menu.shift)
  await sheet.getByRole('button', { name: shift.state.openShift }).waitFor()
  await camera.shoot(page, 'shift-1-none')
  await sheet.getByRole('button', { name: shift.state.openShift }).click()
  await count(page, [5, 4, 2])
  await camera.shoot(page, 'shift-2-float')
  await sheet.getByRole('button', { name: like(shift.open.confirm) }).click()
  await sheet.waitFor({ state: 'detached' })
}

/** An open shift: cash in, out, into the safe, the drawer, the X report, the blind count, why it is off, the Z report. */
export async function shootShift(page: Page, camera: Camera): Promise<void> {
  const { shift, till } = camera.words
  const sheet = page.getByRole('dialog', { name: shift.title })
  const press = (name: string | RegExp) => sheet.getByRole('button', { name, exact: true }).click()
  await openMenu(page, till.menu.shift)
  for (const [kind, title] of [
    ['cash-in', shift.state.cashIn],
    ['cash-out', shift.state.cashOut],
    ['drop', shift.state.drop],
  ] as const) {
    await press(title)
    await sheet.getByLabel(shift.move.amount).first().fill('1000')
    await sheet.getByRole('group', { name: shift.move.reason }).getByRole('button').first().click()
    await camera.shoot(page, `shift-3-${kind}`)
    await press(like(shift.move.confirm[kind]))
    await sheet.locator('.shift[data-step="state"]').waitFor()
  }
  await camera.shoot(page, 'shift-4-open')
  await press(shift.state.drawer)
  await sheet.getByRole('heading', { name: shift.drawer.title }).waitFor()
  await camera.shoot(page, 'shift-5-drawer')
  await press(shift.state.back)
  await press(shift.state.xReport)
  await sheet.getByRole('article').waitFor()
  await camera.shoot(page, 'shift-6-x-report')
  await press(shift.report.done)
  await press(shift.state.close)
  await count(page, [3, 1])
  await camera.shoot(page, 'shift-7-count')
  await press(like(shift.close.handIn))
  await sheet.getByRole('heading', { name: shift.close.off }).waitFor()
  await camera.shoot(page, 'shift-8-off')
  await sheet.getByRole('group', { name: shift.move.reason }).getByRole('button').first().click()
  await press(shift.close.confirm)
  await sheet.getByRole('article').waitFor()
  await camera.shoot(page, 'shift-9-z-report')
  await press(shift.report.done)
  await closeSheet(page, camera)
}

/** So many pieces of the first denominations. */
async function count(page: Page, pieces: readonly number[]): Promise<void> {
  const fields = page.locator('.cash-count__input')
  for (const [index, number] of pieces.entries()) await fields.nth(index).fill(String(number))
}
