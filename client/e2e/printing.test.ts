import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { PrinterEngine } from '../../print-bridge/emulator/printer-engine.ts'
import { addBrowserPrinter, type BrowserPrinter } from './harness/device-fakes.ts'
import { launchOwnBrowser } from './harness/own-browser.ts'
import { startBridge, type TestBridge } from './harness/print-bridge.ts'
import { openPrintJobs } from './harness/print-queue.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { allow, openTill, payExactly, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi
beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
})

/** Opens a till whose server the browser takes for one on the internet: it keeps such pages from this machine. */
async function openPublicTill(): Promise<Page> {
  const { host } = new URL(relay().url)
  const own = await launchOwnBrowser([`--ip-address-space-overrides=${host}=public`, '--lang=en-GB'])
  onTestFinished(() => own.dispose())
  own.context.setDefaultTimeout(30_000)
  return openTill(own.context, relay(), owner, 'G1')
}

/** The sheet of this till's printers, at a new one that is connected so. */
async function addPrinter(page: Page, how: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Signed in:/ }).click()
  await page.getByRole('button', { name: 'Printers and devices' }).click()
  await page.getByRole('button', { name: how }).click()
}

/** In the till "Pair", in the bridge's window "Allow": two taps, and no code to type. */
async function pairWith(page: Page, bridge: TestBridge, choose?: string): Promise<void> {
  await addPrinter(page, /^Network/)
  await page.getByLabel('Port of the print bridge').fill(String(bridge.port))
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Pair with the print bridge' }).click()
  const window = await opened
  await window.getByText(relay().url, { exact: true }).waitFor()
  await window.getByRole('button', { name: 'Allow' }).click()
  if (choose) await page.getByLabel('Printer', { exact: true }).selectOption({ label: choose })
  await page.getByText('In use: Counter').waitFor()
  await window.close()
}

async function closeSheet(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
}

async function sell(page: Page): Promise<string> {
  await scan(page, '84879')
  return payExactly(page)
}

/** The drawer hangs on the other pin than the usual one, and its switch is low while it is open: both are found out. */
async function learnDrawer(page: Page, engine: PrinterEngine): Promise<void> {
  Object.assign(engine.drawer, { pin: 5, openLevel: 'low' })
  await page.getByRole('button', { name: 'Open the drawer now' }).click()
  await allow(page, relay(), 'Noah')
  await page.getByRole('button', { name: 'No, it stayed shut' }).click()
  // Each opening is one act: somebody allows it again.
  await allow(page, relay(), 'Noah')
  await expect.poll(() => engine.drawer.state).toBe('open')
  await page.getByRole('button', { name: 'Yes, it opened' }).click()
  await page.getByText('on pin 5 of the printer. The printer reports whether it is open.').waitFor()
  await page.getByText('Drawer open', { exact: true }).waitFor()
  engine.drawer.state = 'closed'
  await page.getByText('Drawer closed', { exact: true }).waitFor()
}

function pulsesOf({ engine }: { readonly engine: PrinterEngine }): number[] {
  return engine.paper.items.flatMap(item => (item.kind === 'pulse' ? [item.device] : []))
}

/** What the relay was told of the till's printer. */
async function reportedPrinter() {
  const tills = await owner.tills()
  return tills.find(till => till.name === 'Gifts till 1')?.device?.report?.printer
}

/** How often a receipt with this number lies on the counter. */
function copiesOf({ engine }: { readonly engine: PrinterEngine }, number: string): number {
  const holds = (lines: string[]) => lines.some(line => line.includes(number))
  return engine.paper.receipts.filter(holds).length
}

const notice = (page: Page) => page.locator('.print-notice')

