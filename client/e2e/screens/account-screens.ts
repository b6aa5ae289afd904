import type { Page } from 'playwright-core'
import { appCode } from '../harness/authenticator.ts'
import type { Camera } from './camera.ts'
import { closeFront } from './office-dialogs.ts'

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
  await row.getByRole('button', { name: people.change, exact: true }).click()
  await dialog.getByLabel(people.name).waitFor()
  await camera.shoot(page, 'office-account-change')
  await closeFront(page, camera)
  await row.getByRole('button', { name: people.newLink }).click()
  await dialog.getByRole('button', { name: people.makeLink }).waitFor()
  await camera.shoot(page, 'office-account-reset')
  await closeFront(page, camera)
  await row.getByRole('button', { name: people.revoke }).click()
  await page.getByRole('dialog').waitFor()
  await camera.shoot(page, 'office-account-revoke')
  await page.getByRole('dialog').getByRole('button', { name: people.revoke }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** One's own account, and the second step: set up, with new recovery codes, and taken away again for the next look. */
export async function shootAccount(page: Page, camera: Camera, password: string): Promise<void> {
  const { secondStep } = camera.words.account
  await camera.aim(page, '/office/account')
  await page.locator('[data-session]').first().waitFor()
  await camera.shoot(page, 'office-account')
  await page.getByRole('button', { name: secondStep.setUp, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(secondStep.password).waitFor()
  await camera.shoot(page, 'office-account-password')
  await dialog.getByLabel(secondStep.password).fill(password)
  await page.getByRole('button', { name: secondStep.next }).click()
  const secret = await page.locator('[data-totp-secret]').getAttribute('data-totp-secret')
  await page.getByRole('img', { name: secondStep.qr }).waitFor()
  await camera.shoot(page, 'office-account-second-step')
  await dialog.getByLabel(secondStep.code).fill(appCode(secret ?? ''))
  await dialog.getByRole('button', { name: secondStep.confirm }).click()
  const [first = ''] = await recoveryCodes(page)
  await camera.shoot(page, 'office-account-codes')
  await dialog.getByRole('button', { name: secondStep.kept }).click()
  await page.getByRole('button', { name: secondStep.newCodes }).click()
  await prove(page, camera, password, first, secondStep.make)
  const [next = ''] = await recoveryCodes(page)
  await camera.shoot(page, 'office-account-new-codes')
  await dialog.getByRole('button', { name: secondStep.kept }).click()
  await page.getByRole('button', { name: secondStep.remove, exact: true }).click()
  await prove(page, camera, password, next, secondStep.remove)
  await page.getByRole('button', { name: secondStep.setUp, exact: true }).waitFor()
}

/** Shows who one is: first with a code that is none. */
async function prove(
  page: Page,
  camera: Camera,
  password: string,
  code: string,
  action: string,
): Promise<void> {
  const { secondStep } = camera.words.account
  const dialog = page.getByRole('dialog')
  const send = dialog.getByRole('button', { name: action, exact: true })
  await dialog.getByLabel(secondStep.password).fill(password)
  await send.click()
  await dialog.locator('[aria-invalid="true"]').waitFor()
  await camera.shoot(page, action === secondStep.make ? 'office-account-proof' : 'office-account-remove')
  await dialog.getByLabel(secondStep.anyCode).fill(code)
  await send.click()
  await send.waitFor({ state: 'detached' })
}

async function recoveryCodes(page: Page): Promise<string[]> {
  const codes = page.locator('[data-recovery-codes] li')
  await codes.first().waitFor()
  return codes.allTextContents()
}
