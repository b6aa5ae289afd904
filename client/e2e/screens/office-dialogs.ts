import type { Locator, Page } from 'playwright-core'
import { holdBack } from '../harness/hold-back.ts'
import type { Camera } from './camera.ts'
import { like, startingWith } from './words.ts'

/** Two cards, and a line that is none. Imported again they are the same two: every look of a shop begins alike. */
const CARDS = '6006 4912 3456 1201, 25.00\n6006 4912 3456 1202, 100.00\nno card\n'

/** What is behind the pill, once all documents are on this device. */
export async function shootSyncState(page: Page, camera: Camera): Promise<void> {
  const { office, ui } = camera.words
  await page.locator('[data-phase="ready"] [data-safety="safe"]').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: like(ui.safety.label) }).click()
  const sheet = page.getByRole('dialog', { name: office.sync.title })
  await sheet.locator('[data-document^="catalog/"]').first().waitFor()
  await camera.shoot(page, 'office-sync')
  await closeFront(page, camera)
}

/** What opens at the name of whoever is signed in. */
export async function shootUserMenu(page: Page, camera: Camera): Promise<void> {
  const { user } = camera.words.office
  await page.getByRole('button', { name: startingWith(user.menu) }).click()
  await page.getByRole('button', { name: user.signOut }).waitFor()
  await camera.shoot(page, 'office-user-menu')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: user.signOut }).waitFor({ state: 'detached' })
}

/** Which columns the products are shown with; on a phone, which has none, as a tablet shows it. */
export async function shootColumnMenu(page: Page, camera: Camera): Promise<void> {
  const { products } = camera.words.office
  const { width, height } = camera.look
  await page.setViewportSize({ width: Math.max(width, 820), height })
  const title = page.getByText(products.columnsTitle, { exact: true })
  await page.getByRole('button', { name: products.columns, exact: true }).click()
  await title.waitFor()
  await camera.shoot(page, 'office-columns')
  await page.keyboard.press('Escape')
  await title.waitFor({ state: 'detached' })
  await page.setViewportSize({ width, height })
}

/** The question before somebody leaves an edit behind that only this device has; they stay, and it is taken back. */
export async function shootSignOut(page: Page, camera: Camera): Promise<void> {
  const { settings, user } = camera.words.office
  const name = page.getByLabel(settings.organisationName)
  const safe = page.locator('.office-header [data-safety="safe"]')
  const before = await name.inputValue()
  await holdBack(page)
  await name.fill(`${before} & Co.`)
  await name.blur()
  await safe.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: startingWith(user.menu) }).click()
  await page.getByRole('button', { name: user.signOut }).click()
  await front(page).waitFor()
  await camera.shoot(page, 'office-sign-out')
  await front(page).getByRole('button', { name: user.stay }).click()
  await front(page).waitFor({ state: 'detached' })
  await page.reload()
  await name.fill(before)
  await name.blur()
  await safe.waitFor({ timeout: 60_000 })
}

/** A new product that lacks its name, and what is done to a selection. */
export async function shootProductForms(page: Page, camera: Camera): Promise<void> {
  const { products, bulk } = camera.words.office
  await page.getByRole('button', { name: products.new, exact: true }).click()
  await sendIncomplete(page, products.create)
  await camera.shoot(page, 'office-product-new')
  await closeFront(page, camera)
  await page.locator('[data-product]').first().getByRole('checkbox').check()
  const bar = page.getByRole('toolbar', { name: bulk.label })
  await bar.waitFor()
  await camera.shoot(page, 'office-bulk')
  await bar.getByRole('button', { name: bulk.price }).click()
  await sendIncomplete(page, bulk.apply)
  await camera.shoot(page, 'office-bulk-price')
  await closeFront(page, camera)
  await bar.getByRole('button', { name: bulk.clear }).click()
  await bar.waitFor({ state: 'detached' })
}

