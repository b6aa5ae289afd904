import { cpSync, rmSync } from 'node:fs'
import { readLog } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { readLocalJournal } from './harness/local-journal.ts'
import { openDocument } from './harness/manager-document.ts'
import { type RelayApi, signIn, signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal } from './harness/relay-documents.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, openTill, payExactly, pillSays, safetyPill, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo', storage: 'embedded' })
const devices = useDevices()
/** Regency Cakestand 3 Tier. */
const CODE = '22423'
const OWNER = { name: 'Ada', email: 'ada@shop.example', password: 'correct horse battery' }

afterEach(() => relay().start())

describe('the server', () => {
  it('is put back to an old backup, and the till brings what that lacks, and counts it as safe only then', async () => {
    const api = await signInAsOwner(relay().url)
    const page = await openTill(await devices.open(), relay(), api, 'G1')
    await sell(page)
    await pillSays(page, 'All safe')
    await relay().stop()
    const backup = `${relay().data}-backup`
    cpSync(relay().data, backup, { recursive: true })
    await relay().start()
    await sell(page)
    await sell(page)
    await pillSays(page, 'All safe')
    await relay().kill()
    rmSync(relay().data, { recursive: true })
    cpSync(backup, relay().data, { recursive: true })
    await relay().start()
    await expectSame(page, api)
    await pillSays(page, 'All safe')
  })

  it('lost its database: an owner lets the till in, and it brings its sales and the catalog back', async () => {
    const api = await signInAsOwner(relay().url)
    const page = await openTill(await devices.open(), relay(), api, 'G1')
    await sell(page)
    await pillSays(page, 'All safe')
    const products = await countProducts(api)
    await relay().kill()
    rmSync(relay().data, { recursive: true })
    await relay().start()
    await sell(page)

    const office = await (await devices.open()).newPage()
    await office.goto(`${relay().url}/recover`)
    const code = /code (\w{4}-\w{4}-\w{4})\s*$/.exec(relay().output())?.[1] ?? ''
    await office.getByLabel('Recovery code').fill(code)
    await office.getByLabel('Name of the shop').fill('Corner shop')
    await office.getByLabel('Your name').fill(OWNER.name)
    await office.getByLabel('E-mail').fill(OWNER.email)
    await office.getByLabel('New password').fill(OWNER.password)
    await office.getByRole('button', { name: 'Begin' }).click()
    const row = office.getByRole('listitem').filter({ hasText: 'Lantern' })
    await row.waitFor({ timeout: 60_000 })
    // The person at the till and the owner read the same sign to each other.
    const sign = /[0-9A-F]{4} [0-9A-F]{4}/.exec((await row.textContent()) ?? '')?.[0] ?? ''
    await safetyPill(page).click()
    await page.getByRole('dialog').getByText(sign, { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await row.getByRole('button', { name: 'Let in' }).click()

    await pillSays(page, 'All safe')
    const recovered = await signIn(relay().url, OWNER.email, OWNER.password)
    await expectSame(page, recovered)
    await expect.poll(() => countProducts(recovered), { timeout: 60_000 }).toBe(products)
    await row.getByText(/^\d+ journal entries are back$/).waitFor()
    await office.getByRole('button', { name: 'Close the recovery' }).click()
    await office.getByText('Closed. Tills that the server does not know cannot come in.').waitFor()
    await sell(page)
    await pillSays(page, 'All safe')
  })
})

async function sell(page: Page): Promise<void> {
  await scan(page, CODE)
  await expect.poll(() => cartLines(page)).toHaveLength(1)
  await payExactly(page)
}

/** The relay has every entry of the till's device, each once. */
async function expectSame(page: Page, api: RelayApi): Promise<void> {
  const local = await readLocalJournal(page)
  const epoch = local[0]?.epoch
  await expect
    .poll(
      async () => {
        const stored = await readStoredJournal(relay().url, api, 'G1')
        return stored.filter(entry => entry.epoch === epoch).map(entry => entry.number)
      },
      { timeout: 60_000 },
    )
    .toEqual(local.map(entry => entry.number))
}

async function countProducts(api: RelayApi): Promise<number> {
  const catalog = await openDocument(relay().url, api.cookie, 'catalog/gifts', ['products'])
  const count = readLog(catalog.doc, 'products').length
  catalog.close()
  return count
}
