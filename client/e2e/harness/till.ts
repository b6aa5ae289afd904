import type { BrowserContext, Page } from 'playwright-core'
import { type RelayApi, relayStatus } from './relay-api.ts'
import type { RelayProcess } from './relay-process.ts'

/** Tills of the demo shop: two in the gift shop (pounds, tax included), two in the liquor store (dollars, tax added). */
export type DemoTill = 'G1' | 'G2' | 'L1' | 'L2'

/** Enrolls a browser as a till by a code that a manager made, as a person types it. Resolves on the sign-in screen. */
export async function enrollTill(
  context: BrowserContext,
  relay: RelayProcess,
  api: RelayApi,
  till: DemoTill,
): Promise<Page> {
  const { code } = await api.makeEnrollmentCode(till)
  const page = await context.newPage()
  await page.goto(`${relay.url}/enroll`)
  await page.getByLabel('Code of the till').pressSequentially(code)
  await page.getByRole('button', { name: 'Set up this till' }).click()
  await page.waitForURL(`${relay.url}/till`)
  return page
}

/** Waits until the downloaded till asks who is selling. */
export async function untilReady(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Who is selling?' }).waitFor({ timeout: 60_000 })
}

/** Signs a cashier in by name and PIN, on the keypad of the screen. */
export async function signInCashier(page: Page, relay: RelayProcess, name: string): Promise<void> {
  await enterPin(page, name, await pinOf(relay, name))
  await page.getByRole('heading', { name: 'Sale', exact: true }).waitFor()
}

/** A till of the demo shop with its cashier signed in, in a browser that is none yet. */
export async function openTill(
  context: BrowserContext,
  relay: RelayProcess,
  api: RelayApi,
  till: DemoTill,
): Promise<Page> {
  const page = await enrollTill(context, relay, api, till)
  await untilReady(page)
  await signInCashier(page, relay, till.startsWith('G') ? 'Amelia' : 'Grace')
  return page
}

/** The PIN of a cashier of the demo shop, while its relay runs. */
export async function pinOf(relay: RelayProcess, name: string): Promise<string> {
  const { demo } = await relayStatus(relay.url)
  const pin = demo?.cashiers.find(cashier => cashier.name === name)?.pin
  if (pin === undefined) throw new Error(`the demo shop has no cashier ${name}`)
  return pin
}

/** Somebody with the right allows what the till asks for. */
export async function allow(page: Page, relay: RelayProcess, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Somebody has to allow this' })
  await enterPin(page, name, await pinOf(relay, name), 'Allow')
  await dialog.waitFor({ state: 'detached' })
}

/** Chooses a person and enters a PIN, right or wrong. */
export async function enterPin(page: Page, name: string, pin: string, action = 'Sign in'): Promise<void> {
  const pad = page.getByRole('heading', { name: `PIN of ${name}` })
  if (!(await pad.isVisible())) await page.getByRole('button', { name }).click()
  await pad.waitFor()
  // A payment behind the question has digits of its own.
  const keys = page.getByRole('group', { name: 'PIN', exact: true })
  for (const digit of pin) await keys.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: action }).click()
}

/**
 * A keyboard-wedge scanner: a character every few milliseconds, then Enter, wherever the focus is. The times are
 * those of the events themselves, so that a busy test machine does not turn a scanner into a slow typist.
 */
export function scan(page: Page, code: string, delayMs = 4): Promise<void> {
  return typeKeys(page, [...code, 'Enter'], delayMs)
}

/**
 * Keys by their names, one every few milliseconds by the times of their events. Resolves when the last one's time has
 * come: what is typed next never lies before it.
 */
export async function typeKeys(page: Page, names: readonly string[], delayMs = 4): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const start = Date.now() / 1000
  const end = start * 1000 + (names.length - 1) * delayMs
  const pressed = names.map(keyEventOf).map((key, index) => {
    const timestamp = start + (index * delayMs) / 1000
    return Promise.all([
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key, code: key.code }),
    ])
  })
  await Promise.all(pressed)
  await session.detach()
  await new Promise(resolve => setTimeout(resolve, end - Date.now()))
}

/** FNC1 as scanners type it: Ctrl+]. */
const GS1_SEPARATOR = '\u001d'
const SEPARATOR_KEY = { key: ']', code: 'BracketRight', text: '', modifiers: 2 }

function keyEventOf(name: string): { key: string; code: string; text: string; modifiers?: number } {
  if (name === GS1_SEPARATOR) return SEPARATOR_KEY
  if (name === 'Enter') return { key: name, code: name, text: '\r' }
  return name.length === 1
    ? { key: name, code: codeOf(name), text: name }
    : { key: name, code: name, text: '' }
}

function codeOf(key: string): string {
  if (/\d/.test(key)) return `Digit${key}`
  return /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : ''
}

/** The words of the safety pill. */
export function safetyPill(page: Page) {
  return page.getByRole('button', { name: /^Data safety: / })
}

/** Waits until the safety pill says this. */
export async function pillSays(page: Page, words: string | RegExp): Promise<void> {
  await safetyPill(page)
    .and(page.getByRole('button', { name: words }))
    .waitFor({ timeout: 60_000 })
}

/** The lines of the sale as they stand on screen: quantity, name, amount. */
export async function cartLines(page: Page): Promise<{ quantity: string; name: string; amount: string }[]> {
  return page.locator('.till-line').evaluateAll(rows =>
    rows.map(row => ({
      quantity: row.querySelector('.till-line__quantity')?.textContent ?? '',
      name: row.querySelector('.till-line__name')?.firstChild?.textContent ?? '',
      amount: row.querySelector('.till-line__amount')?.textContent ?? '',
    })),
  )
}

/** The total due, as on screen. */
export async function cartTotal(page: Page): Promise<string> {
  return (await page.locator('.till-foot__amount').textContent()) ?? ''
}

/** From the sale to the receipt with exact cash. @returns the receipt's number */
export async function payExactly(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.getByRole('button', { name: /^Exact/ }).click()
  return receiptNumber(page)
}

/** The number of the receipt that is on screen. */
export async function receiptNumber(page: Page): Promise<string> {
  return (await page.getByRole('article', { name: /^Receipt/ }).getAttribute('data-receipt')) ?? ''
}
