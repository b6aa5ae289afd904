import type { Page } from 'playwright-core'
import { causeTrouble } from '../harness/cause-trouble.ts'
import { signInAsOwner } from '../harness/relay-api.ts'
import type { Camera } from './camera.ts'
import { closeFront } from './office-dialogs.ts'

/**
 * The dashboard while all is well; then with what an owner decides on, and the questions before. All is decided in the
 * end, so that the next look finds it as this one did.
 */
export async function shootDashboard(page: Page, camera: Camera): Promise<void> {
  const { integrity } = camera.words.dashboard
  await page.locator('[data-till]').first().waitFor()
  await camera.shoot(page, 'dashboard')
  const { origin } = new URL(page.url())
  await causeTrouble(origin, await signInAsOwner(origin))
  const refused = page.locator('[data-refused="foreignDeletion"]').first()
  const finding = page.locator('[data-finding="unknown-field"]').first()
  await refused.waitFor({ timeout: 60_000 })
  await finding.waitFor({ timeout: 60_000 })
  await refused.scrollIntoViewIfNeeded()
  await camera.shoot(page, 'dashboard-trouble')
  const dialog = page.getByRole('dialog')
  await refused.getByRole('button', { name: integrity.release }).click()
  await dialog.waitFor()
  await camera.shoot(page, 'dashboard-release')
  await closeFront(page, camera)
  await refused.getByRole('button', { name: integrity.discard }).click()
  await refused.waitFor({ state: 'detached' })
  await finding.getByRole('button', { name: integrity.settle }).click()
  await dialog.waitFor()
  await camera.shoot(page, 'dashboard-settle')
  await dialog.getByRole('button', { name: integrity.settleReasons.test }).click()
  await dialog.getByRole('button', { name: integrity.settle, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await finding.waitFor({ state: 'detached' })
}
