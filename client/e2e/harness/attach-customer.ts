import type { Page } from 'playwright-core'

/** Attaches a customer on file to the sale. */
export async function attachCustomer(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F6')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill(name)
  await dialog.getByRole('button', { name }).filter({ hasNotText: 'New customer' }).click()
  await page.getByRole('button', { name: `Take ${name} off the sale` }).waitFor()
}
