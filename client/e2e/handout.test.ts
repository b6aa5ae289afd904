import { customerFields } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { startMailServer } from '../../relay/src/testing/mail-server.ts'
import { findBarriers } from './harness/accessibility.ts'
import { untilOfflineReady } from './harness/app-shell.ts'
import { writeRecords } from './harness/manager-document.ts'
import { layCable } from './harness/network-cable.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { openTill, payExactly, pillSays, scan } from './harness/till.ts'

const mail = await startMailServer()
afterAll(() => mail.stop())
const { host, port, from } = mail.settings
const relay = useRelay({
  shop: 'small-demo',
  env: { SMTP_URL: `smtp://till:secret@${host}:${port}`, MAIL_FROM: from },
})
const devices = useDevices()

/** Regency Cakestand 3 Tier, £12.75. */
const CAKESTAND = '22423'

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

async function sell(page: Page): Promise<string> {
  await scan(page, CAKESTAND)
  await page.locator('.till-line').waitFor()
  return payExactly(page)
}

/** Opens the code of the receipt on screen. @returns its link */
async function openCode(page: Page): Promise<string> {
  await press(page, 'QR code')
  return (await page.locator('[data-link]').getAttribute('data-link')) ?? ''
}

describe('a receipt for who bought', () => {
  it('RL2 is opened by its code on a phone, in its language, and the page has nothing of the app', async () => {
    const api = await signInAsOwner(relay().url)
    const till = await openTill(await devices.open(), relay(), api, 'G1')
    const display = await openDisplay(till)
    const number = await sell(till)
    const link = await openCode(till)
    expect(link).toMatch(new RegExp(`^${relay().url}/r#[0-9a-f]{32}$`))
    await display.getByText('Scan for your receipt').waitFor()
    expect(await findBarriers(till)).toEqual([])
    expect(await findBarriers(display)).toEqual([])
    await till.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await display.getByText('Thank you').waitFor()
    await pillSays(till, 'All safe')

    const phone = await devices.open({
      viewport: { width: 390, height: 844 },
      locale: 'es-MX',
      colorScheme: 'dark',
    })
    const errors = watchForErrors(phone)
    const asked: string[] = []
    phone.on('request', request => asked.push(request.url()))
    const page = await phone.newPage()
    await page.goto(link)
    await page.getByText(number, { exact: true }).waitFor()
    expect(await page.getByRole('article').innerText()).toMatch(/Regency Cakestand 3 Tier[\s\S]*£12.75/)
    await page.getByRole('button', { name: 'Imprimir o guardar PDF' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
    expect(errors).toEqual([])
    // The token is in no address that is asked for, nothing comes from elsewhere, and no service worker is left behind.
    const token = link.split('#')[1] ?? ''
    expect(asked.filter(url => url.includes(token) && !url.startsWith(`${relay().url}/r#`))).toEqual([])
    expect(asked.filter(url => !url.startsWith(relay().url))).toEqual([])
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
    await press(page, 'English')
    await page.getByRole('button', { name: 'Print or save as a PDF' }).waitFor()
  })

  it('RL3 is shown to nobody without its token, and to no search engine', async () => {
    const other = await (await devices.open()).newPage()
    await other.goto(`${relay().url}/r#${'0'.repeat(32)}`)
    await other.getByText('This receipt is not here yet').waitFor()
    await other.goto(`${relay().url}/r`)
    await other.getByText('This link is not complete').waitFor()
    const { headers } = await fetch(`${relay().url}/r`)
    expect(headers.get('x-robots-tag')).toContain('noindex')
  })

  it('RL4 is sent by e-mail to who may be written to, and waits on the till while it is offline', async () => {
    const api = await signInAsOwner(relay().url)
    await writeAna(api)
    const cable = await layCable(relay())
    const till = await openTill(await devices.open(), { ...relay(), url: cable.url }, api, 'G2')
    await pillSays(till, 'All safe')
    await untilOfflineReady(till)
    await till.keyboard.press('F6')
    const customers = till.getByRole('dialog')
    await customers.getByRole('searchbox').fill('Ana')
    await customers.getByRole('button', { name: /Ana Ruiz/ }).click()
    await sell(till)
    await press(till, 'E-mail')
    const sheet = till.getByRole('dialog', { name: 'Receipt by e-mail' })
    await expect.poll(() => sheet.getByLabel('E-mail address').inputValue()).toBe('ana@example.com')
    await press(till, 'Español')
    expect(await findBarriers(till)).toEqual([])
    await press(till, 'Send')
    await sheet.locator('[data-letter=sent]').waitFor({ timeout: 30_000 })
    expect(mail.taken).toMatchObject([{ to: 'ana@example.com' }])
    expect(mail.taken[0]?.source).toMatch(/lang=3D"es"|lang="es"/)

    await sheet.getByRole('button', { name: 'Close' }).click()
    cable.unplug()
    await pillSays(till, /Offline/)
    await press(till, 'Next sale')
    const number = await sell(till)
    await openCode(till)
    await till.getByText('The sale has not reached the server yet', { exact: false }).waitFor()
    await till.getByRole('group').getByRole('button', { name: 'E-mail', exact: true }).click()
    await sheet.getByLabel('E-mail address').fill('ana')
    await press(till, 'Send')
    await sheet.getByText('This is no e-mail address.').waitFor()
    await sheet.getByLabel('E-mail address').fill('bob@example.com')
    await press(till, 'Send')
    await sheet.locator('[data-letter=queued]').waitFor()
    // What waits outlasts the till's end.
    await till.reload()
    cable.plugIn()
    await pillSays(till, 'All safe')
    await expect
      .poll(() => mail.taken.map(({ to }) => to), { timeout: 60_000 })
      .toEqual(['ana@example.com', 'bob@example.com'])
    // Found again, it says how that went, and can be sent once more.
    await till.keyboard.press('Shift+F3')
    await till.getByRole('button', { name: new RegExp(number) }).click()
    await press(till, 'E-mail')
    await sheet.locator('[data-letter=sent]').waitFor({ timeout: 30_000 })
    await press(till, 'Send again')
    await expect.poll(() => mail.taken.length, { timeout: 30_000 }).toBe(3)
  })
})

async function openDisplay(page: Page): Promise<Page> {
  await page.getByRole('button', { name: /^Signed in/ }).click()
  const opened = page.context().waitForEvent('page')
  await press(page, 'Customer display')
  const display = await opened
  await display.locator('[data-display="idle"]').waitFor()
  return display
}

async function writeAna(api: RelayApi): Promise<void> {
  const fields = customerFields({ name: 'Ana Ruiz', email: 'ana@example.com', emailReceipts: true })
  await writeRecords(relay().url, api, 'customers', 'customers', { 'ana-ruiz': fields })
}
