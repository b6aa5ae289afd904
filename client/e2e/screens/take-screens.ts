/**
 * `npm run screens`: pictures of every screen in every size, theme and language, in `.cache/screens`.
 * `npm run screens -- --readme` takes those that the README and `docs/till.md` show, into `docs/pictures`.
 */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { prepareDemo } from '../harness/demo-data.ts'
import { furnishShop } from '../harness/furnish-shop.ts'
import { CHROMIUM_SWITCHES, chromiumPath } from '../harness/own-browser.ts'
import { startRelay } from '../harness/relay-process.ts'
import { LOOKS, makeCamera, nameOf } from './camera.ts'
import { walkFurnished, walkScreens } from './walk-screens.ts'

const { values } = parseArgs({ options: { readme: { type: 'boolean' }, only: { type: 'string' } } })
const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = join(root, '.cache/screens')
/** What the README and the pages beside it show: the look and the screen. */
const SHOWN = [
  ['1280-light-en', 'till-3-selling'],
  ['1280-light-en', 'till-5-search'],
  ['1280-light-en', 'till-6-line'],
  ['1280-light-en', 'till-6d-approval'],
  ['1280-light-en', 'till-8-receipt'],
  ['1280-light-en', 'till-9-safety'],
  ['1280-light-en', 'counter-age'],
  ['1280-light-en', 'counter-customer'],
  ['1280-light-en', 'counter-hardware-printer'],
  ['1280-light-en', 'pay-gift-card'],
  ['1280-light-en', 'returns-goods-chosen'],
  ['1280-light-en', 'shift-2-float'],
  ['1280-light-en', 'office-products'],
  ['1280-light-en', 'office-labels-sheet'],
  ['1280-light-en', 'dashboard'],
  ['1280-dark-en', 'till-7-pay'],
  ['390-light-en', 'till-3-selling'],
] as const
const looks = LOOKS.filter(look =>
  values.readme ? SHOWN.some(([name]) => name === nameOf(look)) : nameOf(look).includes(values.only ?? ''),
)

const demoData = await mkdtemp(join(tmpdir(), 'evertill-screens-'))
await prepareDemo('whole', demoData)
const relay = await startRelay({ template: demoData })
const furnished = await startRelay({ template: demoData })
await furnishShop(furnished.url)
const empty = await startRelay()
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: [...CHROMIUM_SWITCHES],
})
try {
  for (const look of looks) {
    await walkScreens(browser, { demo: relay, empty }, url => makeCamera(folder, url, look))
    await walkFurnished(browser, furnished, makeCamera(folder, furnished.url, look))
    process.stdout.write(`${nameOf(look)}\n`)
  }
  if (values.readme) await copyForReadme()
} finally {
  await browser.close()
  await relay.dispose()
  await furnished.dispose()
  await empty.dispose()
  await rm(demoData, { recursive: true, force: true })
}

async function copyForReadme(): Promise<void> {
  const pictures = join(root, 'docs/pictures')
  await mkdir(pictures, { recursive: true })
  for (const [look, screen] of SHOWN) {
    await copyFile(join(folder, look, `${screen}.png`), join(pictures, `${screen}-${look}.png`))
  }
}
