import type { Page } from 'playwright-core'
import { OFFICE_SECTIONS, type OfficeSection } from '../../src/backoffice/office-sections.ts'
import { shootAccount, shootPeople } from './account-screens.ts'
import type { Camera } from './camera.ts'
import { shootDashboard } from './dashboard-screens.ts'
import {
  closeFront,
  shootCards,
  shootColumnMenu,
  shootCustomers,
  shootLabelPrinter,
  shootMoment,
  shootPriceList,
  shootProductForms,
  shootPromotions,
  shootShutOut,
  shootSignOut,
  shootStaff,
  shootSyncState,
  shootUserMenu,
} from './office-dialogs.ts'
import { like } from './words.ts'

const SAMPLE_LIST = `Name,SKU,Barcode,Price,Department
Beeswax Candle,BW-1,4006381333931,6.50,Candles & Lighting
Linen Apron,LA-2,4006381333932,24.00,Kitchen & Dining
,XX-3,,3.00,Kitchen & Dining
Oak Spoon,OS-4,,abc,Kitchen & Dining
`

const SAMPLE_DELIVERY = '22423;6\n47566;2\n85123A;4\n'

/**
 * Every section of the back office with its sheets and dialogs, one's own account, and the dashboard.
 * @param password of whoever is signed in.
 */
export async function shootOffice(page: Page, camera: Camera, password: string): Promise<void> {
  const { office } = camera.words
  await camera.aim(page, '/office')
  await shootSyncState(page, camera)
  await shootUserMenu(page, camera)
  for (const section of OFFICE_SECTIONS) {
    await open(page, `/office/${section}`, office[section].title)
    await camera.shoot(page, `office-${section}`)
    await SHOOT_MORE[section]?.(page, camera)
  }
  await shootAccount(page, camera, password)
  await open(page, '/dashboard', camera.words.dashboard.title)
  await shootDashboard(page, camera)
}

/** What a section has beside what it opens with. Each leaves nothing open. */
const SHOOT_MORE: { readonly [Section in OfficeSection]?: typeof shootSales } = {
  sales: shootSales,
  products: shootProducts,
  promotions: shootPromotions,
  priceLists: shootPriceList,
  labels: shootLabels,
  customers: shootCustomers,
  credit: shootCards,
  changes: shootMoment,
  people: async (page, camera) => {
    await shootStaff(page, camera)
    await shootPeople(page, camera)
  },
  tills: shootTills,
  import: shootImport,
  settings: shootSignOut,
}

/**
 * By its link, as anybody goes there: nothing is loaded anew, unless something that was said of the section before would
 * be in the picture of this one. Resolves when everything that loads is there.
 */
async function open(page: Page, path: string, title: string): Promise<void> {
  if ((await page.locator('.ui-toast').count()) > 0) await page.goto(new URL(path, page.url()).href)
  else await page.locator(`.office-nav a[href="${path}"]`).click()
  await page.waitForURL(url => url.pathname === path)
  await page.getByRole('heading', { name: title }).first().waitFor({ timeout: 60_000 })
  await page.locator('.ui-skeleton').first().waitFor({ state: 'detached', timeout: 60_000 })
  await page.locator('.office-header [data-safety="safe"]').waitFor({ timeout: 60_000 })
}

async function shootSales(page: Page, camera: Camera): Promise<void> {
  const { office } = camera.words
  await page.locator('[data-sale]').first().getByRole('button').click()
  await page.getByRole('dialog').locator('[data-receipt]').waitFor()
  await camera.shoot(page, 'office-sale')
  await closeFront(page, camera)
  await page.getByRole('button', { name: office.sales.viewDays }).click()
  await page.locator('[data-day]').first().waitFor()
  await camera.shoot(page, 'office-days')
}

async function shootProducts(page: Page, camera: Camera): Promise<void> {
  const { products } = camera.words.office
  await page
    .getByRole('button', { name: like(products.details) })
    .first()
    .click()
  await page.locator('[data-product-sheet]').waitFor()
  await camera.shoot(page, 'office-product')
  await closeFront(page, camera)
  await shootColumnMenu(page, camera)
  await shootProductForms(page, camera)
}

async function shootLabels(page: Page, camera: Camera): Promise<void> {
  const { labels } = camera.words
  await page.getByRole('button', { name: labels.fromDelivery }).click()
  await page.getByLabel(labels.delivery.lines).fill(SAMPLE_DELIVERY)
  const take = page.getByRole('dialog').getByRole('button', { name: like(labels.delivery.go_other) })
  await take.waitFor()
  await camera.shoot(page, 'office-delivery')
  await take.click()
  await page.locator('.labels-printed').first().waitFor()
  await camera.shoot(page, 'office-labels-sheet')
  await shootLabelPrinter(page, camera)
}

async function shootTills(page: Page, camera: Camera): Promise<void> {
  await shootShutOut(page, camera)
  await page.getByRole('button', { name: camera.words.office.tills.makeCode }).last().click()
  await page.locator('[data-enrollment-code]').waitFor()
  await camera.shoot(page, 'office-code')
  await closeFront(page, camera)
}

async function shootImport(page: Page, camera: Camera): Promise<void> {
  const words = camera.words.office.import
  await page.getByLabel(words.paste).fill(SAMPLE_LIST)
  await page.getByRole('button', { name: words.read }).click()
  await page.getByRole('heading', { name: words.preview }).waitFor()
  await camera.shoot(page, 'office-import-preview')
}
