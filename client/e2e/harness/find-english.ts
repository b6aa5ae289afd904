import type { Page } from 'playwright-core'
import type { Area } from '../../src/i18n/text-types.ts'
import { LOADERS } from '../../src/i18n/translate.ts'

interface Tree {
  readonly [key: string]: string | Tree
}

const english = (
  await Promise.all(
    (Object.keys(LOADERS.en) as Area[]).map(async area =>
      patternsOf(await LOADERS.en[area](), await LOADERS.es[area]()),
    ),
  )
).flat()

/** Texts of a page, read or read out, that are one of the English texts and not at the same time a Spanish one. */
export async function findEnglish(page: Page): Promise<string[]> {
  const texts = await visibleTexts(page)
  return [...new Set(texts.filter(text => english.some(pattern => pattern.test(text))))]
}

/** Everything a person sees or hears of a page, text by text. */
function visibleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      if (
        element?.checkVisibility() === true &&
        element.closest('script, style, [lang=en]:not(html)') === null
      )
        texts.push(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('*')) {
      if (element.closest('[lang=en]:not(html)') !== null) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
        texts.push(element.getAttribute(name) ?? '')
    }
    texts.push(document.title)
    return texts.map(text => text.replaceAll(/\s+/g, ' ').trim()).filter(text => text !== '')
  })
}

/**
 * A pattern for every English text that Spanish words differently; what is interpolated may be anything. `{{a}} and {{b}}`
 * is none: the name of a product may read so.
 */
function patternsOf(en: Tree, es: Tree): RegExp[] {
  const spanish = new Set(leavesOf(es))
  return leavesOf(en)
    .filter(text => !spanish.has(text))
    .filter(text => lettersOf(text) >= (text.includes('{{') ? 6 : 3))
    .map(text => {
      const parts = text.split(/{{\w+}}/).map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      return new RegExp(`^${parts.join('.+')}$`)
    })
}

function lettersOf(text: string): number {
  return text.replaceAll(/{{\w+}}|[^A-Za-z]/g, '').length
}

function leavesOf(tree: Tree): string[] {
  return Object.values(tree).flatMap(value => (typeof value === 'string' ? [value] : leavesOf(value)))
}
