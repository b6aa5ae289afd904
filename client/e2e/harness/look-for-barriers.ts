import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import { type Browsers, type Camera, cameraOf, type Look, nameOf } from '../screens/camera.ts'
import { findBarriers } from './accessibility.ts'
import { findEnglish } from './find-english.ts'
import { findOverflow } from './find-overflow.ts'
import { photograph, watchForErrors } from './suite.ts'
import { watchPolicy } from './watch-policy.ts'

/** A look that a page is turned into where it stands. */
export interface TurnedLook extends Look {
  readonly text: 'normal' | 'largest'
}

/** How screens are looked at. */
export interface Looks {
  /** How they are walked. Not in English: what is left of it is found. */
  readonly walked: Look & { readonly language: 'es' }
  /** Into which each is turned where it stands, one after the other in turn. */
  readonly others: readonly [TurnedLook, ...TurnedLook[]]
}

/**
 * WCAG 2.2 AA on every screen of a walk, nothing beside the screen, no English left where that is not the language,
 * and on the way there no error and no violation of the pages' content security policy. Each is opened once: where it stands it is turned into another size, the other theme and language, or
 * larger texts. `npm run screens` takes pictures in all twelve looks.
 * @param walk is given a camera for the screens of whatever relay
 */
export function lookForBarriers(
  what: string,
  { walked, others }: Looks,
  walk: (browser: Browsers, makeCamera: (url: string) => Camera) => Promise<void>,
): void {
  it(`keeps nobody out: ${what}`, async () => {
    const browser = await chromium.connect(inject('browserEndpoint'))
    const barriers: Record<string, string[]> = {}
    let turn = 0
    const watched: string[][] = []
    const heard = () => watched.flatMap(complaints => complaints.splice(0))
    const look = async (page: Page) => [...(await findBarriers(page)), ...(await findOverflow(page))]
    const shoot = async (page: Page, name: string) => {
      const found = await look(page)
      found.push(...(await findEnglish(page)).map(text => `not translated: ${text}`))
      const other = others[turn++ % others.length] ?? others[0]
      await turnInto(page, other)
      found.push(...(await look(page)).map(fault => `${nameOf(other)}: ${fault}`))
      await turnInto(page, { ...walked, text: 'normal' })
      found.push(...heard().filter(complaint => !MEANT[name]?.test(complaint)))
      if (found.length > 0) barriers[name] = found
    }
    try {
      const newContext: Browsers['newContext'] = async options => {
        const context = await browser.newContext(options)
        watched.push(await watch(context))
        return context
      }
      await walk({ newContext }, url => cameraOf(url, walked, shoot))
    } catch (failure) {
      await photograph(
        what,
        browser.contexts().flatMap(context => context.pages()),
      )
      throw failure
    } finally {
      await browser.close()
    }
    expect({ ...barriers, 'after the last screen': heard() }).toEqual({ 'after the last screen': [] })
  })
}

/** What pages say of what a screen is about: it was refused. */
const MEANT: Readonly<Record<string, RegExp>> = {
  'start-9-wrong-password': /^Failed to load resource: .* 401 /,
}

/** What the pages of a device complain of from here on. */
async function watch(context: BrowserContext): Promise<string[]> {
  const complaints = watchForErrors(context)
  await watchPolicy(context, complaints)
  return complaints
}

/** Another look for a page as it stands, as if it had been chosen in another window of the device. */
async function turnInto(page: Page, look: TurnedLook): Promise<void> {
  await page.setViewportSize({ width: look.width, height: look.height })
  await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' })
  await page.evaluate(
    choices => {
      for (const [key, newValue] of Object.entries(choices)) {
        localStorage.setItem(key, newValue)
        window.dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }))
      }
    },
    { 'evertill.language': look.language, 'evertill.text-size': look.text },
  )
  const size = look.text === 'normal' ? ':not([data-text-size])' : `[data-text-size="${look.text}"]`
  await page.locator(`html[lang="${look.language}"]${size}`).waitFor()
}
