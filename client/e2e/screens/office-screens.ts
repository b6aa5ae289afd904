import type { Page } from 'playwright-core'
import { OFFICE_SECTIONS } from '../../src/backoffice/office-sections.ts'
import { shootAccount, shootPeople } from './account-screens.ts'
import type { Camera } from './camera.ts'

const SAMPLE_LIST = `Name,SKU,Barcode,Price,Department
Beeswax Candle,BW-1,4006381333931,6.50,Candles & Lighting
Linen Apron,LA-2,4006381333932,24.00,Kitchen & Dining
,XX-3,,3.00,Kitchen & Dining
Oak Spoon,OS-4,,abc,Kitchen & Dining
`

/**
 * Every section of the back office, with one product and one code open, one's own account, and the dashboard.
 * @param password of whoever is signed in.
 */
export async function shootOffice(page: Page, camera: Camera, password: string): Promise<void> {
  const { office, ...words } = camera.words
  for (const section of OFFICE_SECTIONS) {
    await camera.aim(page, `/office/${section}`)
    await page.getByRole('heading', { name: office[section].title }).first().waitFor({ timeout: 60_000 })
    await page.locator('.ui-skeleton').first().waitFor({ state: 'detached', timeout: 60_000 })
    await camera.shoot(page, `office-${section}`)
    if (section === 'sales') await shootSales(page, camera)
    if (section === 'products') await shootProduct(page, camera)
    if (section === 'people') await shootStaff(page, camera)
    if (section === 'people') await shootPeople(page, camera)
    if (section === 'promotions') await shootPromotion(page, camera)
    if (section === 'customers')
      await shootDialog(page, camera, words.customers.office.add, 'office-customer-new')
    if (section === 'tills') await shootCode(page, camera)
    if (section === 'import') await shootImport(page, camera)
  }
  await shootAccount(page, camera, password)
  await camera.aim(page, '/dashboard')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await camera.shoot(page, 'dashboard')
}

/** Opens the dialog behind a button, and closes it as it was. */
async function shootDialog(page: Page, camera: Camera, button: string, name: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await page.getByRole('dialog').waitFor()
  await camera.shoot(page, name)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function shootStaff(page: Page, camera: Camera): Promise<void> {
  const { office, rights } = camera.words
  await shootDialog(page, camera, office.people.new, 'office-person-new')
  await shootDialog(page, camera, rights.roles.cashier, 'office-person-rights')
}

/** The kinds of promotions, and the form of the first one. */
async function shootPromotion(page: Page, camera: Camera): Promise<void> {
  await page.getByRole('button', { name: camera.words.promotions.add, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await camera.shoot(page, 'office-promotion-kinds')
  await dialog.locator('.offer-kind').first().click()
  await dialog.getByRole('textbox').first().waitFor()
  await camera.shoot(page, 'office-promotion-new')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

async function shootSales(page: Page, camera: Camera): Promise<void> {
  const { office, ui } = camera.words
  await page.locator('[data-sale]').first().getByRole('button').click()
  await page.getByRole('dialog').locator('[data-receipt]').waitFor()
  await camera.shoot(page, 'office-sale')
  await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).click()
  await page.getByRole('button', { name: office.sales.viewDays }).click()
  await page.locator('[data-day]').first().waitFor()
  await camera.shoot(page, 'office-days')
}

async function shootProduct(page: Page, camera: Camera): Promise<void> {
  await page
    .getByRole('button', { name: /^(Details of|Detalles de|Ficha de|Datos de)/ })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  await camera.shoot(page, 'office-product')
}

async function shootCode(page: Page, camera: Camera): Promise<void> {
  await page.getByRole('button', { name: camera.words.office.tills.makeCode }).last().click()
  await page.getByRole('dialog').waitFor()
  await camera.shoot(page, 'office-code')
}

async function shootImport(page: Page, camera: Camera): Promise<void> {
  const words = camera.words.office.import
  await page.getByLabel(words.paste).fill(SAMPLE_LIST)
  await page.getByRole('button', { name: words.read }).click()
  await page.getByRole('heading', { name: words.preview }).waitFor()
  await camera.shoot(page, 'office-import-preview')
}
