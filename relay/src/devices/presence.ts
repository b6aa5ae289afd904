import type { RefusalCode } from '@evertill/crdt-model'
import type { ConnectionOwner } from '../sync/sync-hub.ts'

/** Which sessions (of users and devices) have an open socket at this relay. */
export interface Presence {
  /** @returns to be called once, when the socket is closed. */
  opened(owner: ConnectionOwner): () => void
  isConnected(session: string): boolean
  /** One owner for each session that is connected. */
  owners(): ConnectionOwner[]
  /** A mark in time for `endedSince`. */
  mark(): number
  /** These sessions ended, or may do something else from now on. */
  ended(sessions: readonly string[], code: RefusalCode): void
  /** The code with which a session was ended after the mark, or undefined when it was not. */
  endedSince(session: string, mark: number): RefusalCode | undefined
}

/** So many ended sessions are remembered: far more than can end while one socket is being opened. */
const MOST_ENDED = 10_000

export function createPresence(): Presence {
  const sessions = new Map<string, { owner: ConnectionOwner; sockets: number }>()
  const endings = new Map<string, { readonly at: number; readonly code: RefusalCode }>()
  let count = 0
  return {
    opened(owner) {
      const entry = sessions.get(owner.session) ?? { owner, sockets: 0 }
      sessions.set(owner.session, entry)
      // The newest knows best what the session may do now.
      entry.owner = owner
      entry.sockets++
      return () => {
        entry.sockets--
        if (entry.sockets === 0) sessions.delete(owner.session)
      }
    },
    isConnected: session => sessions.has(session),
    owners: () => [...sessions.values()].map(({ owner }) => owner),
    mark: () => count,
    ended(ended, code) {
      count++
      for (const session of ended) {
        // Deleted first, so that the map stays in the order of the endings.
        endings.delete(session)
        endings.set(session, { at: count, code })
      }
      for (const oldest of endings.keys()) {
        if (endings.size <= MOST_ENDED) break
        endings.delete(oldest)
      }
    },
    endedSince(session, mark) {
      const ending = endings.get(session)
      return ending && ending.at > mark ? ending.code : undefined
    },
  }
}
