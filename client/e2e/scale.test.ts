import { productFields, type TaxClassId, toId } from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { ScaleEngine } from '../../print-bridge/emulator/scale-engine.ts'
import { addPeripheral, type BrowserPeripheral } from './harness/device-fakes.ts'
import { writeRecords } from './harness/manager-document.ts'
import { startBridge } from './harness/print-bridge.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { cartLines, openTill, payExactly, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi

beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
  const taxClass = toId<TaxClassId>('gifts-standard')
  const brie = { name: 'Brie', sku: 'BRIE', price: 1_190, unit: 'kg', tare: 15, taxClass } as const
  const nuts = { name: 'Nuts', sku: 'NUTS', price: 500, unit: 'lb', taxClass } as const
  await writeRecords(relay().url, owner, 'catalog/gifts', 'products', {
    'deli-brie': productFields(brie),
    'deli-nuts': productFields(nuts),
  })
})

/** The sheet of this till's devices, at its scale. */
async function openScaleSetup(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in:/ }).click()
  await page.getByRole('button', { name: 'Printers and devices' }).click()
  await page.getByRole('button', { name: /^Scale/ }).click()
}

async function closeSheet(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
}

/** What the till says of its scale where a weight is asked for. */
const says = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words }).waitFor()
const add = (page: Page) => page.locator('.till-weight__add')

/** A till with an emulated scale on a port of its own, set up by a person's taps. */
async function openWeighingTill(
  engine: ScaleEngine,
): Promise<{ page: Page; scale: BrowserPeripheral<ScaleEngine>; errors: string[] }> {
  const context = await devices.open()
  const errors = watchForErrors(context)
  const scale = await addPeripheral(context, engine)
  const page = await openTill(context, relay(), owner, 'G1')
  await openScaleSetup(page)
  await page.getByRole('button', { name: 'Choose the port of the scale' }).click()
  await page.getByText('It speaks').waitFor({ timeout: 20_000 })
  return { page, scale, errors }
}

describe('a till with a scale on a port of its own', () => {
  it('finds out what it speaks, weighs live, takes nothing in motion, and says net and tare on the receipt', async () => {
    const { page, scale, errors } = await openWeighingTill(new ScaleEngine({ piecemeal: true }))
    const { engine } = scale
    await page.getByText('It speaks Mettler Toledo 8217.').waitFor()
    engine.load = 250
    await page.locator('.hardware__weight').getByText('0.250 kg').waitFor()
    engine.load = 0
    await closeSheet(page)

    await scan(page, 'BRIE')
    await says(page, 'Put it on the scale')
    Object.assign(engine, { load: 515, isMoving: true })
    await says(page, 'In motion: wait until it is at rest')
    await add(page).dispatchEvent('click')
    // As a person does who has the keypad before them, and no button that has the focus.
    await page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('Enter')
    expect(await cartLines(page)).toEqual([])
    engine.isMoving = false
    await says(page, 'At rest')
    await page.getByRole('button', { name: 'Add 0.500 kg at £5.95' }).click()
    await page.getByText('Net 0.500 kg · tare 0.015 kg').waitFor()

    // The same load is not sold twice: something else has to come first.
    await scan(page, 'NUTS')
    await says(page, 'Take the last item off the scale first')
    await add(page).dispatchEvent('click')
    expect(await cartLines(page)).toHaveLength(1)
    engine.load = 0
    await says(page, 'Put it on the scale')
    engine.load = 20_000
    await says(page, 'Too heavy for the scale')
    engine.load = -4
    await says(page, 'Below zero')
    Object.assign(engine, { load: 900, ownTare: 10 })
    await says(page, 'The scale takes off a tare itself')
    // In the unit of the price.
    Object.assign(engine, { load: 454, ownTare: 0 })
    await page.getByRole('button', { name: /^Add 1.001 lb/ }).click()

    await payExactly(page)
    const receipt = page.getByRole('article', { name: /^Receipt/ })
    const text = (await receipt.innerText()).replaceAll(/\s+/g, ' ')
    expect(text).toContain('Net 0.500 kg × £11.90 · Tare 0.015 kg')
    expect(text).toContain('1.001 lb × £5.00')
    expect(errors).toEqual([])
  })

  it('says so when it is silent, unplugged or mad, lets the weight be typed, and goes on when it is back', async () => {
    const { page, scale } = await openWeighingTill(new ScaleEngine())
    await closeSheet(page)
    await scan(page, 'BRIE')
    await says(page, 'Put it on the scale')
    scale.engine.load = 300
    await says(page, 'At rest')
    scale.engine.behaviour.silent = true
    await says(page, 'The scale does not answer')
    Object.assign(scale.engine.behaviour, { silent: false, garbage: true })
    await says(page, 'something that the till does not understand')
    scale.unplugAfter(0)
    await says(page, 'The scale is not connected')
    await page.keyboard.type('215', { delay: 200 })
    await says(page, 'Typed, not weighed.')
    await page.getByRole('button', { name: 'Add 0.200 kg at £2.38' }).click()

    scale.plugIn()
    Object.assign(scale.engine.behaviour, { garbage: false })
    await scan(page, 'BRIE')
    await page.getByRole('button', { name: 'Add 0.285 kg at £3.39' }).waitFor()
    await page.keyboard.type('9')
    await says(page, 'Typed, not weighed.')
    await page.getByRole('button', { name: 'Use the scale' }).click()
    await page.getByRole('button', { name: 'Add 0.285 kg at £3.39' }).click()
    // Weighed anew: what lies on it may be just that line.
    await page
      .getByRole('button', { name: /^Change Brie/ })
      .last()
      .click()
    scale.engine.load = 315
    await page.getByRole('button', { name: 'Quantity 0.285 kg' }).click()
    await page.getByRole('button', { name: 'Set to 0.300 kg' }).click()
    await expect
      .poll(async () => (await cartLines(page)).map(line => line.quantity))
      .toEqual(['0.200 kg', '0.300 kg'])
    await page.reload()
    await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
    scale.engine.load = 0
    await scan(page, 'BRIE')
    await says(page, 'Put it on the scale')
  })

  it.each(['stream', 'adam'] as const)('finds out about one that speaks otherwise: %s', async speaks => {
    const { page, scale } = await openWeighingTill(new ScaleEngine({ speaks }))
    await page.getByText(speaks === 'stream' ? 'It speaks Sends by itself' : 'It speaks Adam').waitFor()
    await closeSheet(page)
    await scan(page, 'BRIE')
    Object.assign(scale.engine, { load: 115, isMoving: true })
    await says(page, 'In motion')
    scale.engine.isMoving = false
    await page.getByRole('button', { name: 'Add 0.100 kg at £1.19' }).click()
    await expect.poll(() => cartLines(page)).toHaveLength(1)
  })
})

