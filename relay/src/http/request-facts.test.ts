import { type Context, Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { AppEnv } from './context.ts'
import { clientAddress, isOwnOrigin, isSecure, limitedAddress } from './request-facts.ts'

const PLAIN = { trustProxy: false, publicOrigins: ['https://shop.example'] }
const PROXIED = { ...PLAIN, trustProxy: true }

/** What a function makes of a request. */
async function ask<Result>(
  of: (c: Context<AppEnv>) => Result,
  headers: Record<string, string>,
  url = 'http://relay.test:8080/',
): Promise<Result | undefined> {
  let result: Result | undefined
  const app = new Hono<AppEnv>().get('*', c => {
    result = of(c)
    return c.text('')
  })
  await app.request(url, { headers })
  return result
}

describe('isOwnOrigin', () => {
  it.each<[boolean, string, Record<string, string>]>([
    [true, 'the host that was asked', { origin: 'http://relay.test:8080' }],
    [true, 'the same host over TLS of a proxy', { origin: 'https://relay.test:8080' }],
    [true, 'a public origin', { origin: 'https://shop.example' }],
    [true, 'a program that is no browser', {}],
    [true, 'the address bar', { 'sec-fetch-site': 'none' }],
    [false, 'another port', { origin: 'http://relay.test' }],
    [false, 'another host', { origin: 'https://shop.example.evil.example' }],
    [false, 'an opaque origin', { origin: 'null' }],
    [false, 'another site without Origin', { 'sec-fetch-site': 'cross-site' }],
    [false, 'another host of this site without Origin', { 'sec-fetch-site': 'same-site' }],
  ])('is %s for %s', async (expected, _name, headers) => {
    expect(await ask(c => isOwnOrigin(c, PLAIN), headers)).toBe(expected)
  })
})

describe('isSecure', () => {
  it('believes the scheme of the request, and of a proxy only when there is one', async () => {
    const forwarded = { 'x-forwarded-proto': 'https' }
    expect(await ask(c => isSecure(c, PLAIN), forwarded)).toBe(false)
    expect(await ask(c => isSecure(c, PLAIN), {}, 'https://relay.test/')).toBe(true)
    expect(await ask(c => isSecure(c, PROXIED), forwarded)).toBe(true)
    expect(await ask(c => isSecure(c, PROXIED), { 'x-forwarded-proto': 'https, http' })).toBe(false)
  })
})

describe('clientAddress', () => {
  it('takes what the nearest proxy wrote, and nothing that a client could write', async () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 10.1.2.3' }
    expect(await ask(c => clientAddress(c, PROXIED), headers)).toBe('10.1.2.3')
    expect(await ask(c => clientAddress(c, PLAIN), headers)).toBe('unknown')
  })
})

describe('limitedAddress', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['whatever a proxy wrote', 'whatever a proxy wrote'],
  ])('of %s is %s', async (address, limited) => {
    expect(await ask(c => limitedAddress(c, PROXIED), { 'x-forwarded-for': address })).toBe(limited)
  })
})
