import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { expect, it } from 'vitest'
import { describePostgresql, openTestPostgresql } from '../testing/postgres.ts'
import { DatabaseUnreachableError, openDatabase } from './open-database.ts'

/** A server that hangs up on everybody. @returns how many came. */
async function listenAndHangUp(): Promise<{ server: Server; port: number; calls: () => number }> {
  let calls = 0
  const server = createServer(socket => {
    calls++
    socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return { server, port: address.port, calls: () => calls }
}

it('tries a server that hangs up again, then says what it could not reach, without the password', async () => {
  const { server, port, calls } = await listenAndHangUp()
  const url = `postgres://u:hunter2@127.0.0.1:${port}/shop`
  const opening = openDatabase({ kind: 'postgresql', url }, { attempts: 3, pause: 10, patience: 300 })
  const error = await opening.catch(reason => reason)
  expect(error).toBeInstanceOf(DatabaseUnreachableError)
  expect(error.message).toMatch(new RegExp(`^cannot reach the database at 127.0.0.1:${port}/shop: .+`))
  expect(error.message).not.toContain('hunter2')
  expect(calls()).toBeGreaterThanOrEqual(3)
  server.close()
})

await describePostgresql('openDatabase', () => {
  it('does not try again when the database does not exist', async () => {
    const { database, url } = await openTestPostgresql()
    const wrong = new URL(url)
    wrong.pathname = '/evertill_no_such_database'
    const opening = openDatabase(
      { kind: 'postgresql', url: wrong.href },
      { attempts: 2, pause: 3_600_000, patience: 20_000 },
    )
    await expect(opening).rejects.toThrow(/does not exist/)
    await database.close()
  })
})
