import type { Page } from 'playwright-core'
import { scan } from '../harness/till.ts'
import type { Camera } from './camera.ts'
import { closeSheet, openMenu } from './till-screens.ts'
import { like } from './words.ts'

const CAKESTAND = '22423'
const BIRD = '84879'

/** Goods that come back with a receipt and without one, an exchange, and a sale that is undone. */
export async function shootReturns(page: Page, camera: Camera): Promise<void> {
  const { returns, till } = camera.words
  const sheet = page.getByRole('dialog')
  for (const code of [BIRD, BIRD, CAKESTAND]) await scan(page, code)
  await page.keyboard.press('F10')
  await page.getByRole('button', { name: till.pay.undo }).click()
  await sheet.getByText(returns.void.explain).waitFor()
  await camera.shoot(page, 'returns-undo')
  await closeSheet(page, camera)
  await page.getByRole('button', { name: till.pay.next }).click()

  await openMenu(page, till.menu.returns)
  const receipts = sheet.getByRole('list', { name: returns.list.recent })
  await receipts.waitFor()
  await camera.shoot(page, 'returns-list')
  await receipts.getByRole('button').first().click()
  await sheet.getByRole('button', { name: returns.receipt.goods }).waitFor()
  await camera.shoot(page, 'returns-receipt')
  await sheet.getByRole('button', { name: returns.receipt.goods }).click()
  await sheet.getByText(returns.goods.scanHint).waitFor()
  await camera.shoot(page, 'returns-goods')
  await chooseGoods(page, camera)
  await camera.shoot(page, 'returns-goods-chosen')
  await sheet.getByRole('button', { name: returns.pay.exchange }).click()
  await page.locator('[data-exchange]').waitFor({ state: 'attached' })
  await scan(page, CAKESTAND)
  await page.keyboard.press('F9')
  await page.locator('.till-pay [data-exchange]').waitFor()
  await camera.shoot(page, 'returns-exchange')
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: like(till.receipt.label) }).waitFor()
  await camera.shoot(page, 'returns-exchanged')
  await page.getByRole('button', { name: till.pay.next }).click()
  await shootWithout(page, camera)
}

/** Without a receipt, on the way to being paid back. */
async function shootWithout(page: Page, camera: Camera): Promise<void> {
  const { returns, till } = camera.words
  const sheet = page.getByRole('dialog')
  await openMenu(page, till.menu.returns)
  await sheet.getByRole('button', { name: returns.list.noReceipt }).click()
  await sheet.getByLabel(returns.noReceipt.search).fill('cakestand')
  await sheet.locator('.till-returns__found button').first().waitFor()
  await camera.shoot(page, 'returns-without-search')
  await sheet.locator('.till-returns__found button').first().click()
  await sheet.getByRole('button', { name: returns.reason.damaged }).click()
  await camera.shoot(page, 'returns-without')
  await sheet.getByRole('button', { name: like(returns.pay.back) }).click()
  await sheet.getByText(returns.done.refund).waitFor()
  await camera.shoot(page, 'returns-done')
  await sheet.getByRole('button', { name: returns.done.finish }).click()
  await sheet.waitFor({ state: 'detached' })
}

async function chooseGoods(page: Page, camera: Camera): Promise<void> {
  const { returns } = camera.words
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: returns.goods.all, exact: true }).click()
  await sheet.getByRole('button', { name: returns.reason.mind }).click()
  await sheet.getByText(returns.pay.how).first().waitFor()
}
