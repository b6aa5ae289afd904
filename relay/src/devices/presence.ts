/** Which sessions (of users and devices) have an open socket at this relay, counted. */
export interface Presence {
  /** @returns to be called once, when the socket is closed. */
  opened(session: string): () => void
  isConnected(session: string): boolean
}

export function createPresence(): Presence {
  const sockets = new Map<string, number>()
  return {
    opened(session) {
      sockets.set(session, (sockets.get(session) ?? 0) + 1)
      return () => {
        const left = (sockets.get(session) ?? 1) - 1
        if (left === 0) sockets.delete(session)
        else sockets.set(session, left)
      }
    },
    isConnected: session => sockets.has(session),
  }
}