describe('a till with a printer behind the print bridge', () => {
  it('pairs in two taps, prints each receipt by itself in the customer’s language, opens the drawer, and marks copies', async () => {
    const bridge = await startBridge()
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    await pairWith(page, bridge)
    await page.getByRole('button', { name: 'Print a test page' }).click()
    await expect.poll(() => bridge.engine.paper.text).toContain('Test page')
    // The letters that the printer lacks came as pictures.
    await expect.poll(() => bridge.engine.paper.items.some(item => item.kind === 'image')).toBe(true)
    await learnDrawer(page, bridge.engine)
    await closeSheet(page)

    const number = await sell(page)
    await expect.poll(() => copiesOf(bridge, number)).toBe(1)
    const receipt =
      bridge.engine.paper.receipts.find(lines => lines.some(line => line.includes(number))) ?? []
    expect(receipt.join('\n')).toContain('Assorted Colour Bird Ornament')
    expect(receipt.join('\n')).not.toContain('DUPLICATE')
    expect(receipt.every(line => line.length <= 48)).toBe(true)
    expect(bridge.engine.paper.unknown).toEqual([])
    // Two while the drawer was looked for, the last one by the sale, on the pin that opened it.
    await expect.poll(() => pulsesOf(bridge)).toEqual([0, 1, 1])

    await page.getByRole('button', { name: 'Print a copy' }).click()
    await expect.poll(() => copiesOf(bridge, number)).toBe(2)
    expect(bridge.engine.paper.receipts.at(-1)?.join('\n')).toContain('DUPLICATE')

    // Somebody new, whose receipts are in Spanish on this English till; the copy is for an English book-keeper.
    await page.keyboard.press('F6')
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('searchbox').fill('Inés Prado')
    await sheet.getByRole('button', { name: 'New customer “Inés Prado”' }).click()
    await sheet.getByRole('button', { name: 'Español', exact: true }).click()
    await sheet.getByRole('button', { name: 'Add to the sale' }).click()
    await page.getByRole('button', { name: 'Take Inés Prado off the sale' }).waitFor()
    const spanish = await sell(page)
    await expect.poll(() => copiesOf(bridge, spanish)).toBe(1)
    expect(bridge.engine.paper.receipts.at(-1)?.join('\n')).toMatch(/Efectivo[\s\S]*Fecha[\s\S]*Le atendió/)
    await page.getByRole('button', { name: 'Print it in English' }).click()
    await expect.poll(() => copiesOf(bridge, spanish)).toBe(2)
    expect(bridge.engine.paper.receipts.at(-1)?.join('\n')).toMatch(/DUPLICATE[\s\S]*Cash[\s\S]*Served by/)
    await expect.poll(() => notice(page).count()).toBe(0)
  })

  it('sells on while the printer cannot print, says why, and prints once when it can', async () => {
    const bridge = await startBridge()
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    await pairWith(page, bridge)
    await closeSheet(page)
    bridge.engine.cover = 'open'
    const first = await sell(page)
    await page.getByRole('button', { name: 'Next sale' }).click()
    const second = await sell(page)
    await notice(page).getByText('Close the cover of the printer.').waitFor()
    // The owner's dashboard says so too.
    await expect
      .poll(() => reportedPrinter())
      .toEqual({ problem: 'cover-open', paperLow: false, waiting: 2, unknown: 0, failed: 0 })
    await page.reload()
    await notice(page).getByText('Close the cover of the printer.').waitFor({ timeout: 30_000 })
    bridge.engine.repair()
    await expect.poll(() => copiesOf(bridge, second)).toBe(1)
    expect(copiesOf(bridge, first)).toBe(1)
    await expect.poll(() => notice(page).count()).toBe(0)
  })

  it('asks when nobody knows whether it printed, after bridge and till were killed; nothing prints twice by itself', async () => {
    const bridge = await startBridge()
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    await pairWith(page, bridge)
    await closeSheet(page)
    // The paper ends in the middle of the receipt, and the bridge dies while it waits for the answer.
    bridge.engine.behaviour.paperEndAtLine = 6
    const number = await sell(page)
    await expect.poll(() => bridge.engine.paperState).toBe('end')
    await bridge.kill()
    await page.reload()
    await bridge.start()
    await notice(page).getByText(`Did it print? Receipt ${number}`).waitFor({ timeout: 60_000 })
    bridge.engine.powerCycle()
    bridge.engine.repair()
    await notice(page).getByRole('button', { name: 'No, print again' }).click()
    await expect.poll(() => copiesOf(bridge, number)).toBe(1)
    expect(bridge.engine.paper.receipts.at(-1)?.join('\n')).toContain('DUPLICATE')
    await expect.poll(() => notice(page).count()).toBe(0)
  })

  it('prints in the kitchen what is sold, once, without prices, and not for the customer', async () => {
    const bridge = await startBridge({ withKitchen: true })
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    await pairWith(page, bridge, 'Counter')
    await page.getByRole('button', { name: 'All printers' }).click()
    await page.getByRole('button', { name: /^Network/ }).click()
    await page.getByLabel('Printer', { exact: true }).selectOption({ label: 'Kitchen' })
    await page.getByText('In use: Kitchen').waitFor()
    await page.getByRole('button', { name: 'All printers' }).click()
    await page.getByText('Tickets on Kitchen').click()
    await closeSheet(page)
    const number = await sell(page)
    await expect.poll(() => copiesOf(bridge, number)).toBe(1)
    await expect.poll(() => bridge.kitchen.paper.receipts.length).toBe(1)
    const ticket = bridge.kitchen.paper.text
    expect(ticket).toContain(number)
    expect(ticket).toMatch(/1 × Assorted/)
    expect(ticket).not.toMatch(/£/)
    await page.reload()
    await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
    await expect.poll(() => openPrintJobs(page)).toBe(0)
    expect([bridge.engine.paper.receipts.length, bridge.kitchen.paper.receipts.length]).toEqual([1, 1])
  })

  it('says that no bridge answers', async () => {
    const bridge = await startBridge()
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    await bridge.kill()
    await addPrinter(page, /^Network/)
    await page.getByLabel('Port of the print bridge').fill(String(bridge.port))
    await page.getByRole('button', { name: 'Pair with the print bridge' }).click()
    await page.getByText('No print bridge answers on this machine.').waitFor()
  })
})

