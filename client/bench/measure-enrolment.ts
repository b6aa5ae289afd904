import { launchOwnBrowser } from '../e2e/harness/own-browser.ts'
import { untilReady } from '../e2e/harness/till.ts'
import { openBenchShop } from './bench-shop.ts'
import type { Figure } from './statistics.ts'

/** From the code's confirmation to the sign-in screen of a till that has all its products. */
export async function measureEnrolment(products: number, samples: number): Promise<Figure[]> {
  const shop = await openBenchShop(products)
  const seconds: number[] = []
  try {
    for (let sample = 0; sample < samples; sample++) {
      const browser = await launchOwnBrowser()
      const { code } = await shop.owner.makeEnrollmentCode('G2')
      const page = await browser.context.newPage()
      await page.goto(`${shop.relay.url}/enroll`)
      await page.getByLabel('Code of the till').fill(code)
      const began = performance.now()
      await page.getByRole('button', { name: 'Set up this till' }).click()
      await untilReady(page)
      seconds.push((performance.now() - began) / 1000)
      await browser.dispose()
    }
  } finally {
    await shop.dispose()
  }
  const name = `first enrolment with ${products.toLocaleString('en')} products to ready`
  return [{ name, unit: 's', samples: seconds, bound: { on: 'median', atMost: 5 } }]
}
