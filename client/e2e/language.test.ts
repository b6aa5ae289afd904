import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { ui as enUi } from '../src/i18n/en/ui.ts'
import { account } from '../src/i18n/es/account.ts'
import { office } from '../src/i18n/es/office.ts'
import { setup } from '../src/i18n/es/setup.ts'
import { till } from '../src/i18n/es/till.ts'
import { ui } from '../src/i18n/es/ui.ts'
import { findEnglish } from './harness/find-english.ts'
import { relayStatus, signInAsOwner } from './harness/relay-api.ts'
import { startRelay } from './harness/relay-process.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { enrollTill, untilReady } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

/** What the walk over the screens does not come by: it looks for English too (`accessibility-screens.test.ts`). */
describe('in Spanish', () => {
  it('the walk over a screen finds English where it is', async () => {
    const page = await (await devices.open()).newPage()
    await page.goto(`${relay().url}/welcome`)
    await page.getByRole('heading', { name: enUi.welcome.title }).waitFor()
    expect(await findEnglish(page)).toEqual(
      expect.arrayContaining([enUi.welcome.title, enUi.welcome.till, enUi.language.label]),
    )
  })

  it('setting up has no English left', async () => {
    const empty = await startRelay({ template: inject('emptyData') })
    try {
      const page = await (await devices.open({ locale: 'es-ES' })).newPage()
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

  it('the till has no English left, and stays Spanish after a reload', async () => {
    const device = await devices.open()
    const page = await enrollTill(device, relay(), await signInAsOwner(relay().url), 'G1')
    await untilReady(page)
    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByRole('heading', { name: till.signIn.title }).waitFor()
    await isSpanish(page)
    await page.reload()
    await page.getByRole('heading', { name: till.signIn.title }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('es')

    await page.getByRole('button', { name: 'Amelia' }).click()
    await typePin(page, '9999')
    await page.getByRole('alert').filter({ hasText: till.signIn.wrong }).waitFor()
    await isSpanish(page)
    await typePin(page, '1234')
    await page.getByRole('heading', { name: till.cart.title, exact: true }).waitFor()
    await isSpanish(page)

    for (const open of [
      page.getByRole('button', { name: till.header.account.replace('{{name}}', 'Amelia') }),
      page.getByRole('button', { name: new RegExp(`^${ui.safety.label.split('{{')[0]}`) }),
    ]) {
      await open.click()
      await page.getByRole('dialog').waitFor()
      await isSpanish(page)
      await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).click()
    }
    await page.keyboard.press('F1')
    await page.getByRole('heading', { name: till.shortcuts.title }).waitFor()
    await isSpanish(page)
    await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).click()

    const second = await device.newPage()
    await second.goto(`${relay().url}/till`)
    await second.getByRole('heading', { name: till.elsewhere.title }).waitFor()
    await isSpanish(second)
    await second.getByRole('button', { name: till.elsewhere.takeOver }).click()
    await page.getByRole('heading', { name: till.takenOver.title }).waitFor()
    await isSpanish(page)
  })

  it('the way in and the account have no English left', async () => {
    const page = await (await devices.open({ locale: 'es-MX' })).newPage()
    const { demo } = await relayStatus(relay().url)
    for (const [path, heading] of [
      ['/no-such-page', ui.notFound.title],
      ['/sign-in', setup.signIn.title],
    ] as const) {
      await page.goto(relay().url + path)
      await page.getByRole('heading', { name: heading }).waitFor()
      await isSpanish(page)
    }
    await page.getByLabel(setup.signIn.email).fill(demo?.email ?? '')
    await page.getByLabel(setup.signIn.password, { exact: true }).fill('not this one')
    await page.getByRole('button', { name: setup.signIn.submit, exact: true }).click()
    await page.getByText(setup.signIn.wrong).waitFor()
    await isSpanish(page)
    await page.getByLabel(setup.signIn.password, { exact: true }).fill(demo?.password ?? '')
    await page.getByRole('button', { name: setup.signIn.submit, exact: true }).click()

    await page.getByRole('button', { name: office.user.menu }).click()
    await page.getByRole('button', { name: office.user.signOut }).waitFor()
    await isSpanish(page)
    await page.getByRole('button', { name: office.user.account }).click()
    await page.getByText(account.sessions.here).waitFor()
    await page.getByRole('button', { name: account.secondStep.setUp, exact: true }).click()
    await page.getByRole('dialog').getByLabel(account.secondStep.password).waitFor()
    await isSpanish(page)
    await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).click()
  })
})

async function typePin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: till.signIn.submit, exact: true }).click()
}

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
