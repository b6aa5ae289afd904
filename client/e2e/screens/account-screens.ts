import type { Page } from 'playwright-core'
import type { Camera } from './camera.ts'

/** The accounts of owners and managers: the form of a new one, a one-time link, and the question before shutting out. */
export async function shootPeople(page: Page, camera: Camera): Promise<void> {
  const { people } = camera.words.account
  await page.locator('[data-account]').first().waitFor()
  await page.getByRole('heading', { name: people.title }).scrollIntoViewIfNeeded()
  await camera.shoot(page, 'office-people-accounts')
  await page.getByRole('button', { name: people.add }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(people.stores).selectOption({ label: people.someStores })
  await camera.shoot(page, 'office-account-new')
  // An address of its own for each look: they share the shop.
  const { width, theme, language } = camera.look
  const email = `priya-${width}-${theme}-${language}@evertill.example`
  await dialog.getByLabel(people.name).fill('Priya Shah')
  await dialog.getByLabel(people.email).fill(email)
  await dialog.getByRole('checkbox').first().check()
  await page.getByRole('button', { name: people.create }).click()
  await page.locator('[data-one-time-link]').waitFor()
  await camera.shoot(page, 'office-account-link')
  await page.keyboard.press('Escape')
  const row = page.locator(`[data-account="${email}"]`)
  await row.getByRole('button', { name: people.revoke }).click()
  await page.getByRole('dialog').waitFor()
  await camera.shoot(page, 'office-account-revoke')
  await page.getByRole('dialog').getByRole('button', { name: people.revoke }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** One's own account, and the second step while it is set up. */
export async function shootAccount(page: Page, camera: Camera, password: string): Promise<void> {
  const { account } = camera.words
  await camera.aim(page, '/office/account')
  await page.locator('[data-session]').first().waitFor()
  await camera.shoot(page, 'office-account')
  await page.getByRole('button', { name: account.secondStep.setUp, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(account.secondStep.password).waitFor()
  await camera.shoot(page, 'office-account-password')
  await dialog.getByLabel(account.secondStep.password).fill(password)
  await page.getByRole('button', { name: account.secondStep.next }).click()
  await page.locator('[data-totp-secret]').waitFor()
  await page.getByRole('img', { name: account.secondStep.qr }).waitFor()
  await camera.shoot(page, 'office-account-second-step')
  await page.keyboard.press('Escape')
}
