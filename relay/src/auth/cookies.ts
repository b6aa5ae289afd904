import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { SESSION_DAYS } from './user-sessions.ts'

/** Two cookies, so that one browser may be the till of a shop and the back office of its owner at once. */
export const SESSION_COOKIE = 'evertill_session'
const DEVICE = 'evertill_device'

const DAY_SECONDS = 24 * 3600
/** The longest browsers keep a cookie; it is sent again at each contact, so an enrolled till never loses it. */
const DEVICE_DAYS = 400

export function readSessionCookie(c: Context): string | undefined {
  return getCookie(c, SESSION_COOKIE)
}

export function readDeviceCookie(c: Context): string | undefined {
  return getCookie(c, DEVICE)
}

export function writeSessionCookie(c: Context, secret: string, secure: boolean): void {
  write(c, SESSION_COOKIE, secret, SESSION_DAYS, secure)
}

export function writeDeviceCookie(c: Context, credential: string, secure: boolean): void {
  write(c, DEVICE, credential, DEVICE_DAYS, secure)
}

export function clearSessionCookie(c: Context): void {
  deleteCookie(c, SESSION_COOKIE, { path: '/' })
}

// Strict is enough: no page of another site needs to be signed in on arrival; the app's own requests are same-site.
function write(c: Context, name: string, value: string, days: number, secure: boolean): void {
  setCookie(c, name, value, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure,
    maxAge: days * DAY_SECONDS,
  })
}
