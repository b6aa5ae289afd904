import type { Page } from 'playwright-core'

/** What is made to be moved sideways. */
const MEANT = [
  '.till-departments',
  '.till-parked',
  '.paper-preview__paper',
  '.product-table',
  '.products-filters',
  '.import-table',
  '.office-nav',
  '.dash-table__scroll',
  '.visually-hidden',
].join(', ')

/** What of a page, or of the dialog in front of it, does not fit into the width of the screen. */
export function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(meant => {
    const dialogs = document.querySelectorAll('dialog[open]')
    const front = dialogs[dialogs.length - 1] ?? document.body
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`
    const found: string[] = []
    for (const element of [document.documentElement, ...front.querySelectorAll('*')]) {
      if (element.closest(meant) !== null || !element.checkVisibility()) continue
      const { left, right, width } = element.getBoundingClientRect()
      if (width > 0 && (right > innerWidth + 1 || left < -1))
        found.push(`beside the screen: ${nameOf(element)}`)
      const { overflowX } = getComputedStyle(element)
      const scrolls = overflowX === 'auto' || overflowX === 'scroll'
      if (scrolls && element.scrollWidth > element.clientWidth + 1)
        found.push(`scrolls sideways: ${nameOf(element)}`)
    }
    return found.slice(0, 5)
  }, MEANT)
}
