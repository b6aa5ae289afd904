import type { BrowserContext, Page } from 'playwright-core'
import { allowNamedFunctions } from '../e2e/harness/named-functions.ts'

/** What a page measured by itself, in milliseconds of its own clock. */
export interface PageTimers {
  /** From the event until the DOM answered it. */
  readonly changed: number[]
  /** From the event until the frame that shows it began to be drawn. */
  readonly drawn: number[]
}

interface TimedPage {
  benchTimers?: PageTimers
  /** Gets each event before the app: the scanner keeps its keys from every later listener. */
  benchOnEvent?: (event: Event) => void
}

/** Makes the pages of a context ready to be timed. Call before they are opened. */
export async function prepareTiming(context: BrowserContext): Promise<void> {
  await allowNamedFunctions(context)
  await context.addInitScript(() => {
    const timed = window as Window & TimedPage
    const tell = (event: Event) => timed.benchOnEvent?.(event)
    window.addEventListener('keydown', tell, { capture: true })
    window.addEventListener('input', tell, { capture: true })
  })
}

/**
 * From now on the page times each event of a kind until something under a selector changes. It measures inside the
 * page, by the event's own time stamp: what the test's connection to the browser costs is not in it.
 *
 * @param key only this key, for key events
 */
export async function timeEvents(
  page: Page,
  event: 'keydown' | 'input',
  target: string,
  key?: string,
): Promise<void> {
  await page.evaluate(
    ({ event, target, key }) => {
      const timed = window as Window & TimedPage
      const timers: PageTimers = { changed: [], drawn: [] }
      timed.benchTimers = timers
      let since: number | null = null
      timed.benchOnEvent = each => {
        if (each.type !== event) return
        if (key === undefined || (each instanceof KeyboardEvent && each.key === key)) since = each.timeStamp
      }
      const isAnswer = (record: MutationRecord): boolean => {
        const element = record.target instanceof Element ? record.target : record.target.parentElement
        const added = [...record.addedNodes].some(
          node => node instanceof Element && (node.matches(target) || node.querySelector(target) !== null),
        )
        return added || element?.closest(target) !== null
      }
      new MutationObserver(records => {
        if (since === null || !records.some(isAnswer)) return
        const began = since
        since = null
        timers.changed.push(performance.now() - began)
        requestAnimationFrame(() => timers.drawn.push(performance.now() - began))
      }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true })
    },
    { event, target, ...(key === undefined ? {} : { key }) },
  )
}

/** What was timed since `timeEvents`. Call after the last answer has been drawn. */
export async function readTimers(page: Page): Promise<PageTimers> {
  await page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  return page.evaluate(() => (window as Window & TimedPage).benchTimers ?? { changed: [], drawn: [] })
}

/**
 * Waits until so many elements are there. It watches the page's changes: a wait that looks at every frame, as the
 * tests' does, has the page draw frames all the time, and is measured along.
 * @throws when they are not there within the patience, milliseconds
 */
export async function untilThere(page: Page, selector: string, least = 1, patience = 30_000): Promise<void> {
  await page.evaluate(
    ({ selector, least, patience }) =>
      new Promise<void>((resolve, reject) => {
        const isThere = () => document.querySelectorAll(selector).length >= least
        if (isThere()) return resolve()
        const timer = setTimeout(() => reject(new Error(`not there: ${selector}`)), patience)
        const observer = new MutationObserver(() => {
          if (!isThere()) return
          clearTimeout(timer)
          observer.disconnect()
          resolve()
        })
        observer.observe(document.body, { childList: true, subtree: true, attributes: true })
      }),
    { selector, least, patience },
  )
}

interface ReadyPage {
  readyToScan?: number
}

/** Notes when the selling screen, with Pay on it, is about to be drawn. Call before the page is opened. */
export async function noteReadyToScan(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const own = window as Window & ReadyPage
    const look = (): void => {
      if (document.querySelector('.till[data-screen="selling"] .till-foot__pay') === null) return
      observer.disconnect()
      requestAnimationFrame(() => {
        own.readyToScan = performance.now()
        performance.mark('evertill:ready-to-scan')
      })
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true, subtree: true })
  })
}

/** Milliseconds from the navigation to that frame. */
export async function readyToScan(page: Page): Promise<number> {
  await page.waitForFunction(() => (window as Window & ReadyPage).readyToScan !== undefined)
  return page.evaluate(() => (window as Window & ReadyPage).readyToScan ?? Number.NaN)
}
