import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { untilOfflineReady } from './harness/app-shell.ts'
import { openOffice, openProduct } from './harness/office.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { openTill } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
const CAKESTAND = { code: '22423', name: 'Regency Cakestand 3 Tier' }
const PICTURES = '**/api/pictures/**'
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

describe('pictures of products', () => {
  it('V1 a picture chosen offline reaches the tills, and stays with them through an outage', async () => {
    const office = await openOffice(await devices.open(), relay(), 'manager')
    const till = await openTill(await devices.open(), relay(), await signInAsOwner(relay().url), 'G1')
    await Promise.all([untilOfflineReady(office), untilOfflineReady(till)])
    await till.getByRole('button', { name: 'Kitchen & Dining' }).click()
    const tile = till.getByRole('listitem').getByRole('button', { name: /Regency Cakestand 3 Tier/ })
    await tile.waitFor()

    await relay().kill()
    const sheet = await openProduct(office, CAKESTAND.code, CAKESTAND.name)
    const field = sheet.getByRole('group', { name: 'Picture' })
    await choose(field, { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(SVG) })
    await field.getByText(/no picture that the browser can read/).waitFor()
    await choose(field, { name: 'photo.png', mimeType: 'image/png', buffer: await drawPhoto(office) })
    await field.getByText(/Kept on this device/).waitFor()
    expect(await shownSize(field)).toEqual([320, 320])

    // The record is at the till well before the picture: its tile finds nothing at the relay, and asks again.
    const letThrough = await holdPictures(office)
    const refused = till.waitForResponse(answer => isPicture(answer.url()) && answer.status() === 404)
    await relay().start()
    await refused
    expect(await shownSize(tile)).toBeNull()
    await letThrough()
    await expect.poll(() => shownSize(tile), { timeout: 30_000 }).toEqual([320, 320])
    await expect.poll(() => field.getByText(/Kept on this device/).count()).toBe(0)

    // What the tile shows comes from the till's own keep: without a relay and after a start it is there.
    await expect.poll(() => keptPictures(till), { timeout: 30_000 }).toBe(1)
    await relay().kill()
    await till.reload()
    await till.getByRole('button', { name: 'Kitchen & Dining' }).click()
    await expect.poll(() => shownSize(tile), { timeout: 30_000 }).toEqual([320, 320])
  })
})

async function choose(
  field: Locator,
  file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  await field.locator('input[type=file]').first().setInputFiles(file)
}

/** Keeps a device's pictures from the relay. @returns what lets them through again */
async function holdPictures(device: Page): Promise<() => Promise<void>> {
  await device.context().route(PICTURES, route => route.abort())
  return () => device.context().unroute(PICTURES)
}

function isPicture(url: string): boolean {
  return /\/api\/pictures\/[0-9a-f]{64}$/.test(url)
}

/** A photo as cameras take them: wider than high, and far too large. */
async function drawPhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 1200
    canvas.height = 800
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('this browser does not draw')
    // Noise: what compresses worst.
    const noise = context.createImageData(1200, 800)
    for (let at = 0; at < noise.data.length; at++) noise.data[at] = (at * 7919 + (at >> 5) * 104729) % 256
    context.putImageData(noise, 0, 0)
    return canvas.toDataURL('image/png').split(',')[1] ?? ''
  })
  return Buffer.from(base64, 'base64')
}

/** Width and height of the picture that is drawn there, in its own pixels; null while there is none. */
async function shownSize(place: Locator): Promise<[number, number] | null> {
  const image = place.locator('img')
  if ((await image.count()) === 0) return null
  return image.evaluate(element =>
    element instanceof HTMLImageElement && element.complete && element.naturalWidth > 0
      ? [element.naturalWidth, element.naturalHeight]
      : null,
  )
}

function keptPictures(till: Page): Promise<number> {
  return till.evaluate(async () => (await (await caches.open('evertill-pictures-till')).keys()).length)
}
