import { describe, expect, inject, it } from 'vitest'
import { relayStatus } from './harness/relay-api.ts'
import { startRelay } from './harness/relay-process.ts'
import { useDevices, watchForErrors } from './harness/suite.ts'

const devices = useDevices()

describe('the first start', () => {
  it('opens the demo shop with one tap and shows its sign-ins', async () => {
    const relay = await startRelay()
    try {
      const device = await devices.open()
      const errors = watchForErrors(device)
      const page = await device.newPage()
      await page.goto(relay.url)
      await page.getByRole('button', { name: 'Try the demo shop' }).click()
      await page.getByRole('heading', { name: 'The demo shop is open' }).waitFor({ timeout: 60_000 })
      const { demo } = await relayStatus(relay.url)
      const shown = await page.getByRole('region', { name: 'Sign-ins of the demo shop' }).innerText()
      expect(shown).toContain(demo?.email)
      expect(shown).toContain(demo?.password)
      expect(new Set(demo?.cashiers.map(cashier => cashier.store)).size).toBe(2)
      for (const cashier of demo?.cashiers ?? []) expect(shown).toContain(`PIN ${cashier.pin}`)
      expect(errors).toEqual([])
    } finally {
      await relay.dispose()
    }
  })

  it('opens a shop of one’s own in three steps, with what is wrong beside each field', async () => {
    const relay = await startRelay({ template: inject('emptyData') })
    try {
      const device = await devices.open()
      const page = await device.newPage()
      await page.goto(relay.url)
      await page.getByRole('button', { name: 'Open my shop' }).click()
      await page.getByLabel('Your name').fill('Rosa Marín')
      await page.getByLabel('E-mail').fill('rosa.example.org')
      await page.getByLabel('Password', { exact: true }).fill('short')
      await page.getByRole('button', { name: 'Continue' }).click()
      expect(await describedBy(page.getByLabel('E-mail'))).toContain('This is not an e-mail address.')
      expect(await describedBy(page.getByLabel('Password', { exact: true }))).toContain(
        'Use at least 10 characters.',
      )
      await page.getByLabel('E-mail').fill('rosa@example.org')
      await page.getByLabel('Password', { exact: true }).fill('a small blue shop')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByLabel('Name of the store').fill('Casa Rosa')
      await page.getByLabel('Rate in percent').fill('twenty')
      await page.getByRole('button', { name: 'Continue' }).click()
      expect(await describedBy(page.getByLabel('Rate in percent'))).toContain(
        'Give a percentage from 0 to 100.',
      )
      await page.getByLabel('Rate in percent').fill('21')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByLabel('First cashier').fill('Rosa')
      await page.getByLabel('PIN').fill('12')
      await page.getByRole('button', { name: 'Open my shop' }).click()
      expect(await describedBy(page.getByLabel('PIN'))).toContain('A PIN has 4 to 8 digits.')
      await page.getByLabel('PIN').fill('2580')
      await page.getByRole('button', { name: 'Open my shop' }).click()
      await page.getByRole('heading', { name: 'Your shop is open' }).waitFor()
      const status = await relayStatus(relay.url)
      expect(status.setUp).toBe(true)
      expect(status.demo).toBeUndefined()

      // A second visitor cannot set the shop up again.
      const stranger = await (await devices.open()).newPage()
      await stranger.goto(`${relay.url}/setup`)
      await stranger.getByRole('heading', { name: 'What is this device?' }).waitFor()
    } finally {
      await relay.dispose()
    }
  })
})

/** The texts that a screen reader reads with a field. */
async function describedBy(field: ReturnType<import('playwright-core').Page['getByLabel']>): Promise<string> {
  return field.evaluate(input =>
    (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map(id => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  )
}
