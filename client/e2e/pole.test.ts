import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { PoleEngine } from '../../print-bridge/emulator/pole-engine.ts'
import { addPeripheral } from './harness/device-fakes.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { openTill, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi
beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
})

async function openPoleSetup(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in:/ }).click()
  await page.getByRole('button', { name: 'Printers and devices' }).click()
  await page.getByRole('button', { name: /^Customer display on a pole/ }).click()
}

it('[Y9] a pole display shows the item, the total and the change, in whatever it speaks, and again when it is back', async () => {
  const context = await devices.open()
  const errors = watchForErrors(context)
  const pole = await addPeripheral(context, new PoleEngine())
  const { engine } = pole
  const shows = (upper: string | RegExp, lower: string | RegExp) =>
    expect.poll(() => engine.lines).toEqual([expect.stringMatching(upper), expect.stringMatching(lower)])
  const page = await openTill(context, relay(), owner, 'G1')
  await openPoleSetup(page)
  pole.answerChooser('forbidden')
  await page.getByRole('button', { name: 'Choose the port of the display' }).click()
  await page.getByText('allow serial ports and HID devices').waitFor()
  pole.answerChooser('taken')
  await page.getByRole('button', { name: 'Choose the port of the display' }).click()
  await page.getByText('Connected.', { exact: true }).waitFor()
  await shows(/^ +Lantern & Lace +$/, /^ +Welcome +$/)
  await page.getByRole('button', { name: 'Show a test' }).click()
  await shows('12345678901234567890', 'áéíóúñ £ ABCDEFGHIJK')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

  await shows(/Lantern/, /Welcome/)
  await scan(page, '84879')
  await shows(/^Assorted Col.* £1\.69$/, /^Total +£1\.69$/)
  await scan(page, '84879')
  await shows(/^2 Assorted C.* £3\.38$/, /^Total +£3\.38$/)
  await page.getByRole('button', { name: /^Pay/ }).click()
  await shows(/^Total +£3\.38$/, /^To pay +£3\.38$/)
  pole.unplugAfter(0)
  await page.keyboard.type('500', { delay: 200 })
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: /^Receipt/ }).waitFor()
  expect(engine.lines[1]).toMatch(/To pay/)
  engine.powerCycle()
  pole.plugIn()
  await shows(/^Paid +£3\.38$/, /^Change +£1\.62$/)

  await page.getByRole('button', { name: 'Next sale' }).click()
  await openPoleSetup(page)
  await page.getByLabel('What it speaks').selectOption({ label: 'CD5220' })
  await shows(/Lantern/, /Welcome/)
  await page.getByRole('button', { name: 'Show a test' }).click()
  await shows('12345678901234567890', 'áéíóúñ £ ABCDEFGHIJK')
  expect(engine.unknown).toEqual([])
  await page.getByRole('button', { name: 'Remove it' }).click()
  await page.getByRole('button', { name: 'Choose the port of the display' }).waitFor()
  expect(errors).toEqual([])
})
