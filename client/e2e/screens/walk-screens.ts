import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addBrowserPrinter } from '../harness/device-fakes.ts'
import { openOffice } from '../harness/office.ts'
import { relayStatus, signInAsOwner } from '../harness/relay-api.ts'
import type { RelayProcess } from '../harness/relay-process.ts'
import { enrollTill } from '../harness/till.ts'
import { type Camera, withPage } from './camera.ts'
import { shootCounter } from './counter-screens.ts'
import { shootOffice } from './office-screens.ts'
import { shootTill, shootTillTrouble } from './till-screens.ts'

/** Where the screens are found: a relay with the demo shop, and one that was never set up. */
export interface Stages {
  readonly demo: RelayProcess
  readonly empty: RelayProcess
}

/**
 * Every screen once, with a till and an office of their own, so that each look starts the same.
 * @param makeCamera for the screens of the relay at this address
 */
export async function walkScreens(
  browser: Browser,
  stages: Stages,
  makeCamera: (url: string) => Camera,
): Promise<void> {
  const relay = stages.demo
  const camera = makeCamera(relay.url)
  await shootStart(browser, makeCamera(stages.empty.url))
  const context = await openDevice(browser, camera)
  const office = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' })
  try {
    await asVisitor(browser, async page => {
      await camera.aim(page, '/welcome')
      await page.getByRole('heading').first().waitFor()
      await camera.shoot(page, 'start-3-welcome')
    })
    // The harness speaks English; the camera turns to its own language afterwards.
    const page = await enrollTill(context, relay, await signInAsOwner(relay.url), 'G1')
    const { demo } = await relayStatus(relay.url)
    const cashier = demo?.cashiers[0]
    if (demo === undefined || cashier === undefined) throw new Error('the demo shop has no cashier')
    await shootTill(page, camera, cashier)
    await withPage(context, second => shootTillTrouble(page, second, camera))
    await shootOffice(await openOffice(office, relay, 'owner'), camera, demo.password)
  } finally {
    await context.close()
    await office.close()
  }
}

/** What a furnished shop has at its counter and the demo shop has not. */
export async function walkFurnished(browser: Browser, relay: RelayProcess, camera: Camera): Promise<void> {
  const context = await openDevice(browser, camera)
  try {
    await walkCounter(context, relay, camera)
  } finally {
    await context.close()
  }
}

/** Enrolls the device as a till of the furnished shop, and works there as its manager: nothing has to be asked for. */
async function walkCounter(context: BrowserContext, relay: RelayProcess, camera: Camera): Promise<void> {
  await addBrowserPrinter(context)
  const page = await enrollTill(context, relay, await signInAsOwner(relay.url), 'G1')
  const { demo } = await relayStatus(relay.url)
  const manager = demo?.cashiers.find(({ role, store }) => role === 'manager' && store === 'Lantern & Lace')
  if (manager === undefined) throw new Error('the demo shop has no manager')
  await shootCounter(page, camera, manager)
}

function openDevice(browser: Browser, { look: { width, height } }: Camera): Promise<BrowserContext> {
  return browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    hasTouch: width < 1280,
    viewport: { width, height },
  })
}

async function shootStart(browser: Browser, camera: Camera): Promise<void> {
  const screens = [
    ['/setup', 'start-1-setup'],
    ['/enroll', 'start-4-enroll'],
    ['/sign-in', 'start-5-sign-in'],
    ['/reset', 'start-6-reset'],
  ] as const
  await asVisitor(browser, async page => {
    for (const [path, name] of screens) {
      await camera.aim(page, path)
      await page.getByRole('heading').first().waitFor()
      await camera.shoot(page, name)
    }
  })
}

/** In a browser of its own: the camera's language stays with the browser that it was aimed in. */
async function asVisitor(browser: Browser, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB' })
  try {
    await withPage(context, work)
  } finally {
    await context.close()
  }
}
