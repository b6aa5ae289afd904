import { principalOfUser } from '../../auth/user.ts'
import { stillEnrolled } from '../../devices/still-enrolled.ts'
import type { Services } from '../context.ts'
import { closeSocketsOf } from './close-sockets.ts'

/**
 * Closes the sockets of sessions that ended, or whose rights changed, while they were open: by time, or because
 * another relay on the same database did it.
 */
export async function closeEndedSessions(services: Services): Promise<void> {
  const owners = services.presence.owners()
  const users = owners.filter(owner => owner.principal.kind === 'user')
  const devices = owners.filter(owner => owner.principal.kind === 'device')
  const [signedIn, enrolled] = await Promise.all([
    services.sessions.usersOf(users.map(owner => owner.session)),
    stillEnrolled(
      services.database,
      devices.map(owner => owner.session),
    ),
  ])
  // Only of those asked about: who came meanwhile is not in the answers.
  const ended = users.filter(owner => !signedIn.has(owner.session))
  const changed = users.filter(owner => {
    const user = signedIn.get(owner.session)
    return user && JSON.stringify(principalOfUser(user)) !== JSON.stringify(owner.principal)
  })
  const revoked = devices.filter(owner => !enrolled.has(owner.session))
  const keysOf = (some: typeof owners) => some.map(owner => owner.session)
  closeSocketsOf(services, keysOf(ended), 'unauthenticated')
  closeSocketsOf(services, keysOf(changed), 'rightsChanged')
  closeSocketsOf(services, keysOf(revoked), 'revoked')
}
