import { describe, expect, it } from 'vitest'
import { signInAsOwner } from './harness/relay-api.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { cartLines, openTill, payExactly, scan } from './harness/till.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()

describe('a second tab of a till', () => {
  it('says that the till is open elsewhere, and takes it over with the open sale', async () => {
    const device = await devices.open()
    const first = await openTill(device, relay(), await signInAsOwner(relay().url), 'G1')
    await scan(first, '22423')
    const cart = [{ quantity: '1', name: 'Regency Cakestand 3 Tier', amount: '£12.75' }]
    await expect.poll(() => cartLines(first)).toEqual(cart)

    const second = await device.newPage()
    await second.goto(`${relay().url}/till`)
    await second.getByRole('heading', { name: 'This till is open in another tab' }).waitFor()
    expect(await second.getByRole('button', { name: /^Pay/ }).count()).toBe(0)
    // Asking changes nothing for the tab that sells.
    expect(await cartLines(first)).toEqual(cart)

    await second.getByRole('button', { name: 'Use it here' }).click()
    await expect.poll(() => cartLines(second)).toEqual(cart)
    await first.getByRole('heading', { name: 'This till went on in another tab' }).waitFor()
    expect(await first.getByRole('button', { name: /^Pay/ }).count()).toBe(0)
    await first.bringToFront()
    await scan(first, '85123A')
    await second.bringToFront()
    expect(await payExactly(second)).toMatch(/-000002$/)

    // And back again: the first tab goes on where the second stopped.
    await scan(second, '85123A')
    await expect.poll(() => cartLines(second)).toHaveLength(1)
    await first.bringToFront()
    await first.getByRole('button', { name: 'Bring it back here' }).click()
    await first.getByRole('button', { name: 'Use it here' }).click()
    await expect
      .poll(() => cartLines(first))
      .toEqual([{ quantity: '1', name: 'White Hanging Heart T-Light Holder', amount: '£2.95' }])
    await second.getByRole('heading', { name: 'This till went on in another tab' }).waitFor()
    expect(await payExactly(first)).toMatch(/-000003$/)
  })
})
