import type { BrowserContext, Page } from 'playwright-core'
import type { PrinterEngine } from '../../print-bridge/emulator/printer-engine.ts'
import { addBrowserPrinter } from '../e2e/harness/device-fakes.ts'
import { allowNamedFunctions } from '../e2e/harness/named-functions.ts'
import { launchOwnBrowser } from '../e2e/harness/own-browser.ts'
import { openTill, payExactly, scan } from '../e2e/harness/till.ts'
import { startBenchBridge } from './bench-bridge.ts'
import { type BenchShop, openBenchShop } from './bench-shop.ts'
import type { Figure } from './statistics.ts'

type TimedWindow = Window & { receiptsShown?: Record<string, number> }

const CODE = '84879'
/** What a receipt begins with, and neither a question to the printer nor the proof of the job before. */
const [ESC, AT] = [0x1b, 0x40]
/** Sales before the first that counts: code is compiled, the printer is open. */
const WARM_UP = 3

/** From "sale done" on screen to the receipt's first byte at a printer that the browser holds itself. */
export function measureOverUsb(sales: number): Promise<Figure[]> {
  return withTill(async (context, openPage) => {
    const { engine } = await addBrowserPrinter(context)
    const page = await openPage()
    await addPrinter(page, /^USB/)
    await page.getByRole('button', { name: 'Choose the printer' }).click()
    await page.getByText('In use: EPSON TM-T20III').waitFor()
    return firstBytes('sale done to first byte over USB', 30, page, engine, sales)
  })
}

/** The same over the print bridge, which writes twice to its disk on the way. */
export function measureOverBridge(sales: number): Promise<Figure[]> {
  return withTill(async (_, openPage) => {
    const bridge = await startBenchBridge()
    try {
      const page = await openPage()
      await addPrinter(page, /^Network/)
      await page.getByLabel('Port of the print bridge').fill(String(bridge.port))
      const opened = page.waitForEvent('popup')
      await page.getByRole('button', { name: 'Pair with the print bridge' }).click()
      const popup = await opened
      await popup.getByRole('button', { name: 'Allow' }).click()
      await page.getByText('In use: Counter').waitFor()
      await popup.close()
      return await firstBytes('sale done to first byte over the bridge', 40, page, bridge.engine, sales)
    } finally {
      await bridge.dispose()
    }
  })
}

async function withTill(
  measure: (context: BrowserContext, openPage: () => Promise<Page>) => Promise<Figure[]>,
): Promise<Figure[]> {
  const shop: BenchShop = await openBenchShop(0)
  const browser = await launchOwnBrowser(['--lang=en-GB'])
  try {
    await allowNamedFunctions(browser.context)
    await browser.context.addInitScript(noteReceipts)
    return await measure(browser.context, () => openTill(browser.context, shop.relay, shop.owner, 'G1'))
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}

async function addPrinter(page: Page, how: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Signed in:/ }).click()
  await page.getByRole('button', { name: 'Printers and devices' }).click()
  await page.getByRole('button', { name: how }).click()
}

async function firstBytes(
  name: string,
  atMost: number,
  page: Page,
  engine: PrinterEngine,
  sales: number,
): Promise<Figure[]> {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  const arrivals = watchJobs(engine)
  const samples: number[] = []
  for (let sale = 0; sale < sales + WARM_UP; sale++) {
    arrivals.length = 0
    await scan(page, CODE)
    const number = await payExactly(page)
    await until(() => printed(engine, number))
    const [arrived] = arrivals
    const done = await page.evaluate(each => (window as TimedWindow).receiptsShown?.[each], number)
    if (sale >= WARM_UP && arrived !== undefined && done !== undefined) samples.push(arrived - done)
  }
  return [{ name, unit: 'ms', samples, bound: { on: 'p95', atMost } }]
}

/** When the first byte of each receipt came in. */
function watchJobs(engine: PrinterEngine): number[] {
  const arrivals: number[] = []
  const receive = engine.receive.bind(engine)
  engine.receive = bytes => {
    if (bytes[0] === ESC && bytes[1] === AT) arrivals.push(performance.timeOrigin + performance.now())
    receive(bytes)
  }
  return arrivals
}

function printed(engine: PrinterEngine, number: string): boolean {
  return engine.paper.receipts.some(lines => lines.some(line => line.includes(number)))
}

async function until(isSo: () => boolean): Promise<void> {
  const patience = Date.now() + 20_000
  while (!isSo()) {
    if (Date.now() > patience) throw new Error('a receipt was not printed within 20 s')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** Runs in the page, before anything of its own: when each receipt first came on screen, by the machine's clock. */
function noteReceipts(): void {
  const shown: Record<string, number> = {}
  ;(window as TimedWindow).receiptsShown = shown
  new MutationObserver(() => {
    const number = document.querySelector('[data-receipt]')?.getAttribute('data-receipt')
    if (number) shown[number] ??= performance.timeOrigin + performance.now()
  }).observe(document, { childList: true, subtree: true, attributes: true })
}
