import { chromium } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import { cameraOf, type Look, nameOf } from '../screens/camera.ts'
import { walkScreens } from '../screens/walk-screens.ts'
import { findBarriers } from './accessibility.ts'
import { findEnglish } from './find-english.ts'
import { useRelay } from './suite.ts'

/**
 * WCAG 2.2 AA on every screen that the walk reaches, in one look, and no English left where that is not the language. A file for each look, so that they run side by side;
 * `npm run screens` takes pictures of all twelve.
 */
export function lookForBarriers(look: Look): void {
  const demo = useRelay({ shop: 'small-demo' })
  const empty = useRelay({ shop: 'none' })
  it(`keeps nobody out: ${nameOf(look)}`, async () => {
    const browser = await chromium.connect(inject('browserEndpoint'))
    const barriers: Record<string, string[]> = {}
    try {
      await walkScreens(browser, { demo: demo(), empty: empty() }, url =>
        cameraOf(url, look, async (page, name) => {
          const found = await findBarriers(page)
          const english = look.language === 'en' ? [] : await findEnglish(page)
          found.push(...english.map(text => `not translated: ${text}`))
          if (found.length > 0) barriers[name] = found
        }),
      )
    } finally {
      await browser.close()
    }
    expect(barriers).toEqual({})
  }, 180_000)
}
