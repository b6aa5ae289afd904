import type { Page } from 'playwright-core'
import { untilOfflineReady } from '../e2e/harness/app-shell.ts'
import { launchOwnBrowser, type OwnBrowser } from '../e2e/harness/own-browser.ts'
import { type DemoTill, enrollTill, safetyPill, signInCashier, untilReady } from '../e2e/harness/till.ts'
import type { BenchShop } from './bench-shop.ts'
import { prepareTiming, untilThere } from './page-timers.ts'

/** A browser of its own that is a till, with Amelia signed in and everything stored for offline. */
export interface BenchTablet {
  readonly browser: OwnBrowser
  readonly page: Page
}

/** A browser that draws each frame as soon as it can, not at a display's next refresh. */
export const WITHOUT_REFRESH = ['--disable-frame-rate-limit', '--disable-gpu-vsync'] as const

export interface TabletOptions {
  /** Another address of the relay: a proxy. */
  readonly url?: string
  /** Switches of the browser. */
  readonly switches?: readonly string[]
}

/** Enrolls a new browser. Dispose of `browser`. */
export async function openTablet(
  shop: BenchShop,
  till: DemoTill,
  { url, switches }: TabletOptions = {},
): Promise<BenchTablet> {
  const browser = await launchOwnBrowser(switches)
  await prepareTiming(browser.context)
  const relay = url === undefined ? shop.relay : { ...shop.relay, url }
  const page = await enrollTill(browser.context, relay, shop.owner, till)
  await untilReady(page)
  await signInCashier(page, shop.relay, 'Amelia')
  await untilOfflineReady(page)
  await untilSafe(page)
  return { browser, page }
}

/** Waits until the pill says that everything is at the relay. */
export async function untilSafe(page: Page, timeout = 60_000): Promise<void> {
  await safetyPill(page).filter({ hasText: 'All safe' }).waitFor({ timeout })
}

/**
 * Scans and waits until the sale has so many lines. Unlike the tests' scanner it leaves the time stamps to the
 * browser, because they are what is measured from; so on a machine that is busy a pause may tear a scan apart, and
 * it is scanned again, as a cashier would.
 */
export async function scanLine(page: Page, code: string, lines: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.type(code, { delay: 4 })
    await page.keyboard.press('Enter')
    try {
      return await untilThere(page, '.till-line', lines, 2000)
    } catch (error) {
      if (attempt === 5) throw error
      await page.keyboard.press('Escape')
    }
  }
}
