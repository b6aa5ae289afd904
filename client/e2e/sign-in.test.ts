import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { till as spanish } from '../src/i18n/es/till.ts'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { enrollTill, enterPin, signInCashier, untilReady } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

describe('signing in at a till', () => {
  it('speaks the language that was chosen, says when a PIN is wrong, makes tries wait longer and longer, also after a reload, and takes the right one', async () => {
    const device = await devices.open()
    const page = await enrollTill(device, relay(), await signInAsOwner(relay().url), 'G1')
    await untilReady(page)
    await turnToSpanishAndBack(page)

    // Typing errors happen: two tries are free.
    await enterPin(page, 'Noah', '1111')
    await message(page, 'Wrong PIN.').waitFor()
    await enterPin(page, 'Noah', '1112')
    await message(page, 'Wrong PIN.').waitFor()
    await enterPin(page, 'Noah', '1113')
    await message(page, /^Wrong PIN\. Try again in \d seconds?\.$/).waitFor()
    const submit = page.getByRole('button', { name: 'Sign in' })
    for (const digit of '2468') await page.getByRole('button', { name: digit, exact: true }).click()
    expect(await submit.getAttribute('aria-disabled')).toBe('true')

    // A reload is no way round it.
    await page.reload()
    await untilReady(page)
    await page.getByRole('button', { name: 'Noah' }).click()
    await message(page, /^Wrong PIN\. Try again in \d seconds?\.$/).waitFor()

    // The next wrong one costs more: 15 seconds, where it was 5.
    await message(page, '').waitFor({ state: 'attached' })
    await enterPin(page, 'Noah', '1114')
    await message(page, /^Wrong PIN\. Try again in 1\d seconds\.$/).waitFor()
    await page.reload()
    await untilReady(page)
    await page.getByRole('button', { name: 'Noah' }).click()
    await message(page, /^Wrong PIN\. Try again in \d\d? seconds?\.$/).waitFor()

    // It is Noah who waits, not the till: Amelia sells meanwhile.
    await page.getByRole('button', { name: 'Somebody else' }).click()
    await signInCashier(page, relay(), 'Amelia')
    await page.getByRole('button', { name: 'Signed in: Amelia' }).click()
    await page.getByRole('button', { name: 'Another person' }).click()
    await untilReady(page)

    await page.getByRole('button', { name: 'Noah' }).click()
    await page.getByRole('heading', { name: 'PIN of Noah' }).waitFor()
    await message(page, '').waitFor({ state: 'attached', timeout: 20_000 })
    await signInCashier(page, relay(), 'Noah')
    await page.getByRole('button', { name: 'Signed in: Noah' }).waitFor()
  })

  it('forgets the wrong tries once the right PIN was given', async () => {
    const device = await devices.open()
    const page = await enrollTill(device, relay(), await signInAsOwner(relay().url), 'G2')
    await untilReady(page)
    for (const wrong of ['1111', '1112']) {
      await enterPin(page, 'Priya', wrong)
      await message(page, 'Wrong PIN.').waitFor()
    }
    await signInCashier(page, relay(), 'Priya')
    await page.getByRole('button', { name: 'Signed in: Priya' }).click()
    await page.getByRole('button', { name: 'Another person' }).click()
    await untilReady(page)
    await enterPin(page, 'Priya', '1111')
    await message(page, 'Wrong PIN.').waitFor()
    await signInCashier(page, relay(), 'Priya')
  })
})

/** What the PIN pad says of the last try: exactly this text. */
function message(page: Page, text: string | RegExp) {
  const alert = page.getByRole('alert')
  return text === '' ? alert.filter({ hasNotText: /\S/ }) : alert.filter({ hasText: text })
}

/** The language is chosen before anybody has signed in, and the till keeps to it. */
async function turnToSpanishAndBack(page: Page): Promise<void> {
  const inSpanish = page.getByRole('heading', { name: spanish.signIn.title })
  await page.getByRole('button', { name: 'Español' }).click()
  await inSpanish.waitFor()
  await page.reload()
  await inSpanish.waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('es')
  await page.getByRole('button', { name: 'English' }).click()
  await untilReady(page)
}
