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

const SAMPLE_DELIVERY = '22423;6\n47566;2\n85123A;4\n'

/**
 * Every section of the back office, with one product and one code open, one's own account, and the dashboard.
 * @param password of whoever is signed in.
 */
export async function shootOffice(page: Page, camera: Camera, password: string): Promise<void> {
  const { office } = camera.words
  for (const section of OFFICE_SECTIONS) {
    await camera.aim(page, `/office/${section}`)
    await page.getByRole('heading', { name: office[section].title }).first().waitFor({ timeout: 60_000 })
    await page.locator('.ui-skeleton').first().waitFor({ state: 'detached', timeout: 60_000 })
    await page.waitForTimeout(800)
    if (section === 'products') await untilCatalogIsHere(page)
    await camera.shoot(page, `office-${section}`)
    if (section === 'sales') await shootSales(page, camera)
    if (section === 'products') await shootProduct(page, camera)
    if (section === 'people') await shootPeople(page, camera)
    if (section === 'tills') await shootCode(page, camera)
    if (section === 'import') await shootImport(page, camera)
    if (section === 'labels') await shootLabels(page, camera)
  }
  await shootAccount(page, camera, password)
  await camera.aim(page, '/dashboard')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForTimeout(1200)
  await camera.shoot(page, 'dashboard')
}

/** The catalog may still be on its way to this browser: waits until it says no more that it is. */
async function untilCatalogIsHere(page: Page): Promise<void> {
  const downloading = page.locator('.office-progress')
  for (let quiet = 0; quiet < 4; quiet++) {
    if (await downloading.isVisible()) quiet = 0
    await page.waitForTimeout(250)
  }
}

async function shootSales(page: Page, camera: Camera): Promise<void> {
  const { office, ui } = camera.words
  await page.locator('[data-sale]').first().getByRole('button').click()
  await page.getByRole('dialog').locator('[data-receipt]').waitFor()
  await page.waitForTimeout(300)
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
  await page.waitForTimeout(300)
  await camera.shoot(page, 'office-product')
}

async function shootLabels(page: Page, camera: Camera): Promise<void> {
  const { labels } = camera.words
  await page.getByRole('button', { name: labels.fromDelivery }).click()
  await page.getByLabel(labels.delivery.lines).fill(SAMPLE_DELIVERY)
  await page.waitForTimeout(500)
  await camera.shoot(page, 'office-delivery')
  await page.getByRole('dialog').locator('.ui-button--primary').click()
  await page.locator('.labels-printed').first().waitFor()
  await camera.shoot(page, 'office-labels-sheet')
}

async function shootCode(page: Page, camera: Camera): Promise<void> {
  await page.getByRole('button', { name: camera.words.office.tills.makeCode }).last().click()
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(300)
  await camera.shoot(page, 'office-code')
}

async function shootImport(page: Page, camera: Camera): Promise<void> {
  const words = camera.words.office.import
  await page.getByLabel(words.paste).fill(SAMPLE_LIST)
  await page.getByRole('button', { name: words.read }).click()
  await page.getByRole('heading', { name: words.preview }).waitFor()
  await camera.shoot(page, 'office-import-preview')
}
