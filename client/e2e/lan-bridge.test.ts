import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { type LanTestBridge, startLanBridge, switchesFor } from './harness/lan-bridge.ts'
import { launchOwnBrowser } from './harness/own-browser.ts'
import { openPrintJobs } from './harness/print-queue.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { openTill, payExactly, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi
beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
})

/** A tablet with a till from the internet, to which somebody gave the certificates of these bridges. */
async function openTablet(...trusted: LanTestBridge[]): Promise<Page> {
  const own = await launchOwnBrowser(await switchesFor(trusted, new URL(relay().url)))
  onTestFinished(() => own.dispose())
  own.context.setDefaultTimeout(15_000)
  return openTill(own.context, relay(), owner, 'G1')
}

function letReachNetwork(context: BrowserContext): Promise<void> {
  return context.grantPermissions(['local-network-access'], { origin: relay().url })
}

/** The form for a bridge of another machine, in the sheet of this till's printers. */
async function openPairing(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in:/ }).click()
  await page.getByRole('button', { name: 'Printers and devices' }).click()
  await page.getByRole('button', { name: /^Network/ }).click()
  await page.getByLabel('Where the print bridge runs').selectOption('On another machine of the shop')
}

async function pairWith(page: Page, place: string, code: string): Promise<void> {
  await page.getByLabel('Address of the print bridge').fill(place)
  await page.getByLabel('Code from the page of the bridge').fill(code)
  await page.getByRole('button', { name: 'Pair', exact: true }).click()
}

async function closeSheet(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
}

async function sell(page: Page): Promise<string> {
  await scan(page, '84879')
  return payExactly(page)
}

function copiesOf({ engine }: LanTestBridge, number: string): number {
  return engine.paper.receipts.filter(lines => lines.some(line => line.includes(number))).length
}

const notice = (page: Page) => page.locator('.print-notice')

describe('a till and a print bridge on another machine', () => {
  it('find each other by the bridge’s page, and print over TLS, also without the server', async () => {
    const bridge = await startLanBridge()
    const page = await openTablet(bridge)
    // On the machine of the printers, by somebody who sits there.
    const desk = await (await devices.open()).newPage()
    await desk.goto(bridge.url)
    await desk.getByText('Off: only this machine prints here.').waitFor()
    await desk.getByLabel('Port', { exact: true }).fill(String(bridge.lanPort))
    await desk.getByRole('button', { name: 'Turn on' }).click()
    await desk.getByText(`On. Tills reach it at https://${bridge.place}`).waitFor()
    await desk.getByLabel('Address of the shop').fill(`${relay().url}/till`)
    await desk.locator('#add-origin').getByRole('button', { name: 'Show a code' }).click()
    await desk.locator('#code-digits', { hasText: /\d{4} \d{4}/ }).waitFor()
    const code = await desk.locator('#code-digits').innerText()
    const key = await desk.locator('#lan-identity').innerText()

    await openPairing(page)
    await pairWith(page, bridge.place, code)
    await page.getByText('The browser does not let this app reach your network.').waitFor()
    await letReachNetwork(page.context())
    await page.getByRole('button', { name: 'Pair', exact: true }).click()
    await page.getByText('In use: Counter').waitFor()
    await page.getByText(`Paired with the bridge at https://${bridge.place}.`).waitFor()
    await page.locator('.hardware__key', { hasText: key }).waitFor()
    await desk.getByText('Gifts till 1').waitFor()
    await closeSheet(page)
    const first = await sell(page)
    await expect.poll(() => copiesOf(bridge, first)).toBe(1)

    // No script of the page itself may speak with the network.
    const asked = page.evaluate(
      to => fetch(to, { mode: 'no-cors' }).then(String),
      `https://${bridge.place}/v1/health`,
    )
    await expect(asked).rejects.toThrow(/Failed to fetch/)

    await untilOfflineReady(page)
    await relay().kill()
    await page.reload()
    await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
    const second = await sell(page)
    await expect.poll(() => copiesOf(bridge, second)).toBe(1)
    await expect.poll(() => openPrintJobs(page)).toBe(0)
    await relay().start()

    // Revoked on the bridge's page: it prints nothing more there.
    await desk.locator('#tills').getByRole('button', { name: 'Revoke' }).click()
    await desk.getByText('allowed, not paired').waitFor()
    const third = await sell(page)
    await notice(page).waitFor()
    expect([copiesOf(bridge, first), copiesOf(bridge, second), copiesOf(bridge, third)]).toEqual([1, 1, 0])
  })

  it('are told apart from another bridge in its place: that one is given nothing, and the right one prints once', async () => {
    const right = await startLanBridge()
    const other = await startLanBridge(right.lanPort)
    const page = await openTablet(right, other)
    await letReachNetwork(page.context())
    await right.turnOn()
    await openPairing(page)
    await pairWith(page, right.place, await right.allow(relay().url))
    await page.getByText('In use: Counter').waitFor()
    await closeSheet(page)

    await right.turnOff()
    // It knows the shop, and this device trusts its certificate.
    await other.allow(relay().url)
    await other.turnOn()
    const number = await sell(page)
    await notice(page).getByText('Another print bridge answers at this address.').waitFor()
    await page.getByRole('button', { name: /^Signed in:/ }).click()
    await page.getByRole('button', { name: 'Printers and devices' }).click()
    await page.getByRole('button', { name: /^Counter/ }).click()
    await page
      .getByText('Another print bridge answers there than the one this device was paired with.')
      .waitFor()
    await closeSheet(page)
    expect(other.engine.paper.items).toEqual([])
    expect(other.log.join('')).not.toContain('job')

    await other.turnOff()
    await right.turnOn()
    await expect.poll(() => copiesOf(right, number)).toBe(1)
    await expect.poll(() => openPrintJobs(page)).toBe(0)
    expect(other.engine.paper.items).toEqual([])
  })

  it('do not meet while the device does not trust the certificate, or the bridge does not know the shop', async () => {
    const bridge = await startLanBridge()
    const untrusted = await startLanBridge()
    const page = await openTablet(bridge)
    await letReachNetwork(page.context())
    await bridge.turnOn()
    await untrusted.turnOn()
    await openPairing(page)
    await pairWith(page, untrusted.place, await untrusted.allow(relay().url))
    await page.getByText('No print bridge answers there that this device trusts.').waitFor()
    await pairWith(page, bridge.place, '12345678')
    await page.getByText('The bridge is there, and does not know this shop.').waitFor()
    await bridge.allow(relay().url)
    await page.getByRole('button', { name: 'Pair', exact: true }).click()
    await page.getByText('This is not the code in the window of the bridge.').waitFor()
    await pairWith(page, 'bridge.example', '12345678')
    await page.getByText('That is no address in the shop’s own network.').waitFor()
    const opened = page.context().waitForEvent('page')
    await page.getByLabel('Address of the print bridge').fill(bridge.place)
    await page.getByRole('button', { name: 'Check the certificate' }).click()
    const trust = await opened
    await trust.getByRole('heading', { name: 'Trust the print bridge' }).waitFor()
    await trust.getByText('Install a certificate → CA certificate').waitFor()
  })
})
