import { WebSocket } from 'ws'
import { until } from './until.ts'

/** A bare socket: frames in and out as bytes, nothing said by itself. */
export interface RawClient {
  readonly frames: Uint8Array[]
  /** The code and reason it was closed with, or undefined while it is open. */
  readonly closed: { readonly code: number; readonly reason: string } | undefined
  readonly socket: WebSocket
  send(...bytes: number[]): void
  sendBytes(frame: Uint8Array): void
  /** The next frame that was not taken yet. */
  next(): Promise<Uint8Array>
  /** The next frame as hex. */
  nextHex(): Promise<string>
  close(): void
}

/** Opens a socket on a document of a sync server. @param query without `?` */
export async function openRawClient(url: string, document: string, query = ''): Promise<RawClient> {
  const socket = new WebSocket(`${url}/${document}?${query}`)
  const frames: Uint8Array[] = []
  let taken = 0
  let closed: { code: number; reason: string } | undefined
  socket.on('message', data => {
    frames.push(new Uint8Array(data as Buffer))
  })
  socket.on('close', (code, reason) => {
    closed = { code, reason: reason.toString() }
  })
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  const next = async () => {
    await until('a frame comes', () => frames.length > taken)
    const frame = frames[taken]
    taken++
    return frame ?? new Uint8Array()
  }
  return {
    frames,
    get closed() {
      return closed
    },
    socket,
    send: (...bytes) => socket.send(Uint8Array.from(bytes)),
    sendBytes: frame => socket.send(frame),
    next,
    nextHex: async () => hex(await next()),
    close: () => socket.close(),
  }
}

/** Bytes as PROTOCOL.md writes them: `00 02 2a`. */
export function hex(bytes: Uint8Array): string {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join(' ')
}
