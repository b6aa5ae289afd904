import type { BrowserContext } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { openOffice } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import {
  cartLines,
  enrollTill,
  payExactly,
  safetyPill,
  scan,
  signInCashier,
  untilReady,
} from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

describe('the app as an installed app', () => {
  it('is one that Chromium would install', async () => {
    const page = await (await devices.open()).newPage()
    await page.goto(relay().url)
    await page.getByRole('heading', { name: 'What is this device?' }).waitFor()
    await untilOfflineReady(page)
    const session = await page.context().newCDPSession(page)
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    // The test's devices are private windows, where nothing is installed.
    expect(installabilityErrors.map(each => each.errorId).filter(id => id !== 'in-incognito')).toEqual([])
    const { data, errors } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(JSON.parse(data ?? '{}')).toMatchObject({
      name: 'Evertill',
      short_name: 'Evertill',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      theme_color: expect.stringMatching(/^#[0-9a-f]{6}$/),
      background_color: expect.stringMatching(/^#[0-9a-f]{6}$/),
    })
  })

  it('is in charge of its pages by its service worker, and starts without a network', async () => {
    const device = await devices.open()
    const page = await enrollTill(device, relay(), await signInAsOwner(relay().url), 'G1')
    await untilReady(page)
    await untilOfflineReady(page)
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(
      `${relay().url}/sw.js`,
    )
    await signInCashier(page, relay(), 'Amelia')
    await safetyPill(page).click()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'The app itself' })
      .getByText('Starts without a network')
      .waitFor()
    await page.close()

    await relay().kill()
    await device.setOffline(true)
    const again = await device.newPage()
    await again.goto(relay().url)
    await again.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
    await scan(again, '22423')
    await expect.poll(() => cartLines(again)).toHaveLength(1)
    await relay().start()
  })

  it('shows each screen without an error or a violation of its content security policy', async () => {
    const device = await devices.open()
    const errors = watchForErrors(device)
    const violations = await watchPolicy(device)
    const page = await device.newPage()
    for (const [path, heading] of [
      ['/welcome', 'What is this device?'],
      ['/enroll', 'Make this device a till'],
      ['/sign-in', 'Sign in to the back office'],
      ['/reset', 'Set a new password'],
      ['/till', 'This device is not a till yet'],
      ['/no-such-page', 'There is no such page'],
    ] as const) {
      const reply = await page.goto(relay().url + path)
      await page.getByRole('heading', { name: heading }).waitFor()
      const policy = reply?.headers()['content-security-policy']
      expect(policyOf(policy)).toMatchObject(STRICT)
      expect(policy).not.toContain('unsafe')
    }
    await page.close()

    const till = await enrollTill(device, relay(), await signInAsOwner(relay().url), 'G2')
    await untilReady(till)
    await signInCashier(till, relay(), 'Noah')
    await scan(till, '22423')
    await expect.poll(() => cartLines(till)).toHaveLength(1)
    await till.getByRole('button', { name: /^Change / }).click()
    await till.getByRole('button', { name: 'Signed in: Noah' }).click()
    await till.getByRole('button', { name: 'Close' }).click()
    await till.getByRole('button', { name: /^Data safety/ }).click()
    await till.getByRole('heading', { name: 'What is safe where' }).waitFor()
    await till.getByRole('button', { name: 'Close' }).click()
    await payExactly(till)
    await till.close()

    const office = await openOffice(device, relay(), 'owner')
    for (const section of ['products', 'departments', 'conflicts', 'people', 'tills', 'import'] as const) {
      const link = office.getByRole('navigation').getByRole('link', { name: new RegExp(`^${section}`, 'i') })
      await link.click()
      await office.getByRole('heading', { level: 1 }).waitFor()
      await office.waitForURL(`${relay().url}/office/${section}`)
    }
    await office.getByRole('button', { name: 'Account and settings' }).click()
    await office.getByRole('button', { name: 'Your account' }).click()
    await office.getByRole('button', { name: 'Set up' }).click()
    await office.getByRole('dialog').getByLabel('Password').fill('lantern-and-lace')
    await office.getByRole('button', { name: 'Continue' }).click()
    await office.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    await office.getByRole('button', { name: 'Close' }).click()
    await office.getByRole('link', { name: 'Dashboard' }).click()
    await office.getByRole('heading', { name: 'Dashboard' }).waitFor()
    await office.getByRole('heading', { name: 'Gifts till 1' }).waitFor()
    expect(violations).toEqual([])
    expect(errors).toEqual([])
  })
})

/** What every page's policy must say at least: scripts and workers from here only, and none written into the page. */
const STRICT = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
}

function policyOf(header: string | undefined): Record<string, string[]> {
  const directives = (header ?? '').split(';').map(each => each.trim().split(/\s+/))
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]))
}

/** Violations of the policy in any page of the device, as the browser reports them. */
async function watchPolicy(device: BrowserContext): Promise<string[]> {
  const violations: string[] = []
  await device.exposeFunction('policyViolated', (text: string) => void violations.push(text))
  await device.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      const { policyViolated } = window as Window & { policyViolated?(text: string): void }
      policyViolated?.(`${event.violatedDirective} ${event.blockedURI} at ${location.pathname}`)
    })
  })
  return violations
}
