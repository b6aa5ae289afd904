import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { openPostgresqlDatabase } from './postgresql-database.ts'

/** `R`: authentication is fine; `Z`: ready for a query. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

it('fails the query, and nothing else, when the server goes away right after a connection was made', async () => {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(WELCOME)
      socket.once('data', () => {
        server.close()
        socket.destroy()
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  const database = openPostgresqlDatabase(`postgres://somebody@127.0.0.1:${port}/shop`)
  await expect(database.query('select 1')).rejects.toThrow()
  // Not waited for: a connection that was never made takes its time to close.
  database.close().catch(() => {})
  // Rejections that nobody caught are told after the promises have had their turn.
  await new Promise(resolve => setTimeout(resolve, 50))
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})
