import type { Page } from 'playwright-core'
import { ANN, LAMP, TEA, WRAPPING } from '../harness/furnish-shop.ts'
import { scan } from '../harness/till.ts'
import type { Camera } from './camera.ts'
import { shootReturns } from './return-screens.ts'
import { shootOpenShift, shootShift } from './shift-screens.ts'
import { shootTenders } from './tender-screens.ts'
import { closeSheet, enterPin, openMenu, showSale } from './till-screens.ts'
import { like, startingWith } from './words.ts'

/** Regency Cakestand 3 Tier, £12.75; Assorted Colour Bird Ornament, £1.69. */
const CAKESTAND = '22423'
const BIRD = '84879'
/** A number as gift cards have them. */
const CARD = '6006 4912 3456 1234'

/**
 * What a day at a till comes by beside plain sales, in a shop that has everything: a shift from its float to its Z
 * report, goods that ask for something, every way of paying, gift cards, returns, printers, the customer's display.
 */
export async function shootCounter(
  page: Page,
  camera: Camera,
  cashier: { name: string; pin: string },
): Promise<void> {
  const { till } = camera.words
  await camera.aim(page, '/till')
  await page.getByRole('heading', { name: till.signIn.title }).waitFor({ timeout: 60_000 })
  await enterPin(page, camera, cashier)
  await page.getByRole('combobox', { name: till.header.search }).waitFor()
  await shootOpenShift(page, camera)
  await shootQuestions(page, camera)
  await shootCustomer(page, camera)
  await shootCredit(page, camera)
  await shootDisplay(page, camera)
  await shootTenders(page, camera, CARD)
  await shootReturns(page, camera)
  await shootParked(page, camera)
  await shootHardware(page, camera)
  await shootShift(page, camera)
}

/** Goods that are weighed, priced and numbered when they are sold, what is not on file, and a coupon. */
async function shootQuestions(page: Page, camera: Camera): Promise<void> {
  const { till } = camera.words
  const asked = page.locator('.till-question')
  const questions = [
    [TEA, 'counter-ask-weight'],
    [WRAPPING, 'counter-ask-price'],
    [LAMP, 'counter-ask-serial'],
  ] as const
  for (const [code, screen] of questions) {
    await scan(page, code)
    await asked.waitFor()
    await camera.shoot(page, screen)
    if (code !== LAMP) await page.getByRole('button', { name: till.ask.skip }).click()
  }
  await page.getByLabel(till.ask.serialField).fill('SN-004711')
  await page.getByRole('button', { name: till.ask.addSerial, exact: true }).click()
  await showSale(page, camera)
  await page.getByRole('button', { name: till.age.confirm }).waitFor()
  await camera.shoot(page, 'counter-age')
  await page.getByRole('button', { name: till.age.confirm }).click()
  await page.keyboard.press('F3')
  await page.getByLabel(till.coupon.code).fill('WELCOME11')
  await page.getByRole('button', { name: till.coupon.use }).click()
  await page.getByText(like(till.coupon.unknown)).waitFor()
  await camera.shoot(page, 'counter-coupon')
  await page.getByLabel(till.coupon.code).fill('WELCOME10')
  await page.getByRole('button', { name: till.coupon.use }).click()
  await scan(page, '4006381333931')
  await page.getByRole('button', { name: till.scan.sellUnlisted }).click()
  await page.getByRole('dialog').waitFor()
  await camera.shoot(page, 'counter-unlisted')
  await closeSheet(page, camera)
}

/** Somebody new, and somebody known: found, and attached. */
async function shootCustomer(page: Page, camera: Camera): Promise<void> {
  const { customers } = camera.words
  await page.keyboard.press('F6')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('searchbox').fill('Nora Quill')
  await sheet.getByText(like(customers.search.nobody)).waitFor()
  await camera.shoot(page, 'counter-customer-nobody')
  await sheet.getByRole('button', { name: like(customers.search.newNamed) }).click()
  await camera.shoot(page, 'counter-customer-new')
  await sheet.getByRole('button', { name: customers.new.back }).click()
  await sheet.getByRole('searchbox').fill(ANN)
  await sheet.locator('[data-customer]').click()
  await sheet.waitFor({ state: 'detached' })
  await page.keyboard.press('F6')
  await sheet.getByRole('button', { name: customers.details.detach }).waitFor()
  await camera.shoot(page, 'counter-customer')
  await closeSheet(page, camera)
}

