import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { OFFICE_SECTIONS } from '../src/backoffice/office-sections.ts'
import { account as enAccount } from '../src/i18n/en/account.ts'
import { dashboard as enDashboard } from '../src/i18n/en/dashboard.ts'
import { office as enOffice } from '../src/i18n/en/office.ts'
import { setup as enSetup } from '../src/i18n/en/setup.ts'
import { till as enTill } from '../src/i18n/en/till.ts'
import { ui as enUi } from '../src/i18n/en/ui.ts'
import { account } from '../src/i18n/es/account.ts'
import { dashboard } from '../src/i18n/es/dashboard.ts'
import { office } from '../src/i18n/es/office.ts'
import { setup } from '../src/i18n/es/setup.ts'
import { till } from '../src/i18n/es/till.ts'
import { ui } from '../src/i18n/es/ui.ts'
import { relayStatus, signInAsOwner } from './harness/relay-api.ts'
import { startRelay } from './harness/relay-process.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, enrollTill, scan, untilReady } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

describe('in Spanish', () => {
  it('the walk over a screen finds English where it is', async () => {
    const page = await (await devices.open()).newPage()
    await page.goto(`${relay().url}/welcome`)
    await page.getByRole('heading', { name: enUi.welcome.title }).waitFor()
    expect(await englishOn(page)).toEqual(
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

    await scan(page, '5012345678900')
    await page.getByRole('alert').waitFor()
    await isSpanish(page)
    await page.getByRole('button', { name: till.scan.search }).click()
    await page.getByText(till.products.noResults.replace('{{text}}', '5012345678900')).waitFor()
    await isSpanish(page)
    await page.getByRole('button', { name: till.header.clearSearch }).click()

    await scan(page, '22423')
    await expect.poll(() => cartLines(page)).toHaveLength(1)
    await page
      .getByRole('button', { name: till.line.edit.replace('{{name}}', 'Regency Cakestand 3 Tier') })
      .click()
    await page.getByRole('button', { name: new RegExp(`^${till.line.price}`) }).click()
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

    await page.getByRole('button', { name: till.cart.pay, exact: true }).click()
    await page.getByRole('heading', { name: till.pay.due }).waitFor()
    await isSpanish(page)
    await page.locator('[data-note]').last().click()
    await page.getByText(till.pay.done).waitFor()
    await isSpanish(page)

    const second = await device.newPage()
    await second.goto(`${relay().url}/till`)
    await second.getByRole('heading', { name: till.elsewhere.title }).waitFor()
    await isSpanish(second)
    await second.getByRole('button', { name: till.elsewhere.takeOver }).click()
    await page.getByRole('heading', { name: till.takenOver.title }).waitFor()
    await isSpanish(page)
  })

  it('the way in, the back office and the dashboard have no English left', async () => {
    const page = await (await devices.open({ locale: 'es-MX' })).newPage()
    const { demo } = await relayStatus(relay().url)
    for (const [path, heading] of [
      ['/welcome', ui.welcome.title],
      ['/enroll', setup.enroll.title],
      ['/no-such-page', ui.notFound.title],
      ['/reset', setup.reset.title],
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

    for (const section of OFFICE_SECTIONS) {
      await page.getByRole('link', { name: new RegExp(`^${office.nav[section]}`) }).click()
      await page.getByRole('heading', { name: office[section].title, exact: true }).waitFor()
      await isSpanish(page)
    }
    await page.getByRole('button', { name: office.user.menu }).click()
    await page.getByRole('button', { name: office.user.signOut }).waitFor()
    await isSpanish(page)
    await page.getByRole('button', { name: office.user.account }).click()
    await page.getByText(account.sessions.here).waitFor()
    await page.getByRole('button', { name: account.secondStep.setUp, exact: true }).click()
    await page.getByRole('dialog').getByLabel(account.secondStep.password).waitFor()
    await isSpanish(page)
    await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).click()
    await page.getByRole('link', { name: new RegExp(`^${office.nav.products}`) }).click()
    await page.getByRole('button', { name: office.products.new }).click()
    await page.getByRole('dialog').waitFor()
    await isSpanish(page)
    await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).click()
    await page.getByRole('link', { name: new RegExp(`^${office.nav.tills}`) }).click()
    await page.getByRole('button', { name: office.tills.makeCode }).first().click()
    await page.getByRole('dialog').getByRole('img').waitFor()
    await isSpanish(page)
    await page.getByRole('dialog').getByRole('button', { name: ui.action.close }).click()
    await page.getByRole('link', { name: new RegExp(`^${office.nav.dashboard}`) }).click()
    await page.getByRole('heading', { name: dashboard.tillsTitle, exact: true }).waitFor()
    await isSpanish(page)
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
  expect(await englishOn(page)).toEqual([])
}

const english = patternsOf(
  { account: enAccount, ui: enUi, till: enTill, setup: enSetup, office: enOffice, dashboard: enDashboard },
  { account, ui, till, setup, office, dashboard },
)

/** Texts of a page, read or read out, that are one of the English texts and not at the same time a Spanish one. */
async function englishOn(page: Page): Promise<string[]> {
  const texts = await visibleTexts(page)
  return [...new Set(texts.filter(text => english.some(pattern => pattern.test(text))))]
}

/** Everything a person sees or hears of a page, text by text. */
function visibleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      if (
        element?.checkVisibility() === true &&
        element.closest('script, style, [lang=en]:not(html)') === null
      )
        texts.push(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('*')) {
      if (element.closest('[lang=en]:not(html)') !== null) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
        texts.push(element.getAttribute(name) ?? '')
    }
    texts.push(document.title)
    return texts.map(text => text.replaceAll(/\s+/g, ' ').trim()).filter(text => text !== '')
  })
}

interface Tree {
  readonly [key: string]: string | Tree
}

/** A pattern for every English text that Spanish words differently; what is interpolated may be anything. */
function patternsOf(en: Tree, es: Tree): RegExp[] {
  const spanish = new Set(leavesOf(es))
  return leavesOf(en)
    .filter(text => !spanish.has(text))
    .filter(text => /[A-Za-z]{3}/.test(text.replaceAll(/{{\w+}}/g, '')))
    .map(text => {
      const parts = text.split(/{{\w+}}/).map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      return new RegExp(`^${parts.join('.+')}$`)
    })
}

function leavesOf(tree: Tree): string[] {
  return Object.values(tree).flatMap(value => (typeof value === 'string' ? [value] : leavesOf(value)))
}
