import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules of WCAG 2.2, levels A and AA, and of the levels before it. */
const OPTIONS: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
  // Not the style sheets as well: the one rule that reads them is not among these, and they are read at each run.
  preload: { assets: ['media'] },
}

/** As axe makes itself known in a page. */
interface WindowWithAxe {
  axe?: { run(what: Element | Document, how: RunOptions): Promise<AxeResults> }
}

/** What of a page, or of the dialog in front of it, keeps people out, by axe: the rule, and where. */
export async function findBarriers(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => (window as unknown as WindowWithAxe).axe !== undefined)
  // Not by a script element: the page's policy would refuse it, as it should.
  if (!isThere) await page.evaluate(source)
  const violations = await page.evaluate(async options => {
    const { axe } = window as unknown as WindowWithAxe
    const dialogs = document.querySelectorAll('dialog[open]')
    // What is behind a dialog was looked at before it was opened, and nobody reaches it now.
    return (await axe?.run(dialogs[dialogs.length - 1] ?? document, options))?.violations ?? []
  }, OPTIONS)
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.failureSummary ?? ''}`),
  )
  const lost = await page.locator('dialog[open]:not(:modal)').count()
  return lost === 0 ? found : [...found, 'a dialog is open and the page behind it can be reached']
}
