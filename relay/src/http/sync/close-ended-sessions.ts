import { stillEnrolled } from '../../devices/still-enrolled.ts'
import type { Services } from '../context.ts'

/**
 * Closes the sockets of sessions that ended while they were open: by time, or because another relay on the same
 * database ended them.
 */
export async function closeEndedSessions(services: Services): Promise<void> {
  const owners = services.presence.owners()
  const keysOf = (kind: 'user' | 'device') =>
    owners.filter(owner => owner.principal.kind === kind).map(owner => owner.session)
  const users = keysOf('user')
  const devices = keysOf('device')
  const [signedIn, enrolled] = await Promise.all([
    services.sessions.stillValid(users),
    stillEnrolled(services.database, devices),
  ])
  // Only of those asked about: who came meanwhile is not in the answers.
  const ended = new Set(users.filter(key => !signedIn.has(key)))
  const revoked = new Set(devices.filter(id => !enrolled.has(id)))
  if (ended.size > 0) services.hub.closeConnections(owner => ended.has(owner.session), 'unauthenticated')
  if (revoked.size > 0) services.hub.closeConnections(owner => revoked.has(owner.session), 'revoked')
}
