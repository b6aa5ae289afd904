import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { ui } from '../src/i18n/en/ui.ts'
import { setup } from '../src/i18n/es/setup.ts'
import { findEnglish } from './harness/find-english.ts'
import { startRelay } from './harness/relay-process.ts'
import { useDevices, useRelay } from './harness/suite.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

/** What the walk over the screens does not come by: it looks for English on all of them (`accessibility-screens.test.ts`). */
describe('in Spanish', () => {
  it('the walk over a screen finds English where it is', async () => {
    const page = await (await devices.open()).newPage()
    await page.goto(`${relay().url}/welcome`)
    await page.getByRole('heading', { name: ui.welcome.title }).waitFor()
    expect(await findEnglish(page)).toEqual(
      expect.arrayContaining([ui.welcome.title, ui.welcome.till, ui.language.label]),
    )
  })

  it('setting up has no English left', async () => {
    const empty = await startRelay({ template: inject('emptyData') })
    try {
      const page = await (await devices.open({ locale: 'es-MX' })).newPage()
      await page.goto(empty.url)
      await page.getByRole('heading', { name: setup.choose.title }).waitFor()
      await isSpanish(page)
      await page.getByRole('button', { name: setup.choose.own }).click()
      for (let step = 1; step <= 3; step++) {
        await page
          .getByText(setup.own.progress.replace('{{step}}', String(step)).replace('{{steps}}', '3'))
          .waitFor()
        await fillStep(page, step)
        await isSpanish(page)
        if (step < 3) await page.getByRole('button', { name: setup.own.next }).click()
      }
      await page.getByRole('button', { name: setup.own.finish }).click()
      await page.getByRole('heading', { name: setup.done.title }).waitFor()
      await isSpanish(page)
    } finally {
      await empty.dispose()
    }
  })
})

async function fillStep(page: Page, step: number): Promise<void> {
  if (step === 1) {
    await page.getByLabel(setup.own.owner.name).fill('Rosa Marín')
    await page.getByLabel(setup.own.owner.email).fill('rosa@example.org')
    await page.getByLabel(setup.own.owner.password, { exact: true }).fill('una tienda pequeña')
  } else if (step === 2) {
    await page.getByLabel(setup.own.shop.name).fill('Casa Rosa')
    await page.getByLabel(setup.own.shop.taxPercent).fill('21')
  } else {
    await page.getByLabel(setup.own.till.cashier).fill('Rosa')
    await page.getByLabel(setup.own.till.pin).fill('2580')
  }
}

async function isSpanish(page: Page): Promise<void> {
  expect(await findEnglish(page)).toEqual([])
}
