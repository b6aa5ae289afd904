import { readFileSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { pressFile } from '../build/precompress.ts'
import { untilOfflineReady } from './harness/app-shell.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { startRelay } from './harness/relay-process.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, enrollTill, openTill, payExactly, scan, untilReady } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

interface Manifest {
  readonly name: string
  readonly display: string
  readonly start_url: string
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose: string }[]
}

describe('the installable app', () => {
  it('has a manifest whose icons are there, in the sizes it says', async () => {
    const page = await (await devices.open()).newPage()
    await page.goto(relay().url)
    const href = await page.locator('link[rel=manifest]').getAttribute('href')
    const response = await page.request.get(new URL(href ?? '', relay().url).href)
    const manifest: Manifest = await response.json()
    expect(manifest).toMatchObject({ name: 'Evertill', display: 'standalone', start_url: '/' })
    const bitmaps = manifest.icons.filter(icon => icon.sizes !== 'any')
    expect(bitmaps.map(icon => `${icon.sizes} ${icon.purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ])
    for (const icon of bitmaps) {
      const size = await page.evaluate(async src => {
        const image = new Image()
        image.src = src
        await image.decode()
        return `${image.naturalWidth}x${image.naturalHeight}`
      }, icon.src)
      expect(size).toBe(icon.sizes)
    }
  })

  it('keeps the app shell and never an answer of the relay', async () => {
    const device = await devices.open()
    const page = await enrollTill(device, relay(), await signInAsOwner(relay().url), 'G1')
    await untilReady(page)
    await untilOfflineReady(page)
    const kept = await page.evaluate(async () => {
      const all = await Promise.all((await caches.keys()).map(name => caches.open(name)))
      const requests = await Promise.all(all.map(cache => cache.keys()))
      return requests.flat().map(request => new URL(request.url).pathname)
    })
    expect(kept).toContain('/index.html')
    const worker = kept.find(path => /^\/assets\/worker-.*\.js$/.test(path))
    expect(worker).toBeDefined()
    // The relay compresses nothing that way: the build left it so.
    const asked = await fetch(`${relay().url}${worker}`, { headers: { 'accept-encoding': 'br' } })
    expect(asked.headers.get('content-encoding')).toBe('br')
    expect(kept.filter(path => /^\/(api|sync|health|ready|live)/.test(path))).toEqual([])
  })
})

describe('a new version', () => {
  it('waits for the open sale, then starts where it was asked for, and reloads no other tab', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evertill-client-'))
    const built = process.env.CLIENT_DIR ?? fileURLToPath(new URL('../dist', import.meta.url))
    await cp(built, folder, { recursive: true })
    const own = await startRelay({ template: inject('demoData'), env: { CLIENT_DIR: folder } })
    try {
      const device = await devices.open()
      const page = await openTill(device, own, await signInAsOwner(own.url), 'G1')
      await untilOfflineReady(page)
      const other = await device.newPage()
      await other.goto(`${own.url}/welcome`)
      await other.evaluate(() => Object.assign(window, { neverReloaded: true }))
      await page.bringToFront()
      await scan(page, '22423')
      await expect.poll(() => cartLines(page)).toHaveLength(1)

      await publishNewVersion(folder)
      await lookForUpdate(page)
      await page.getByText('A new version is ready').waitFor()
      await page.getByRole('button', { name: 'Update now' }).click()
      await page.getByText('A sale is open. Update when it is finished.').waitFor()
      expect(await page.title()).toBe('Evertill')
      expect(await cartLines(page)).toHaveLength(1)

      await payExactly(page)
      await page.getByRole('button', { name: 'Next sale' }).click()
      await page.getByRole('button', { name: 'Update now' }).click()
      const title = () => page.title().catch(() => '')
      await expect.poll(title, { timeout: 45_000 }).toBe('Evertill, the next one')
      await page.locator('.till[data-screen]').waitFor()
      expect(await other.evaluate(() => 'neverReloaded' in window)).toBe(true)
    } finally {
      await own.dispose()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

/** Changes the page, and says so in the service worker's list, as a new build does. */
async function publishNewVersion(folder: string): Promise<void> {
  const page = join(folder, 'index.html')
  writeFileSync(page, readFileSync(page, 'utf8').replace('<title>Evertill', '<title>Evertill, the next one'))
  const worker = join(folder, 'sw.js')
  const source = readFileSync(worker, 'utf8')
  const changed = source.replace(
    /"revision":"[0-9a-f]{32}","url":"index\.html"/,
    `"revision":"${'0'.repeat(32)}","url":"index.html"`,
  )
  if (changed === source) throw new Error('index.html is not in the service worker’s list')
  writeFileSync(worker, changed)
  await Promise.all([page, worker].map(pressFile))
}

/** What the app does every hour, and when it comes to the front. */
async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
}
