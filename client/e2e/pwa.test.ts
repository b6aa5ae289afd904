import { describe, expect, it } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, enrollTill, safetyPill, scan, signInCashier, untilReady } from './harness/till.ts'

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

  // That nothing on any screen violates it is seen by the walk over all of them (`accessibility-screens.test.ts`).
  it.each(['/welcome', '/enroll', '/sign-in', '/reset', '/till', '/office', '/dashboard', '/no-such-page'])(
    'has a strict content security policy at %s',
    async path => {
      const policy = (await fetch(relay().url + path)).headers.get('content-security-policy') ?? ''
      expect(policyOf(policy)).toMatchObject(STRICT)
      expect(policy).not.toContain('unsafe')
    },
  )
})

/** What every page's policy must say at least: scripts and workers from here only, and none written into the page. */
const STRICT = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
}

function policyOf(header: string): Record<string, string[]> {
  const directives = header.split(';').map(each => each.trim().split(/\s+/))
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]))
}
