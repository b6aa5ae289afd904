import { SYNC_PATH } from '@evertill/crdt-model'

/** A WebSocket class: the browser's own, one that shares a socket, or a stand-in for tests. */
export type SocketClass = new (url: string, protocols?: string | string[]) => WebSocket

/** The address under which documents sync: `wss://host/sync` for `https://host`. */
export function syncUrl(relayUrl: string): string {
  return relayUrl.replace(/^http/, 'ws').replace(/\/+$/, '') + SYNC_PATH
}
