import type { Page } from 'playwright-core'
import { ANN } from '../harness/furnish-shop.ts'
import { scan } from '../harness/till.ts'
import type { Camera } from './camera.ts'
import { like } from './words.ts'

/** Regency Cakestand 3 Tier, £12.75. */
const CODE = '22423'
const WAYS = ['card', 'voucher', 'foreign-cash', 'on-account', 'gift-card', 'store-credit'] as const

/** The form of every way of paying, a tip, and a sale that is paid in part. @param card a gift card with money on it */
export async function shootTenders(page: Page, camera: Camera, card: string): Promise<void> {
  const { credit, tenders, till } = camera.words
  for (let i = 0; i < 3; i++) await scan(page, CODE)
  await attachAnn(page)
  await page.keyboard.press('F9')
  const ways = page.getByRole('group', { name: till.pay.ways })
  for (const way of WAYS) {
    await ways.getByRole('button', { name: till.tender[way], exact: true }).click()
    const form = page.getByRole('region', { name: till.tender[way], exact: true })
    await form.waitFor()
    if (way === 'gift-card') {
      await camera.shoot(page, 'pay-gift-card-number')
      await form.getByLabel(credit.number).fill(card)
      await page.getByRole('button', { name: credit.lookUp }).click()
      await form.locator('.till-standing__figure strong').waitFor()
    }
    if (way === 'store-credit') await form.locator('.till-standing').waitFor()
    await camera.shoot(page, `pay-${way}`)
  }
  await ways.getByRole('button', { name: till.tender.cash, exact: true }).click()
  await page.getByRole('button', { name: till.pay.otherTip }).click()
  await page.getByText(tenders.tip.explain).waitFor()
  await camera.shoot(page, 'pay-tip')
  await ways.getByRole('button', { name: till.tender.card, exact: true }).click()
  await page.getByLabel(tenders.card.reference).fill('A-004711')
  await page.getByRole('button', { name: like(tenders.amountOf.card) }).click()
  for (const digit of '2000') await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: like(tenders.card.approved) }).click()
  await page.getByRole('heading', { name: till.pay.remaining }).waitFor()
  await camera.shoot(page, 'pay-in-part')
  await page.getByRole('button', { name: new RegExp(`^${till.pay.exact}`) }).click()
  await page.getByRole('article', { name: like(till.receipt.label) }).waitFor()
  await camera.shoot(page, 'pay-done')
  await page.getByRole('button', { name: till.pay.next }).click()
}

async function attachAnn(page: Page): Promise<void> {
  await page.keyboard.press('F6')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('searchbox').fill(ANN)
  await sheet.locator('[data-customer]').click()
  await sheet.waitFor({ state: 'detached' })
}
