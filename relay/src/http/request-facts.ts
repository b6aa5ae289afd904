import { isIPv6 } from 'node:net'
import type { Context } from 'hono'
import type { AppEnv, Services } from './context.ts'

type Trust = Pick<Services, 'trustProxy' | 'publicOrigins'>

/** Whether the browser's side of this request is TLS: then cookies are `Secure`. */
export function isSecure(c: Context<AppEnv>, { trustProxy }: Trust): boolean {
  if (trustProxy) return c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'
  return new URL(c.req.url).protocol === 'https:'
}

/** The address that asks. Behind a proxy the last entry of X-Forwarded-For: the one our proxy wrote. */
export function clientAddress(c: Context<AppEnv>, { trustProxy }: Trust): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded || (c.env?.incoming?.socket.remoteAddress ?? 'unknown')
}

/**
 * What is limited by address. Of IPv6 it is the network of 64 bits: whoever has one address of it has all of them.
 */
export function limitedAddress(c: Context<AppEnv>, trust: Trust): string {
  const address = clientAddress(c, trust)
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  return isIPv6(address) ? networkOf(address) : address
}

/** The first four groups of an IPv6 address, with `::` written out. */
function networkOf(address: string): string {
  const [left = '', right] = (address.split('%')[0] ?? '').split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  const gap = right === undefined ? 0 : 8 - head.length - tail.length
  const groups = [...head, ...Array<string>(Math.max(0, gap)).fill('0'), ...tail]
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/**
 * Whether the request comes from our own pages. Browsers send Origin with every state-changing request and every
 * WebSocket; a request with neither Origin nor Sec-Fetch-Site is not from a browser that could be tricked.
 */
export function isOwnOrigin(c: Context<AppEnv>, { publicOrigins }: Trust): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) {
    const site = c.req.header('sec-fetch-site')
    return site === undefined || site === 'same-origin' || site === 'none'
  }
  if (publicOrigins.includes(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === hostOf(c)
}

/** What links for others begin with: the first address that was said to be the relay's, or else the one that was asked. */
export function publicOrigin(c: Context<AppEnv>, trust: Trust): string {
  const [first] = trust.publicOrigins
  return first ?? `${isSecure(c, trust) ? 'https' : 'http'}://${hostOf(c)}`
}

/** The host the browser asked, from the Host header (which the adapter makes part of the URL). */
export function hostOf(c: Context<AppEnv>): string {
  return new URL(c.req.url).host
}
