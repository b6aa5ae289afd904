import type { Context } from 'hono'
import { readDeviceCookie, readSessionCookie, writeSessionCookie } from '../auth/cookies.ts'
import type { User } from '../auth/user.ts'
import type { UserSession } from '../auth/user-sessions.ts'
import type { Device } from '../devices/device.ts'
import { findDevice } from '../devices/find-device.ts'
import type { AppEnv, Services } from './context.ts'
import { Problem } from './problem.ts'
import { isSecure } from './request-facts.ts'

/** The session of the user who asks, or undefined. Prolongs it, and its cookie with it. */
export async function findUserSession(
  c: Context<AppEnv>,
  services: Services,
): Promise<UserSession | undefined> {
  const secret = readSessionCookie(c)
  if (secret === undefined) return undefined
  const session = await services.sessions.find(secret)
  if (session?.renewed) writeSessionCookie(c, secret, isSecure(c, services))
  return session
}

/** The session of the user who asks. @throws `Problem` unauthenticated. */
export async function requireSession(c: Context<AppEnv>, services: Services): Promise<UserSession> {
  const session = await findUserSession(c, services)
  if (!session) throw new Problem('unauthenticated', 'sign in first')
  return session
}

/** The user who asks. @throws `Problem` unauthenticated. */
export async function requireUser(c: Context<AppEnv>, services: Services): Promise<User> {
  return (await requireSession(c, services)).user
}

/** @throws `Problem` unauthenticated, forbidden. */
export async function requireOwner(c: Context<AppEnv>, services: Services): Promise<User> {
  const user = await requireUser(c, services)
  if (user.role !== 'owner') throw new Problem('forbidden', 'only an owner may do this')
  return user
}

/** The device that asks, revoked or not; undefined when there is no device cookie or nobody knows it. */
export async function findAskingDevice(c: Context<AppEnv>, services: Services): Promise<Device | undefined> {
  const credential = readDeviceCookie(c)
  return credential === undefined ? undefined : findDevice(services.database, credential)
}

/** The device that asks. @throws `Problem` unauthenticated, till-revoked. */
export async function requireDevice(c: Context<AppEnv>, services: Services): Promise<Device> {
  const device = await findAskingDevice(c, services)
  if (!device) throw new Problem('unauthenticated', 'this device is not enrolled')
  if (device.revoked) throw new Problem('till-revoked', 'this device is no longer a till')
  return device
}
