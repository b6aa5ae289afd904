import type { RefusalCode } from '@evertill/crdt-model'
import type { Services } from '../context.ts'

/**
 * Closes the open sockets of sessions at once, and wakes the event streams that watch whether theirs still holds.
 * Sockets at other relays of the same database are found by their `closeEndedSessions`.
 * @param keys of users' sessions, or ids of devices.
 */
export function closeSocketsOf(
  services: Pick<Services, 'hub' | 'changes' | 'presence'>,
  keys: readonly string[],
  code: RefusalCode,
): void {
  if (keys.length === 0) return
  // First: a socket that is being opened meanwhile finds it there.
  services.presence.ended(keys, code)
  const ended = new Set(keys)
  services.hub.closeConnections(owner => ended.has(owner.session), code)
  services.changes.notify()
}
