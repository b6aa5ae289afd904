import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { gatherWrites } from './gather-writes.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('sends the frames of one turn together, in their order, and those of the next turn after them', async () => {
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  const writes: number[] = []
  server.on('connection', (line: Socket) => {
    gatherWrites(line)
    const write = line._writev?.bind(line)
    line._writev = (chunks, done) => {
      writes.push(chunks.length)
      write?.(chunks, done)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const client = new WebSocket(`ws://127.0.0.1:${port}`)
  const [there] = await once(sockets, 'connection')
  if (!(there instanceof WebSocket)) throw new TypeError('the server hands out sockets of ws')
  const received: string[] = []
  client.on('message', data => received.push(String(data)))
  writes.length = 0
  for (let frame = 0; frame < 100; frame++) there.send(`${frame}`)
  await new Promise(resolve => setImmediate(resolve))
  there.send('100')
  await vi.waitFor(() => expect(received.length).toBe(101))
  expect(received).toEqual(Array.from({ length: 101 }, (_, frame) => String(frame)))
  // A header and its text for each frame.
  expect(writes).toEqual([200, 2])
  client.terminate()
  for (const socket of sockets.clients) socket.terminate()
  server.close()
})
