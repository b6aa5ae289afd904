import type { Page } from 'playwright-core'
import { scan } from '../harness/till.ts'
import type { Camera } from './camera.ts'
import { like } from './words.ts'

/** The till from the PIN to the receipt. Signs the cashier in and out again. */
export async function shootTill(
  page: Page,
  camera: Camera,
  cashier: { name: string; pin: string },
): Promise<void> {
  const { till, ui } = camera.words
  await camera.aim(page, '/till')
  await page.getByRole('heading', { name: till.signIn.title }).waitFor({ timeout: 60_000 })
  await camera.shoot(page, 'till-1-who')
  await shootWrongPin(page, camera, cashier)
  await page.getByRole('combobox', { name: till.header.search }).waitFor()
  await page.locator('.till-tile').first().waitFor()
  await camera.shoot(page, 'till-2-ready')

  for (const code of ['22423', '85123A', '85123A', '47566', '84879']) await scan(page, code)
  await page.locator('.till-line').nth(3).waitFor({ state: 'attached' })
  await camera.shoot(page, 'till-3-selling')
  await scan(page, '4006381333931')
  await page.getByText(till.scan.unknownHint).waitFor()
  await camera.shoot(page, 'till-4-unknown-code')
  await page.getByRole('button', { name: ui.action.close }).click()
  await page.getByRole('combobox', { name: till.header.search }).fill('heart')
  await page.getByRole('option').first().waitFor()
  await camera.shoot(page, 'till-5-search')
  await page.getByRole('combobox', { name: till.header.search }).fill('')

  await showSale(page, camera)
  await page
    .getByRole('button', { name: like(till.line.edit) })
    .first()
    .click()
  await camera.shoot(page, 'till-6-line')
  await shootTerms(page, camera)
  await page
    .getByRole('button', { name: like(till.line.edit) })
    .first()
    .click()
  await page.getByRole('button', { name: new RegExp(`^${till.cart.pay}`) }).click()
  await page.getByRole('button', { name: new RegExp(`^${till.pay.exact}`) }).waitFor()
  await camera.shoot(page, 'till-7-pay')
  await page.locator('[data-note]').last().click()
  await page.getByRole('article', { name: like(till.receipt.label) }).waitFor()
  await camera.shoot(page, 'till-8-receipt')
  await page.getByRole('button', { name: till.pay.next }).click()
  await page.getByRole('button', { name: /^(Data safety|Seguridad)/ }).click()
  await page.getByRole('dialog').waitFor()
  await camera.shoot(page, 'till-9-safety')
  await page.keyboard.press('Escape')
  await shootMenu(page, camera)
}

/** A typing error, and then the PIN. */
async function shootWrongPin(
  page: Page,
  camera: Camera,
  { name, pin }: { name: string; pin: string },
): Promise<void> {
  await enterPin(page, camera, { name, pin: pin === '9999' ? '9998' : '9999' })
  await page.getByRole('alert').filter({ hasText: camera.words.till.signIn.wrong }).waitFor()
  await camera.shoot(page, 'till-1c-wrong-pin')
  await typePin(page, camera, pin)
}

/** What is taken off a line and a sale, and the question to somebody who may take off more, but not so much. */
async function shootTerms(page: Page, camera: Camera): Promise<void> {
  const { rights, till, terms, ui } = camera.words
  await page.getByRole('button', { name: till.line.discount, exact: true }).click()
  await page.getByRole('region', { name: terms.discount.title }).waitFor()
  await camera.shoot(page, 'till-6b-discount')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: till.cart.options, exact: true }).click()
  const options = page.getByRole('region', { name: terms.title })
  await options.waitFor()
  await camera.shoot(page, 'till-6c-options')
  await options.getByRole('button', { name: terms.discount.sale }).click()
  await options.getByRole('button', { name: /^50/ }).click()
  await page.getByRole('dialog').getByRole('button').nth(1).click()
  await page.getByText(like(rights.approval.notEnough)).waitFor()
  await camera.shoot(page, 'till-6d-approval')
  await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).click()
}

/** What is behind the cashier's name: each sheet of the menu. */
async function shootMenu(page: Page, camera: Camera): Promise<void> {
  const { till } = camera.words
  const entries = [
    [till.menu.shift, 'till-b-shift'],
    [till.menu.hardware, 'till-c-hardware'],
    [till.menu.shortcuts, 'till-d-shortcuts'],
  ] as const
  await page.locator('.till-account').click()
  await camera.shoot(page, 'till-a-menu')
  await closeSheet(page, camera)
  for (const [name, screen] of entries) {
    await openMenu(page, name)
    await page.getByRole('dialog').getByRole('heading').first().waitFor()
    await camera.shoot(page, screen)
    await closeSheet(page, camera)
  }
  await page.keyboard.press('F6')
  await page.getByRole('dialog').getByRole('searchbox').waitFor()
  await camera.shoot(page, 'till-e-customers')
  await closeSheet(page, camera)
}

/** The same till in a second tab, and gone over to that. */
export async function shootTillTrouble(page: Page, second: Page, camera: Camera): Promise<void> {
  const { till } = camera.words
  await camera.aim(second, '/till')
  await second.getByRole('heading', { name: till.elsewhere.title }).waitFor()
  await camera.shoot(second, 'till-z-second-tab')
  await second.getByRole('button', { name: till.elsewhere.takeOver }).click()
  await page.bringToFront()
  await page.getByRole('heading', { name: till.takenOver.title }).waitFor()
  await camera.shoot(page, 'till-z-taken-over')
}

/** Chooses an entry of the menu behind the cashier's name, and waits for its sheet. */
export async function openMenu(page: Page, name: string): Promise<void> {
  await page.locator('.till-account').click()
  const entry = page.getByRole('dialog').getByRole('button', { name, exact: true })
  await entry.click()
  await entry.waitFor({ state: 'detached' })
  await page.getByRole('dialog').waitFor()
}

/** Closes the sheet or dialog that is in front. */
export async function closeSheet(page: Page, camera: Camera): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: camera.words.ui.action.close, exact: true }).last().click()
  await dialog.waitFor({ state: 'detached' })
}

/** Chooses a person and enters the PIN on the keypad. */
export async function enterPin(
  page: Page,
  camera: Camera,
  cashier: { name: string; pin: string },
): Promise<void> {
  const { signIn } = camera.words.till
  await page.getByRole('button', { name: cashier.name }).click()
  await page.getByRole('heading', { name: like(signIn.pinFor) }).waitFor()
  await camera.shoot(page, 'till-1b-pin')
  await typePin(page, camera, cashier.pin)
}

async function typePin(page: Page, camera: Camera, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: camera.words.till.signIn.submit }).click()
}

/** On a phone the sale is behind a bar at the bottom. */
export async function showSale(page: Page, camera: Camera): Promise<void> {
  const bar = page.getByRole('button', { name: new RegExp(camera.words.till.cart.open) })
  if (await bar.isVisible()) await bar.click()
}
