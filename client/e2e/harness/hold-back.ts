import type { Page } from 'playwright-core'

/**
 * From now on nothing that is written on a page leaves its device, as over a line that is dead one way: what cannot be
 * had by taking the network away, which leaves open connections alone. Ends when the page is loaded anew.
 */
export async function holdBack(page: Page): Promise<void> {
  const held = page.workers().map(worker =>
    worker.evaluate(() => {
      WebSocket.prototype.send = () => undefined
    }),
  )
  if (held.length === 0) throw new Error('the page has no worker that writes')
  await Promise.all(held)
}
