import type { BrowserContext, Page } from 'playwright-core'
import { addBrowserPrinter } from '../harness/device-fakes.ts'
import { openOffice } from '../harness/office.ts'
import { relayStatus, signInAsOwner } from '../harness/relay-api.ts'
import type { RelayProcess } from '../harness/relay-process.ts'
import { enrollTill } from '../harness/till.ts'
import { type Browsers, type Camera, withPage } from './camera.ts'
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
  browser: Browsers,
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
      await page.getByRole('heading', { name: camera.words.ui.welcome.title }).waitFor()
      await camera.shoot(page, 'start-3-welcome')
      await shootWrongPassword(page, camera, relay)
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
export async function walkFurnished(browser: Browsers, relay: RelayProcess, camera: Camera): Promise<void> {
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

function openDevice(browser: Browsers, { look: { width, height } }: Camera): Promise<BrowserContext> {
  return browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    hasTouch: width < 1280,
    viewport: { width, height },
  })
}

async function shootStart(browser: Browsers, camera: Camera): Promise<void> {
  const { setup, till, ui } = camera.words
  const screens = [
    ['/setup', setup.choose.title, 'start-1-setup'],
    ['/enroll', setup.enroll.title, 'start-4-enroll'],
    ['/sign-in', setup.signIn.title, 'start-5-sign-in'],
    ['/reset', setup.reset.title, 'start-6-reset'],
    ['/till', till.notTill.title, 'start-7-no-till'],
    ['/no-such-page', ui.notFound.title, 'start-8-not-found'],
  ] as const
  await asVisitor(browser, async page => {
    for (const [path, title, name] of screens) {
      await camera.aim(page, path)
      await page.getByRole('heading', { name: title }).waitFor()
      await camera.shoot(page, name)
    }
  })
}

async function shootWrongPassword(page: Page, camera: Camera, relay: RelayProcess): Promise<void> {
  const { signIn } = camera.words.setup
  const { demo } = await relayStatus(relay.url)
  await camera.aim(page, '/sign-in')
  await page.getByLabel(signIn.email).fill(demo?.email ?? '')
  await page.getByLabel(signIn.password, { exact: true }).fill('not this one')
  await page.getByRole('button', { name: signIn.submit, exact: true }).click()
  await page.getByText(signIn.wrong).waitFor()
  await camera.shoot(page, 'start-9-wrong-password')
}

/** In a browser of its own: the camera's language stays with the browser that it was aimed in. */
async function asVisitor(browser: Browsers, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB' })
  try {
    await withPage(context, work)
  } finally {
    await context.close()
  }
}