/** The kinds of promotions; one that is on, tried out; and the question before its changes are lost. */
export async function shootPromotions(page: Page, camera: Camera): Promise<void> {
  const { promotions } = camera.words
  const { editor, tryIt } = promotions
  await page.getByRole('button', { name: promotions.add }).click()
  await front(page).waitFor()
  await camera.shoot(page, 'office-promotion-kinds')
  await closeFront(page, camera)
  await page.locator('[data-promotion] .offer-open').first().click()
  await front(page).locator('[data-sentence]').waitFor()
  await camera.shoot(page, 'office-promotion')
  const trial = front(page).getByRole('region', { name: tryIt.title })
  await trial.getByRole('searchbox').fill('a')
  await trial.locator('.offer-picker__hit').first().click()
  await trial.locator('[data-try-it]').scrollIntoViewIfNeeded()
  await camera.shoot(page, 'office-promotion-trial')
  await front(page).getByLabel(editor.name).fill('Pantry week')
  await front(page).getByRole('button', { name: camera.words.ui.action.close, exact: true }).click()
  await page.getByRole('dialog', { name: editor.discard }).waitFor()
  await camera.shoot(page, 'office-promotion-discard')
  await page.getByRole('button', { name: editor.discardYes }).click()
  await front(page).waitFor({ state: 'detached' })
}

/** A price list, what became of it when it was changed, and the way back from there. */
export async function shootPriceList(page: Page, camera: Camera): Promise<void> {
  const { office, promotions } = camera.words
  await page.locator('[data-price-list] .offer-open').first().click()
  const editor = page.locator('[data-price-list-editor]')
  const priority = editor.getByLabel(promotions.editor.priority)
  await priority.fill('7')
  await priority.blur()
  await editor.getByRole('heading').first().scrollIntoViewIfNeeded()
  // Meanwhile the server hears of it, and its history knows it.
  await camera.shoot(page, 'office-price-list')
  await editor.getByText(office.changes.ofRecord).click()
  await editor.locator('[data-field="priority"]').first().waitFor()
  await editor.getByRole('button', { name: office.changes.restoreThis }).first().scrollIntoViewIfNeeded()
  await camera.shoot(page, 'office-price-list-history')
  await editor.getByRole('button', { name: office.changes.restoreThis }).first().click()
  const restore = page.getByRole('button', { name: office.changes.restoreDo })
  await restore.waitFor()
  await camera.shoot(page, 'office-restore')
  await restore.click()
  await restore.waitFor({ state: 'detached' })
  await closeFront(page, camera)
}

/** A new customer, who lacks a name and then has one; their terms; and how they are forgotten again. */
export async function shootCustomers(page: Page, camera: Camera): Promise<void> {
  const { customers } = camera.words
  await page.getByRole('button', { name: customers.office.add }).click()
  await sendIncomplete(page, customers.office.add)
  await camera.shoot(page, 'office-customer-new')
  await front(page).getByLabel(customers.field.name).fill('Ines Calder')
  await front(page).getByLabel(customers.field.phone).fill('07700 900145')
  await front(page).getByRole('button', { name: customers.office.add }).click()
  const editor = page.locator('[data-customer-editor]')
  await editor.waitFor()
  await camera.shoot(page, 'office-customer')
  await editor.getByText(customers.office.exemptOn).click()
  const reason = editor.getByLabel(customers.office.exemptReason)
  await reason.fill('Charity')
  await reason.blur()
  await editor.getByLabel(customers.office.exemptCertificate).waitFor()
  const limit = editor.getByLabel(startingWith(customers.field.creditLimit))
  await limit.fill('250')
  await limit.blur()
  await editor.locator('.credit-actions').last().scrollIntoViewIfNeeded()
  await camera.shoot(page, 'office-customer-terms')
  await page.getByRole('button', { name: customers.office.forget }).click()
  const forget = page.getByRole('button', { name: customers.office.forgetConfirm })
  await forget.waitFor()
  await camera.shoot(page, 'office-customer-forget')
  await forget.click()
  await front(page).waitFor({ state: 'detached' })
}

