/**
 * `npm run screens`: pictures of every screen in every size, theme and language, in `.cache/screens`.
 * `npm run screens -- --readme` takes the few that the README shows, into `docs/pictures`.
 */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { prepareDemo } from '../harness/demo-data.ts'
import { openOffice } from '../harness/office.ts'
import { CHROMIUM_SWITCHES, chromiumPath } from '../harness/own-browser.ts'
import { relayStatus, signInAsOwner } from '../harness/relay-api.ts'
import { type RelayProcess, startRelay } from '../harness/relay-process.ts'
import { enrollTill } from '../harness/till.ts'
import { LOOKS, type Look, makeCamera, withPage } from './camera.ts'
import { shootOffice } from './office-screens.ts'
import { shootTill, shootTillTrouble } from './till-screens.ts'

const { values } = parseArgs({ options: { readme: { type: 'boolean' }, only: { type: 'string' } } })
const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = join(root, '.cache/screens')
/** What the README shows: the look and the screen. */
const README = [
  ['1280-light-en', 'till-3-selling'],
  ['1280-dark-en', 'till-7-pay'],
  ['390-light-en', 'till-3-selling'],
  ['1280-light-en', 'office-products'],
  ['1280-light-en', 'dashboard'],
] as const
const looks = LOOKS.filter(look =>
  values.readme ? README.some(([name]) => name === nameOf(look)) : nameOf(look).includes(values.only ?? ''),
)

function nameOf(look: Look): string {
  return `${look.width}-${look.theme}-${look.language}`
}

const demoData = await mkdtemp(join(tmpdir(), 'evertill-screens-'))
await prepareDemo('whole', demoData)
const relay = await startRelay({ template: demoData })
const empty = await startRelay()
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: [...CHROMIUM_SWITCHES],
})
try {
  for (const look of looks) {
    await shootLook(look)
    process.stdout.write(`${nameOf(look)}\n`)
  }
  if (values.readme) await copyForReadme()
} finally {
  await browser.close()
  await relay.dispose()
  await empty.dispose()
  await rm(demoData, { recursive: true, force: true })
}

async function copyForReadme(): Promise<void> {
  const pictures = join(root, 'docs/pictures')
  await mkdir(pictures, { recursive: true })
  for (const [look, screen] of README) {
    await copyFile(join(folder, look, `${screen}.png`), join(pictures, `${screen}-${look}.png`))
  }
}

/** One look: a till and an office of their own, so that each starts the same. */
async function shootLook(look: Look): Promise<void> {
  await shootStart(empty, look)
  const camera = makeCamera(folder, relay.url, look)
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    hasTouch: look.width < 1280,
    viewport: { width: look.width, height: look.height },
  })
  const office = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' })
  try {
    await asVisitor(async page => {
      await camera.aim(page, '/welcome')
      await page.getByRole('heading').first().waitFor()
      await camera.shoot(page, 'start-3-welcome')
    })
    // The harness speaks English; the camera turns to its own language afterwards.
    const page = await enrollTill(context, relay, await signInAsOwner(relay.url), 'G1')
    const { demo } = await relayStatus(relay.url)
    const cashier = demo?.cashiers[0]
    if (demo === undefined || cashier === undefined) throw new Error('the demo shop has no cashier')
    await shootTill(page, camera, cashier)
    await withPage(context, second => shootTillTrouble(page, second, camera))
    await shootOffice(await openOffice(office, relay, 'owner'), camera, demo.password)
  } finally {
    await context.close()
    await office.close()
  }
}

async function shootStart(fresh: RelayProcess, look: Look): Promise<void> {
  const camera = makeCamera(folder, fresh.url, look)
  await asVisitor(async page => {
    await camera.aim(page, '/setup')
    await page.getByRole('heading').first().waitFor()
    await camera.shoot(page, 'start-1-setup')
    await camera.aim(page, '/enroll')
    await page.getByRole('heading').first().waitFor()
    await camera.shoot(page, 'start-4-enroll')
    await camera.aim(page, '/sign-in')
    await page.getByRole('heading').first().waitFor()
    await camera.shoot(page, 'start-5-sign-in')
    await camera.aim(page, '/reset')
    await page.getByRole('heading').first().waitFor()
    await camera.shoot(page, 'start-6-reset')
  })
}

/** In a browser of its own: the camera's language stays with the browser that it was aimed in. */
async function asVisitor(work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB' })
  try {
    await withPage(context, work)
  } finally {
    await context.close()
  }
}
