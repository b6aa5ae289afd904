import type { BrowserContext, Locator, Page } from 'playwright-core'
import { relayStatus } from './relay-api.ts'
import type { RelayProcess } from './relay-process.ts'

/** Signs in to the back office as the demo shop's owner or manager. Resolves when a section is there. */
export async function openOffice(
  context: BrowserContext,
  relay: Pick<RelayProcess, 'url'>,
  who: 'owner' | 'manager',
  path = '/office/products',
): Promise<Page> {
  const { demo } = await relayStatus(relay.url)
  if (demo === undefined) throw new Error('this relay has no demo shop')
  const page = await context.newPage()
  await page.goto(`${relay.url}/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByLabel('E-mail').fill(who === 'owner' ? demo.email : demo.managerEmail)
  await page
    .getByLabel('Password', { exact: true })
    .fill(who === 'owner' ? demo.password : demo.managerPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(url => url.pathname === path)
  return page
}

/** Finds a product of the gift shop by its code and opens all of its fields. */
export async function openProduct(page: Page, code: string, name: string): Promise<Locator> {
  const catalog = page.getByLabel('Catalog')
  await catalog.selectOption({ label: 'Gifts · GBP' })
  await page.getByLabel('Search by name, SKU or barcode').fill(code)
  await page.getByRole('button', { name: `Details of ${name}` }).click({ timeout: 60_000 })
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Name').waitFor()
  return sheet
}

/** Types a new value into a field of the product sheet, and leaves it: that saves. */
export async function changeField(sheet: Locator, label: string, value: string): Promise<void> {
  const field = sheet.getByLabel(label)
  await field.fill(value)
  await field.press('Enter')
}

/** The safety pill of the office says so. */
export async function officeSays(page: Page, words: string | RegExp): Promise<void> {
  await page
    .getByRole('button', { name: /^Data safety: / })
    .filter({ hasText: words })
    .waitFor({ timeout: 30_000 })
}
