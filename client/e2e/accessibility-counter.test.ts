import { furnishShop } from './harness/furnish-shop.ts'
import { lookForBarriers } from './harness/look-for-barriers.ts'
import { useRelay } from './harness/suite.ts'
import { walkFurnished } from './screens/walk-screens.ts'

const relay = useRelay({ shop: 'small-demo' })

lookForBarriers(
  'the counter of a furnished shop',
  {
    walked: { width: 1280, height: 800, theme: 'dark', language: 'es' },
    // From a phone to a small tablet in both of its positions; one of them with the largest texts.
    others: [
      { width: 390, height: 844, theme: 'light', language: 'en', text: 'normal' },
      { width: 600, height: 960, theme: 'light', language: 'en', text: 'normal' },
      { width: 960, height: 600, theme: 'light', language: 'en', text: 'largest' },
    ],
  },
  async (browser, makeCamera) => {
    await furnishShop(relay().url)
    await walkFurnished(browser, relay(), makeCamera(relay().url))
  },
)