describe('a till from the internet', () => {
  it('reaches the bridge only when the browser was allowed to let it', async () => {
    const bridge = await startBridge()
    const page = await openPublicTill()
    await addPrinter(page, /^Network/)
    await page.getByLabel('Port of the print bridge').fill(String(bridge.port))
    const opened = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Pair with the print bridge' }).click()
    const window = await opened
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.context().grantPermissions(['local-network-access'], { origin: relay().url })
    await window.getByRole('button', { name: 'Allow' }).click()
    await page.getByText('In use: Counter').waitFor()
    await closeSheet(page)
    const number = await sell(page)
    await expect.poll(() => copiesOf(bridge, number)).toBe(1)
  })
})

describe.each([
  { kind: 'usb', how: /^USB/, choose: 'Choose the printer', name: 'In use: EPSON TM-T20III' },
  { kind: 'serial', how: /^Serial port/, choose: 'Choose the port', name: 'In use: Serial port' },
])('a till with a printer of its own by $kind', ({ how, choose, name }) => {
  async function openPrintingTill(): Promise<{ page: Page; printer: BrowserPrinter }> {
    const context = await devices.open()
    const printer = await addBrowserPrinter(context)
    const page = await openTill(context, relay(), owner, 'G1')
    await addPrinter(page, how)
    await page.getByRole('button', { name: choose }).click()
    await page.getByText(name).waitFor()
    await closeSheet(page)
    return { page, printer }
  }

  it('prints by itself, also after a reload, and asks when the printer was unplugged in the middle', async () => {
    const { page, printer } = await openPrintingTill()
    const first = await sell(page)
    await expect.poll(() => openPrintJobs(page)).toBe(0)
    expect(copiesOf(printer, first)).toBe(1)
    await page.reload()
    await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
    const second = await sell(page)
    await expect.poll(() => copiesOf(printer, second)).toBe(1)
    expect(printer.engine.paper.unknown).toEqual([])
    await expect.poll(() => notice(page).count()).toBe(0)

    await page.getByRole('button', { name: 'Next sale' }).click()
    printer.unplugAfter(60)
    const third = await sell(page)
    await notice(page).getByText(`Did it print? Receipt ${third}`).waitFor()
    printer.plugIn()
    await page.reload()
    await notice(page).getByText(`Did it print? Receipt ${third}`).waitFor({ timeout: 30_000 })
    expect(copiesOf(printer, third)).toBe(0)
    await notice(page).getByRole('button', { name: 'No, print again' }).click()
    await expect.poll(() => copiesOf(printer, third)).toBe(1)
    expect([copiesOf(printer, first), copiesOf(printer, second)]).toEqual([1, 1])
    await expect.poll(() => notice(page).count()).toBe(0)
  })
})

describe('two tabs of one till', () => {
  it('print what waits once, by the tab that took the till over', async () => {
    const bridge = await startBridge()
    const context = await devices.open()
    const first = await openTill(context, relay(), owner, 'G1')
    await pairWith(first, bridge)
    await closeSheet(first)
    bridge.engine.cover = 'open'
    const number = await sell(first)
    await notice(first).getByText('Close the cover of the printer.').waitFor()
    const second = await context.newPage()
    await second.goto(`${relay().url}/till`)
    await second.getByRole('button', { name: 'Use it here' }).click()
    await first.getByRole('heading', { name: 'This till went on in another tab' }).waitFor()
    await notice(second).getByText('Close the cover of the printer.').waitFor()
    expect(copiesOf(bridge, number)).toBe(0)
    bridge.engine.repair()
    await expect.poll(() => copiesOf(bridge, number)).toBe(1)
    await expect.poll(() => openPrintJobs(second)).toBe(0)
    // The next sale is printed by this tab too, and by no other.
    const next = await sell(second)
    await expect.poll(() => copiesOf(bridge, next)).toBe(1)
    await expect.poll(() => openPrintJobs(second)).toBe(0)
    expect([copiesOf(bridge, number), copiesOf(bridge, next)]).toEqual([1, 1])
  })
})

describe('a bridge whose disk is full', () => {
  it('says so at the till; the sale is done, and prints once when there is room', async () => {
    const bridge = await startBridge()
    const page = await openTill(await devices.open(), relay(), owner, 'G1')
    await pairWith(page, bridge)
    await closeSheet(page)
    const full = { status: 507, json: { error: { code: 'disk-full', message: 'full' } } }
    const cors = { 'access-control-allow-origin': relay().url }
    await page.route(/\/v1\/jobs$/, route => route.fulfill({ ...full, headers: cors }))
    const number = await sell(page)
    await notice(page).getByText('The print bridge cannot write to its disk.').waitFor()
    expect(copiesOf(bridge, number)).toBe(0)
    await page.unroute(/\/v1\/jobs$/)
    await expect.poll(() => copiesOf(bridge, number)).toBe(1)
    await expect.poll(() => notice(page).count()).toBe(0)
  })
})