/** A card that is issued without anything to it, some that are imported, and what is done with one of them. */
export async function shootCards(page: Page, camera: Camera): Promise<void> {
  const { office: words } = camera.words.credit
  await page.getByRole('button', { name: words.issueTitle }).click()
  await sendIncomplete(page, words.issue)
  await camera.shoot(page, 'office-card-issue')
  await closeFront(page, camera)
  await page.getByRole('button', { name: words.import }).click()
  await front(page).getByLabel(words.importLines).fill(CARDS)
  const take = front(page).getByRole('button', { name: like(words.importGo_other) })
  await take.waitFor()
  await camera.shoot(page, 'office-cards-import')
  await take.click()
  await front(page).getByText(like(words.importDone)).waitFor()
  await closeFront(page, camera)
  await page.locator('.record-table').waitFor()
  await camera.shoot(page, 'office-cards')
  await page.locator('.record-table__open').first().click()
  await front(page).getByRole('heading', { name: words.history }).waitFor()
  await camera.shoot(page, 'office-card')
  await front(page).getByRole('button', { name: words.act.take }).click()
  await page.getByRole('dialog', { name: words.act.take }).waitFor()
  await sendIncomplete(page, words.act.take)
  await camera.shoot(page, 'office-card-take')
  await closeFront(page, camera)
  await closeFront(page, camera)
}

/** The moment that a whole catalog goes back to. */
export async function shootMoment(page: Page, camera: Camera): Promise<void> {
  const { changes } = camera.words.office
  await page.getByRole('button', { name: changes.restoreCatalog }).click()
  await page.getByLabel(changes.moment).waitFor()
  await camera.shoot(page, 'office-changes-moment')
  await closeFront(page, camera)
}

/** Where labels are sent that are printed on a roll: to the print bridge, or to a port of this device. */
export async function shootLabelPrinter(page: Page, camera: Camera): Promise<void> {
  const { labels } = camera.words
  await page.getByLabel(labels.medium).selectOption({ label: labels.media.roll })
  await page.getByRole('button', { name: labels.setUp }).click()
  await page.getByRole('dialog', { name: labels.printerTitle }).waitFor()
  await camera.shoot(page, 'office-labels-printer')
  await front(page).getByLabel(labels.printer, { exact: true }).selectOption({ label: labels.viaUsb })
  await front(page).getByRole('button', { name: camera.words.hardware.setup.choose }).waitFor()
  await camera.shoot(page, 'office-labels-printer-usb')
  await closeFront(page, camera)
}

/** Somebody new without a name or a PIN; what a cashier may do, with a right of their own; and a badge. */
export async function shootStaff(page: Page, camera: Camera): Promise<void> {
  const { office, rights } = camera.words
  await page.getByRole('button', { name: office.people.new }).first().click()
  await sendIncomplete(page, office.people.add)
  await camera.shoot(page, 'office-person-new')
  await closeFront(page, camera)
  const role = page.getByRole('button', { name: rights.roles.cashier, exact: true })
  const person = page.locator('[data-person]').filter({ has: role }).first()
  await person.getByRole('button', { name: rights.roles.cashier, exact: true }).click()
  await front(page).getByLabel(rights.people.role).selectOption({ label: rights.roles.supervisor })
  await front(page).getByText(rights.names['open-drawer']).click()
  await camera.shoot(page, 'office-rights')
  await closeFront(page, camera)
  await person.locator('.office-row__actions').getByRole('button').nth(2).click()
  await front(page).locator('.ui-button--primary').click()
  await front(page).locator('.badge-card').waitFor()
  await camera.shoot(page, 'office-badge')
  await closeFront(page, camera)
}

/** The question before a tablet is shut out. */
export async function shootShutOut(page: Page, camera: Camera): Promise<void> {
  await page.getByRole('button', { name: camera.words.office.tills.revoke }).first().click()
  await front(page).waitFor()
  await camera.shoot(page, 'office-till-revoke')
  await closeFront(page, camera)
}

/** Closes the sheet or dialog in front of all others. */
export async function closeFront(page: Page, camera: Camera): Promise<void> {
  const open = await page.locator('dialog[open]').count()
  await front(page).getByRole('button', { name: camera.words.ui.action.close, exact: true }).first().click()
  await page
    .locator('dialog[open]')
    .nth(open - 1)
    .waitFor({ state: 'detached' })
}

function front(page: Page): Locator {
  return page.locator('dialog[open]').last()
}

/** Sends the form in front as it is: what is missing is said beside its field. */
async function sendIncomplete(page: Page, button: string): Promise<void> {
  await front(page).getByRole('button', { name: button, exact: true }).click()
  await front(page).locator('[aria-invalid="true"]').first().waitFor()
}