it('says how a scale is chosen when none was, or the browser may not ask, and what to do with one nobody knows', async () => {
  const context = await devices.open()
  const scale = await addPeripheral(context, new ScaleEngine({ silent: true }))
  const page = await openTill(context, relay(), owner, 'G1')
  await openScaleSetup(page)
  const choose = page.getByRole('button', { name: 'Choose the port of the scale' })
  scale.answerChooser('none')
  await choose.click()
  await page.getByText('Nothing was chosen.').waitFor()
  scale.answerChooser('forbidden')
  await choose.click()
  await page.getByText('allow serial ports and HID devices').waitFor()
  scale.answerChooser('taken')
  await choose.click()
  await page.getByText('The scale said nothing that the till understands.').waitFor({ timeout: 20_000 })
  await page.getByLabel('What it speaks').selectOption({ label: 'Something else' })
  await page.getByLabel('What asks for a weight').fill('P\\r\\n')
  await page.getByLabel('What asks for a weight').press('Tab')
  Object.assign(scale.engine.behaviour, { silent: false, speaks: 'adam' })
  scale.engine.load = 700
  await page.locator('.hardware__weight').getByText('0.700 kg').waitFor()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await choose.waitFor()
})

it('weighs with a scale behind the print bridge, paired in two taps', async () => {
  const bridge = await startBridge()
  const page = await openTill(await devices.open(), relay(), owner, 'G1')
  await openScaleSetup(page)
  await page.getByLabel('Port of the print bridge').fill(String(bridge.port))
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Pair with the print bridge' }).click()
  const window = await opened
  await window.getByRole('button', { name: 'Allow' }).click()
  await page.getByLabel('Scale', { exact: true }).selectOption({ label: 'Deli' })
  bridge.scale.load = 515
  await page.locator('.hardware__weight').getByText('0.515 kg').waitFor()
  await closeSheet(page)
  await scan(page, 'BRIE')
  bridge.scale.isMoving = true
  await says(page, 'In motion')
  bridge.scale.isMoving = false
  await page.getByRole('button', { name: 'Add 0.500 kg at £5.95' }).waitFor()
  await bridge.kill()
  await says(page, 'The scale is not connected')
  await bridge.start()
  await page.getByRole('button', { name: 'Add 0.500 kg at £5.95' }).click()
  await expect.poll(() => cartLines(page)).toHaveLength(1)
})