/** A gift card is sold onto a number, and asked for its balance once it is paid. */
async function shootCredit(page: Page, camera: Camera): Promise<void> {
  const { credit, till } = camera.words
  const sheet = page.getByRole('dialog', { name: credit.sheet.title })
  await openMenu(page, till.menu.credit)
  await camera.shoot(page, 'counter-credit')
  await sheet.getByRole('button', { name: credit.sheet.card }).click()
  await sheet.getByLabel(credit.number).fill(CARD)
  await sheet.locator('.till-credit__chips button').filter({ hasText: '50' }).click()
  await camera.shoot(page, 'counter-credit-card')
  await sheet.getByRole('button', { name: like(credit.sheet.add) }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.keyboard.press('F10')
  await page.getByRole('button', { name: till.pay.next }).click()
  await openMenu(page, till.menu.credit)
  await sheet.getByRole('button', { name: credit.sheet.ask, exact: true }).click()
  await sheet.getByLabel(credit.number).fill(CARD)
  await sheet.getByRole('button', { name: credit.lookUp }).click()
  await sheet.locator('.till-standing__figure strong').waitFor()
  await camera.shoot(page, 'counter-credit-balance')
  await closeSheet(page, camera)
}

/** The customer's display before, in and after a sale. */
async function shootDisplay(page: Page, camera: Camera): Promise<void> {
  const display = await page.context().newPage()
  const { till } = camera.words
  try {
    await camera.aim(display, '/display')
    await display.locator('[data-display="idle"]').waitFor()
    await camera.shoot(display, 'display-1-idle')
    for (const code of [CAKESTAND, BIRD, BIRD]) await scan(page, code)
    await display.locator('[data-display="sale"] [data-line]').nth(1).waitFor()
    await camera.shoot(display, 'display-2-sale')
    await page.keyboard.press('F9')
    await page.locator('[data-note]').last().click()
    await display.locator('[data-display="done"]').waitFor()
    await camera.shoot(display, 'display-3-done')
  } finally {
    await display.close()
  }
  await page.bringToFront()
  await page.getByRole('button', { name: till.pay.next }).click()
}

async function shootParked(page: Page, camera: Camera): Promise<void> {
  const { parked, till } = camera.words
  await scan(page, CAKESTAND)
  await page.locator('.till-line').waitFor({ state: 'attached' })
  await page.keyboard.press('Shift+F4')
  await page.getByLabel(parked.name.label, { exact: true }).fill('Blue coat')
  await camera.shoot(page, 'counter-park-name')
  await page.getByRole('dialog').getByRole('button', { name: till.cart.park }).click()
  await page.locator('.till-line').waitFor({ state: 'detached' })
  await page.keyboard.press('Alt+0')
  await page.locator('.parked__row').waitFor()
  await camera.shoot(page, 'counter-parked')
  await page.locator('.parked__row').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('.till-line').waitFor({ state: 'attached' })
}

/** Each way to a printer, one that was chosen, and what goes where. */
async function shootHardware(page: Page, camera: Camera): Promise<void> {
  const { hardware, till } = camera.words
  const { setup } = hardware
  const sheet = page.getByRole('dialog', { name: setup.title })
  await openMenu(page, till.menu.hardware)
  for (const how of ['bridge', 'serial', 'usb'] as const) {
    await sheet.getByRole('button', { name: startingWith(setup[how]) }).click()
    await sheet.getByRole('heading', { name: setup[how] }).waitFor()
    await camera.shoot(page, `counter-hardware-${how}`)
    if (how === 'bridge') {
      await sheet.getByLabel(hardware.lan.place).selectOption(hardware.lan.elsewhere)
      await sheet.getByRole('button', { name: hardware.lan.openTrust }).waitFor()
      await camera.shoot(page, 'counter-hardware-lan')
    }
    if (how !== 'usb') await sheet.getByRole('button', { name: setup.back }).click()
  }
  await sheet.getByRole('button', { name: setup.choose }).click()
  await sheet.getByText(like(setup.inUse)).waitFor()
  await camera.shoot(page, 'counter-hardware-printer')
  await sheet.getByRole('button', { name: setup.back }).click()
  await sheet.getByRole('heading', { name: hardware.routes.title }).waitFor()
  await camera.shoot(page, 'counter-hardware-routes')
  await closeSheet(page, camera)
}
