import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { openOffice } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { type RelayProcess, startRelay } from './harness/relay-process.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, payExactly, safetyPill, scan, signInCashier, untilReady } from './harness/till.ts'

const relay = useRelay({ shop: 'demo' })
const devices = useDevices()
const folders: string[] = []
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

describe('a tablet becomes a till', () => {
  it('with the code that a manager sees, shows the download, and is ready without a network', async () => {
    const office = await openOffice(await devices.open(), relay(), 'manager', '/office/tills')
    const row = office.locator('[data-till=G2]')
    await row.getByRole('button', { name: 'Make a code' }).click()
    const dialog = office.getByRole('dialog', { name: 'Code for Gifts till 2' })
    const code = (await dialog.locator('output').innerText()).trim()
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
    await dialog.getByRole('img', { name: 'Code for Gifts till 2' }).waitFor()
    expect(await dialog.getByRole('timer').innerText()).toMatch(/^Good for (14|15) minutes$/)

    const tablet = await (await devices.open()).newPage()
    await tablet.goto(relay().url)
    await tablet.getByRole('link', { name: /^A till/ }).click()
    const seen = noteDownload(tablet)
    // As people type it: small letters, a space where the dash is.
    await enterCode(tablet, code.toLowerCase().replace('-', ' '))
    await untilReady(tablet)
    // The download was visible: how many of how many products.
    expect((await seen()).some(text => /^[\d,]+ of [\d,]+ products$/.test(text))).toBe(true)
    await row.getByText(/^Online$/).waitFor({ timeout: 30_000 })

    await signInCashier(tablet, relay(), 'Priya')
    await untilOfflineReady(tablet)
    await relay().kill()
    await tablet.context().setOffline(true)
    await tablet.reload()
    await safetyPill(tablet).filter({ hasText: 'Offline' }).waitFor()
    await scan(tablet, '22423')
    await expect.poll(() => cartLines(tablet)).toHaveLength(1)
    expect(await payExactly(tablet)).toMatch(/-000002$/)
    await safetyPill(tablet).filter({ hasText: 'Offline · 1 sale on this till only' }).waitFor()
    await relay().start()
  })

  it('says of a code that it is wrong, incomplete or used', async () => {
    const { code } = await (await signInAsOwner(relay().url)).makeEnrollmentCode('G1')
    // Without a service worker, whose requests a test cannot lose.
    const first = await openEnroll(relay(), { serviceWorkers: 'block' })
    const lost = await loseDocuments(first)
    await enterCode(first, code.slice(0, 5))
    await first.getByText('A code has eight letters and digits.').waitFor()
    await enterCode(first, '22222222')
    await first.getByText(/^There is no such code\./).waitFor()
    await enterCode(first, code)
    await first.getByRole('heading', { name: 'Getting this till ready' }).waitFor()
    // What its documents are read with did not come, and was asked for until it did.
    await untilReady(first)
    expect(lost.requests).toBeGreaterThan(0)

    const second = await openEnroll(relay())
    await enterCode(second, code)
    await second.getByText(/^This code has been used already\./).waitFor()
    expect(new URL(second.url()).pathname).toBe('/enroll')
    // The first tablet is not disturbed by it.
    await first.reload()
    await untilReady(first)
  })

  it('says of a code that it has expired', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evertill-expired-'))
    folders.push(folder)
    await cp(inject('demoData'), folder, { recursive: true })
    const own = await startRelay({ env: { DATA_DIR: folder } })
    try {
      const { code } = await (await signInAsOwner(own.url)).makeEnrollmentCode('G1')
      // A quarter of an hour passes while the relay is down.
      await own.stop()
      const database = await PGlite.create({ dataDir: join(folder, 'pg') })
      await database.query("update enrollment_codes set expires_at = now() - interval '1 second'")
      await database.close()
      await own.start()
      const page = await openEnroll(own)
      await enterCode(page, code)
      await page.getByText(/^This code has expired\./).waitFor()
    } finally {
      await own.dispose()
    }
  })
})

/** The first requests for the part of the app that a till's documents take are lost. */
async function loseDocuments(page: Page): Promise<{ requests: number }> {
  const lost = { requests: 0 }
  await page.route('**/assets/till-documents-*.js', route => {
    lost.requests++
    return lost.requests > 2 ? route.continue() : route.abort()
  })
  return lost
}

async function openEnroll(at: Pick<RelayProcess, 'url'>, options?: BrowserContextOptions): Promise<Page> {
  const page = await (await devices.open(options)).newPage()
  await page.goto(`${at.url}/enroll`)
  return page
}

async function enterCode(page: Page, code: string): Promise<void> {
  const field = page.getByLabel('Code of the till')
  await field.fill('')
  await field.pressSequentially(code)
  await page.getByRole('button', { name: 'Set up this till' }).click()
}

/** Notes what the progress of the download says, from now on. @returns what it said */
function noteDownload(page: Page): () => Promise<string[]> {
  const watching = page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { saidByDownload: said })
    const note = () => {
      const text = document.querySelector('[data-screen=download] [aria-live]')?.textContent
      if (text && said.at(-1) !== text) said.push(text)
    }
    new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true })
  })
  return async () => {
    await watching
    return page.evaluate(() => (window as Window & { saidByDownload?: string[] }).saidByDownload ?? [])
  }
}
