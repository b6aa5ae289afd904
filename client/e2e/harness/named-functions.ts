import type { BrowserContext } from 'playwright-core'

/**
 * Lets functions with names be sent to the pages of a context. Run by tsx, and not by vitest, they are wrapped in a
 * helper of its own that pages do not have. Call before the pages are opened.
 */
export async function allowNamedFunctions(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: 'globalThis.__name ??= each => each' })
}
