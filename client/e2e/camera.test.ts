import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { productFields, toId } from '@evertill/crdt-model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barcodeVideo } from './harness/barcode-video.ts'
import { writeRecords } from './harness/manager-document.ts'
import { launchOwnBrowser, type OwnBrowser } from './harness/own-browser.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useRelay, watchForErrors } from './harness/suite.ts'
import { cartLines, openTill } from './harness/till.ts'

const CODE = '4006381333931'
const relay = useRelay({ shop: 'small-demo' })
let browser: OwnBrowser
let film: string
beforeAll(async () => {
  film = await barcodeVideo(CODE)
  browser = await launchOwnBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
})
afterAll(async () => {
  await browser.dispose()
  await rm(dirname(film), { recursive: true })
})

it('rings up what is held before the camera, once, where the browser reads no codes by itself', async () => {
  const owner = await signInAsOwner(relay().url)
  const fields = productFields({ name: 'Pen', barcodes: [CODE], price: 120, department: toId('deli') })
  await writeRecords(relay().url, owner, 'catalog/gifts', 'products', { pen: fields })

  const errors = watchForErrors(browser.context)
  const page = await openTill(browser.context, relay(), owner, 'G1')
  await page.getByRole('button', { name: 'Camera', exact: true }).click()
  await expect.poll(() => cartLines(page), { timeout: 15_000 }).toHaveLength(1)
  // It stays in the picture, and is one pen all the same.
  await page.waitForTimeout(600)
  expect(await cartLines(page)).toEqual([{ quantity: '1', name: 'Pen', amount: '£1.20' }])
  await page.getByRole('button', { name: 'Camera off' }).click()
  await expect.poll(() => page.locator('video').count()).toBe(0)
  expect(errors).toEqual([])
})
