import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { readLocalJournal } from './local-journal.ts'
import { type Devices, watchForErrors } from './suite.ts'
import { cartLines } from './till.ts'

/** What a block's tests share: a till's page, and whatever else was opened with it. */
interface OpenedTill {
  readonly page: Page
}

/**
 * A till for the tests of a block, opened when the first of them asks for it: enrolling a browser costs more than what
 * most of them do with it. Each is given it on an empty sale, whatever the one before left, and after a failed test
 * another one. No other test of the file may enroll the same till.
 * @param open enrolls the device, and gives it what it needs before that
 * @returns the till, and what its pages complain of from here on
 */
export function useTill<Till extends OpenedTill>(
  devices: Devices,
  open: (context: BrowserContext) => Promise<Till>,
  options?: BrowserContextOptions,
): () => Promise<Till & { readonly errors: readonly string[] }> {
  let kept: { readonly till: Till; readonly errors: string[] } | undefined
  afterAll(() => kept?.till.page.context().close())
  return async () => {
    if (kept === undefined) {
      const context = await devices.keep(options)
      const errors = watchForErrors(context)
      context.once('close', () => {
        kept = undefined
      })
      kept = { till: await open(context), errors }
    } else await startOver(kept.till.page)
    kept.errors.length = 0
    return { ...kept.till, errors: kept.errors }
  }
}

/** To an empty sale, from whatever is on screen, with nothing more to undo. */
export async function startOver(page: Page): Promise<void> {
  await reload(page)
  const left = (await cartLines(page)).length
  if (left === 0) return
  const written = (await readLocalJournal(page)).length
  for (let lines = left; lines > 0; lines--) {
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F8')
    await expect.poll(() => cartLines(page)).toHaveLength(lines - 1)
  }
  // What was taken out is journaled: no later than here, for tests that count entries.
  await expect.poll(async () => (await readLocalJournal(page)).length).toBe(written + left)
  await reload(page)
}

async function reload(page: Page): Promise<void> {
  await page.reload()
  await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
}
