import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { ScannerEngine } from '../../print-bridge/emulator/scanner-engine.ts'
import { addPeripheral, type BrowserPeripheral } from './harness/device-fakes.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { cartLines, openTill, scan, typeKeys } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi
beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
})

/** Two products of the gift shop, by their codes. */
const ORNAMENT = '84879'
const LAMP = '22423'

async function openScannerSetup(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in:/ }).click()
  await page.getByRole('button', { name: 'Printers and devices' }).click()
  await page.getByRole('button', { name: /^Scanner/ }).click()
}

async function closeSheet(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
}

const quantities = async (page: Page) => (await cartLines(page)).map(({ quantity }) => quantity)
const shownCode = (page: Page) => page.locator('.hardware__code')

describe.each([
  { kind: 'serial', choose: 'Choose the port of the scanner', name: 'Serial port, 9600 baud' },
  { kind: 'hid', choose: 'Choose the scanner', name: 'Voyager 1450g' },
] as const)('a till with a scanner by $kind', ({ kind, choose, name }) => {
  async function openScanningTill(): Promise<{
    page: Page
    scanner: BrowserPeripheral<ScannerEngine>
    errors: string[]
  }> {
    const context = await devices.open()
    const errors = watchForErrors(context)
    const scanner = await addPeripheral(context, new ScannerEngine({ speaks: kind, piecemeal: true }))
    const page = await openTill(context, relay(), owner, 'G1')
    await openScannerSetup(page)
    await page.getByRole('button', { name: choose, exact: true }).click()
    await page.getByText(name, { exact: true }).waitFor()
    await page.getByText('Ready: scan something.').waitFor()
    return { page, scanner, errors }
  }

  it('is tried where it is set up, sells, is missed when it is unplugged, and found again', async () => {
    const { page, scanner, errors } = await openScanningTill()
    scanner.engine.scan(ORNAMENT)
    await shownCode(page).getByText(ORNAMENT).waitFor()
    expect(await cartLines(page)).toEqual([])
    scanner.unplugAfter(0)
    await page.getByText('Not connected: check its cable.').waitFor()
    scanner.plugIn()
    await page.getByText('Ready: scan something.').waitFor()
    await closeSheet(page)

    // Wherever the focus is, and nothing is typed there.
    await page.getByRole('combobox').focus()
    scanner.engine.scan(ORNAMENT)
    scanner.engine.scan(LAMP)
    scanner.engine.scan(ORNAMENT)
    await expect.poll(() => quantities(page)).toEqual(['2', '1'])
    expect(await page.getByRole('combobox').inputValue()).toBe('')
    await page.reload()
    await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
    await expect
      .poll(async () => {
        scanner.engine.scan(LAMP)
        return Number((await quantities(page))[1])
      })
      .toBeGreaterThan(1)
    expect(errors).toEqual([])
  })
})

it('says how a scanner is chosen when none was, or the browser may not ask', async () => {
  const context = await devices.open()
  const scanner = await addPeripheral(context, new ScannerEngine({ speaks: 'hid' }))
  const page = await openTill(context, relay(), owner, 'G1')
  await openScannerSetup(page)
  scanner.answerChooser('none')
  await page.getByRole('button', { name: 'Choose the scanner', exact: true }).click()
  await page.getByText('Nothing was chosen.').waitFor()
  scanner.answerChooser('forbidden')
  await page.getByRole('button', { name: 'Choose the port of the scanner' }).click()
  await page.getByText('allow serial ports and HID devices').waitFor()
})

describe('a scanner that types', () => {
  it('is learned from two scans, and then its short codes are known at once, slow as it is', async () => {
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    const zebra = () => scan(page, ORNAMENT, 85)
    await openScannerSetup(page)
    await page.getByRole('button', { name: 'Learn my scanner' }).click()
    await page.getByText('Scan any code.').waitFor()
    await zebra()
    await page.getByText('Now the same code once more.').waitFor()
    await scan(page, LAMP, 85)
    await page.getByText('The two scans were not alike.').waitFor()
    await page.getByRole('button', { name: 'Learn my scanner' }).click()
    await zebra()
    await page.getByText('Now the same code once more.').waitFor()
    await zebra()
    await page.getByText('Learned: 85 ms between keys. It ends with Enter.').waitFor()
    await zebra()
    await shownCode(page).getByText(ORNAMENT).waitFor()
    await closeSheet(page)
    await zebra()
    await expect.poll(() => quantities(page)).toEqual(['1'])
    await page.reload()
    await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
    await scan(page, LAMP, 85)
    await expect.poll(() => quantities(page)).toEqual(['1', '1'])
  })

  it('is paid with a key pressed right behind a scan, and amid one', async () => {
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    const due = page.getByText('To pay')
    await scan(page, ORNAMENT)
    await page.keyboard.press('F9')
    await due.waitFor()
    await page.getByRole('button', { name: 'Back to the sale' }).click()
    // In the middle of a scan, as two keyboards go: it is for the sale with what is being scanned.
    await typeKeys(page, [...LAMP.slice(0, 3), 'F9', ...LAMP.slice(3), 'Enter'])
    await due.waitFor()
    await page.getByRole('button', { name: 'Back to the sale' }).click()
    expect(await quantities(page)).toEqual(['1', '1'])
  })

  it('is heard back to back, in any field, before a dialog, with Enter about to press a button, and by IME', async () => {
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    const total = async () => (await quantities(page)).reduce((sum, each) => sum + Number(each), 0)
    await typeKeys(page, [...ORNAMENT, 'Enter', ...LAMP, 'Enter', ...ORNAMENT, 'Enter'])
    await expect.poll(() => quantities(page)).toEqual(['2', '1'])

    // The button that has the focus is not pressed by the scanner's Enter.
    await page.getByRole('button', { name: 'Open item' }).focus()
    await scan(page, ORNAMENT)
    await expect.poll(total).toBe(4)
    expect(await page.getByRole('dialog').count()).toBe(0)

    // A form in a dialog keeps what was typed into it and is not sent.
    await page.keyboard.press('F3')
    const field = page.getByRole('dialog').getByRole('textbox')
    await field.fill('SPRING')
    await scan(page, LAMP)
    await expect.poll(total).toBe(5)
    expect(await field.inputValue()).toBe('SPRING')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

    // While words are composed, keys have no letters of their own; their places say what was scanned.
    await page.evaluate(code => {
      for (const [index, digit] of [...code, 'Enter'].entries()) {
        const key = digit === 'Enter' ? 'Enter' : 'Process'
        const place = digit === 'Enter' ? 'Enter' : `Digit${digit}`
        const isComposing = digit !== 'Enter' || index === 0
        const event = { key, code: place, isComposing, bubbles: true, cancelable: true }
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', event))
      }
    }, ORNAMENT)
    await expect.poll(total).toBe(6)
  })
})
