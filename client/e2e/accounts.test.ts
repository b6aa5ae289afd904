import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { appCode } from './harness/authenticator.ts'
import { openOffice } from './harness/office.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

const MANAGER = { name: 'Priya Shah', email: 'priya@evertill.example', password: 'columbia road flowers' }

describe('accounts', () => {
  it('an owner invites a manager of one store, who sets a password and a second step, and is shut out', async () => {
    const owner = await openOffice(await devices.open(), relay(), 'owner', '/office/people')
    const link = await invite(owner)

    const device = await devices.open()
    const errors = watchForErrors(device)
    const page = await device.newPage()
    await page.goto(link)
    await page.getByRole('heading', { name: 'Set a new password' }).waitFor()
    // The code is in no history and on no screen of the browser's.
    expect(page.url()).toBe(`${relay().url}/reset`)
    await page.getByLabel('New password').fill(MANAGER.password)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('heading', { name: 'Your new password is set' }).waitFor()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await giveSignIn(page)
    await page.waitForURL(`${relay().url}/office/products`)

    // Of the two stores, the manager sees the people of one, and no other accounts.
    await page.goto(`${relay().url}/office/people`)
    await page.getByRole('heading', { name: 'Lantern & Lace' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Hawkeye Spirits' }).count()).toBe(0)
    await page.getByText('Only an owner sees and changes these accounts.').waitFor()

    await page.getByRole('link', { name: 'Tills' }).click()
    await page.locator('[data-till]').first().waitFor()
    expect(await page.locator('[data-till]').count()).toBe(2)
    const newTill = page.getByRole('button', { name: 'New till' })
    expect(await newTill.getAttribute('title')).toBe('Only who is for all stores adds tills.')
    // Everything that was asked of the relay was given: nothing stands in the way of working.
    await page.getByRole('button', { name: 'Data safety: All saved' }).waitFor()

    const recoveryCodes = await turnOnSecondStep(page)
    await signOut(page)
    await giveSignIn(page)
    await page.getByRole('heading', { name: 'Second step' }).waitFor()
    await page.getByLabel('Code').fill('000000')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('This code is wrong or was used already.').waitFor()
    await page.getByLabel('Code').fill(recoveryCodes[0]?.toLowerCase() ?? '')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(url => url.pathname.startsWith('/office'))
    await openAccount(page)
    await page.getByText('9 recovery codes are left.').waitFor()

    // Shut out by the owner: at once, and for good.
    await owner.reload()
    const row = accountRow(owner, MANAGER.email)
    await row.getByText('Manager · Lantern & Lace').waitFor()
    await row.getByText('Second step').waitFor()
    await row.getByRole('button', { name: 'Shut out' }).click()
    await owner.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click()
    await row.getByRole('button', { name: 'Let in again' }).waitFor()
    await page.getByText('You are signed out.', { exact: false }).first().waitFor()
    expect(errors.filter(error => !/40[13]|4423/.test(error))).toEqual([])
  })

  it('changes a password, and shows and ends the sessions elsewhere', async () => {
    const page = await openOffice(await devices.open(), relay(), 'manager')
    const elsewhere = await openOffice(await devices.open(), relay(), 'manager')
    await openAccount(page)
    const sessions = page.getByRole('region', { name: 'Where you are signed in' })
    await sessions.getByText('Chrome on Linux').nth(1).waitFor()
    await page.getByLabel('Current password').fill('not the password')
    await page.getByLabel('New password').fill('another fine password')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('This is not your current password.').waitFor()
    await page.getByLabel('Current password').fill('hawkeye-spirits')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('Password changed. You are signed out everywhere else.').waitFor()
    await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1)
    await elsewhere.getByText('You are signed out.', { exact: false }).first().waitFor()
  })
})

/** Makes an account for the manager, for one store. @returns the link for them. */
async function invite(owner: Page): Promise<string> {
  await owner.getByRole('button', { name: 'Add an account' }).click()
  const dialog = owner.getByRole('dialog')
  await dialog.getByLabel('Name').fill(MANAGER.name)
  await dialog.getByLabel('E-mail').fill(MANAGER.email)
  await dialog.getByLabel('Stores').selectOption({ label: 'Only some stores' })
  await dialog.getByRole('button', { name: 'Make the account' }).click()
  await dialog.getByText('Choose at least one store.').waitFor()
  await dialog.getByLabel('Lantern & Lace').check()
  await dialog.getByRole('button', { name: 'Make the account' }).click()
  await owner.getByRole('heading', { name: `One-time link for ${MANAGER.name}` }).waitFor()
  const link = await owner.locator('[data-one-time-link]').getAttribute('data-one-time-link')
  await owner.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  await accountRow(owner, MANAGER.email).getByText('No password yet').waitFor()
  return link ?? ''
}

function accountRow(page: Page, email: string): Locator {
  return page.locator(`[data-account="${email}"]`)
}

async function giveSignIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(MANAGER.email)
  await page.getByLabel('Password', { exact: true }).fill(MANAGER.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account and settings' }).click()
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account and settings' }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('heading', { name: 'Sign in to the back office' }).waitFor()
}

/** @returns the recovery codes. */
async function turnOnSecondStep(page: Page): Promise<string[]> {
  await openAccount(page)
  await page.getByRole('button', { name: 'Set up' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password').fill(MANAGER.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  const secret = await dialog.locator('[data-totp-secret]').getAttribute('data-totp-secret')
  await dialog.getByLabel('Code from the app').fill(appCode(secret ?? ''))
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  const codes = await dialog.locator('[data-recovery-codes] li').allTextContents()
  expect(codes).toHaveLength(10)
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('10 recovery codes are left.').waitFor()
  return codes
}
