import type { ConnectionOwner } from '../sync/sync-hub.ts'

/** Which sessions (of users and devices) have an open socket at this relay. */
export interface Presence {
  /** @returns to be called once, when the socket is closed. */
  opened(owner: ConnectionOwner): () => void
  isConnected(session: string): boolean
  /** One owner for each session that is connected. */
  owners(): ConnectionOwner[]
}

export function createPresence(): Presence {
  const sessions = new Map<string, { readonly owner: ConnectionOwner; sockets: number }>()
  return {
    opened(owner) {
      const entry = sessions.get(owner.session) ?? { owner, sockets: 0 }
      sessions.set(owner.session, entry)
      entry.sockets++
      return () => {
        entry.sockets--
        if (entry.sockets === 0) sessions.delete(owner.session)
      }
    },
    isConnected: session => sessions.has(session),
    owners: () => [...sessions.values()].map(({ owner }) => owner),
  }
}
