import { lookForBarriers } from './harness/look-for-barriers.ts'
import { useRelay } from './harness/suite.ts'
import { walkScreens } from './screens/walk-screens.ts'

const demo = useRelay({ shop: 'small-demo' })
const empty = useRelay({ shop: 'none' })

lookForBarriers(
  'the start, the till, the office and the dashboard',
  {
    // On a phone more is behind something else, and has to be opened to be seen.
    walked: { width: 390, height: 844, theme: 'dark', language: 'es' },
    others: [{ width: 1280, height: 800, theme: 'light', language: 'en', text: 'normal' }],
  },
  (browser, makeCamera) => walkScreens(browser, { demo: demo(), empty: empty() }, makeCamera),
)
