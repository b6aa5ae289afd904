import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Language } from '../../src/i18n/languages.ts'
import { WORDS, type Words } from './words.ts'

/** How a screen is looked at. */
export interface Look {
  readonly width: number
  readonly height: number
  readonly theme: 'light' | 'dark'
  readonly language: Language
}

/** Where the devices of a walk are opened. */
export type Browsers = Pick<Browser, 'newContext'>

const SIZES = [
  [1280, 800],
  [820, 1180],
  [390, 844],
] as const

/** Every size, in light and dark, in every language. */
export const LOOKS: readonly Look[] = SIZES.flatMap(([width, height]) =>
  (['light', 'dark'] as const).flatMap(theme =>
    (['en', 'es'] as const).map(language => ({ width, height, theme, language })),
  ),
)

/** Takes pictures of one look: `<folder>/<width>-<theme>-<language>/<name>.png`. */
export interface Camera {
  readonly words: Words
  readonly look: Look
  /** Gives the page this look and waits for it to be drawn. */
  aim(page: Page, path: string): Promise<void>
  shoot(page: Page, name: string): Promise<void>
}

/** `1280-light-en` */
export function nameOf(look: Look): string {
  return `${look.width}-${look.theme}-${look.language}`
}

export function makeCamera(folder: string, origin: string, look: Look): Camera {
  const target = join(folder, nameOf(look))
  mkdirSync(target, { recursive: true })
  return cameraOf(origin, look, async (page, name) => {
    await page.screenshot({ path: join(target, `${name}.png`) })
  })
}

/** A camera that does with each screen what it is told. */
export function cameraOf(origin: string, look: Look, shoot: Camera['shoot']): Camera {
  return {
    look,
    words: WORDS[look.language],
    aim: async (page, path) => {
      await page.setViewportSize({ width: look.width, height: look.height })
      await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' })
      await page.goto(origin + path)
      const isSet = await page.evaluate(language => {
        const before = localStorage.getItem('evertill.language')
        localStorage.setItem('evertill.language', language)
        return before === language
      }, look.language)
      if (!isSet) await page.reload()
      await page.locator(`html[lang="${look.language}"]`).waitFor()
      await page.evaluate(() => document.fonts.ready)
    },
    shoot,
  }
}

/** A page of its own in a device, closed afterwards. */
export async function withPage(context: BrowserContext, work: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage()
  try {
    await work(page)
  } finally {
    await page.close()
  }
}
