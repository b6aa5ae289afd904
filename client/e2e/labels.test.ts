import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { text as textOf } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { findBarriers } from './harness/accessibility.ts'
import { openOffice } from './harness/office.ts'
import { startBridge } from './harness/print-bridge.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
const require = createRequire(import.meta.url)

beforeAll(async () => {
  const wasm = await readFile(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true })
})

async function openGifts(path: string): Promise<Page> {
  const page = await openOffice(await devices.open({ deviceScaleFactor: 3 }), relay(), 'owner', path)
  await page.getByLabel('Catalog').selectOption({ label: 'Gifts · GBP' })
  return page
}

/** Ticks products that a search finds, by their names: rows move while the catalog arrives. Goes on to their labels. */
async function chooseProducts(page: Page, search: string, names: readonly string[]): Promise<void> {
  await page.getByLabel('Search by name, SKU or barcode').fill(search)
  for (const name of names) {
    const row = page.getByRole('row').filter({ hasText: name })
    await row.getByRole('checkbox').click({ timeout: 60_000 })
  }
  await page.getByRole('toolbar').getByRole('button', { name: 'Labels' }).click()
  await page.waitForURL('**/office/labels')
}

/** The codes on a picture of an element of the page. */
async function readShown(page: Page, selector: string): Promise<string[]> {
  const picture = await page.locator(selector).first().screenshot()
  const found = await readBarcodes(picture, { formats: ['EAN13', 'Code128'], maxNumberOfSymbols: 64 })
  return found.map(({ text }) => text).sort()
}

async function download(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ])
  return { name: file.suggestedFilename(), text: await textOf(await file.createReadStream()) }
}

describe('labels of chosen products', () => {
  it('are previewed as they are printed, and come as a PDF', async () => {
    const page = await openGifts('/office/products')
    await chooseProducts(page, 'white', ['White Wire Egg Holder', 'White Hanging Heart T-Light Holder'])
    await page.getByText('2 labels').waitFor()
    await page
      .getByRole('spinbutton', { name: /^Labels of / })
      .first()
      .fill('3')
    await page.keyboard.press('Tab')
    await page.getByText('4 labels').waitFor()
    await page.getByLabel('Begin at label').fill('5')
    await expect.poll(() => page.locator('.labels-printed').count()).toBe(4)
    await page.setViewportSize({ width: 1800, height: 2600 })
    await page.evaluate(() =>
      document.querySelector<SVGElement>('.labels-paper')?.style.setProperty('width', '1000px'),
    )
    const shown = await readShown(page, '.labels-paper')
    expect(shown.length).toBe(4)
    expect(new Set(shown).size).toBe(2)
    const { name, text } = await download(page, 'Download PDF')
    expect(name).toBe('labels.pdf')
    expect(text.startsWith('%PDF-1.4')).toBe(true)
    expect(text).toContain('/Count 1/')
    expect(await findBarriers(page)).toEqual([])
    // The list is still there after a look elsewhere.
    await page.reload()
    await page.getByText('4 labels').waitFor()
  })

  it('go to a label printer behind the bridge, each once, and to a file', async () => {
    const bridge = await startBridge({ withLabels: true })
    const page = await openGifts('/office/products')
    await chooseProducts(page, 'bunting', ['Party Bunting'])
    await page.getByLabel('Printed on').selectOption({ label: 'A label printer (ZPL)' })
    await page.getByLabel('Resolution').selectOption('300 dpi')
    const file = await download(page, 'Download .zpl')
    expect(file.name).toBe('labels.zpl')
    expect(file.text).toMatch(/^\^XA\^CI28\^PW600\^LL300/)
    await page.getByRole('button', { name: 'Set up the printer' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Port of the print bridge').fill(String(bridge.port))
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      dialog.getByRole('button', { name: 'Pair with the print bridge' }).click(),
    ])
    await popup.getByRole('button', { name: 'Allow' }).click({ timeout: 15_000 })
    // It is the only one that prints labels: nothing is left to choose.
    await page.getByText('Label printer: Labels').waitFor()
    await popup.close()
    await page.getByRole('button', { name: 'Print', exact: true }).click()
    await page.getByText('Sent to the printer.').waitFor()
    await expect.poll(() => bridge.labels()).toBe(file.text)
  })
})

describe('labels of a delivery', () => {
  it('are as many as came, and what is not in the catalog is named', async () => {
    const page = await openGifts('/office/labels')
    await page.getByRole('button', { name: 'From a delivery' }).click()
    const sheet = page.getByRole('dialog')
    await sheet
      .getByLabel('Or paste it here')
      .fill('Code;Description;Quantity\n22423;Cakestand;6\n47566;Bunting;2\nNOPE-1;?;3\n')
    await sheet.getByText('Not in this catalog: NOPE-1.').waitFor()
    await sheet.getByRole('button', { name: 'Take 2 products' }).click()
    await page.getByText('8 labels').waitFor()
    await expect.poll(() => page.locator('.labels-printed').count()).toBe(8)
    // A scan adds one more; the field with the focus keeps what it had.
    await page.getByLabel('Add a product').focus()
    await scan(page, '22423')
    await page.getByText('9 labels').waitFor()
    expect(await page.getByLabel('Add a product').inputValue()).toBe('')
  })
})
