import { once } from 'node:events'
import { CLOSE } from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../storage/database.ts'
import { openPostgresqlDatabase } from '../../storage/postgresql-database.ts'
import { describePostgresql, openTestPostgresql } from '../../testing/postgres.ts'
import { closeCode, useRelaySockets } from '../../testing/relay-sockets.ts'
import {
  createTestRelay,
  enrollTablet,
  onlyTill,
  setUpOwnShop,
  type TestRelay,
} from '../../testing/test-relay.ts'
import { watchEndedSessions } from './watch-ended-sessions.ts'

await describePostgresql('sessions that another relay ends', () => {
  let store: { database: Database; url: string }
  let relays: TestRelay[]
  let stop: () => Promise<void>
  beforeEach(async () => {
    store = await openTestPostgresql()
    const [first, second] = [openPostgresqlDatabase(store.url), openPostgresqlDatabase(store.url)]
    relays = [await createTestRelay(first), await createTestRelay(second)]
    stop = watchEndedSessions(there().services)
    await expect.poll(listening, { timeout: 30_000 }).toBe(1)
  })
  afterEach(async () => {
    await stop()
    for (const relay of relays) await relay.close()
    await store.database.close()
  })
  const at = (index: number) => {
    const relay = relays[index]
    if (relay === undefined) throw new Error('two relays run within a test')
    return relay
  }
  const here = () => at(0)
  const there = () => at(1)
  const { open } = useRelaySockets(there)

  async function listening(): Promise<number> {
    const found = await store.database.query(
      `select pid from pg_stat_activity
        where datname = current_database() and application_name = 'evertill-relay-listener' and query ilike 'listen%'`,
    )
    return found.length
  }

  async function shop() {
    const owner = await setUpOwnShop(here())
    const { tablet, reply } = await enrollTablet(here(), owner, await onlyTill(owner))
    const [user, device] = [open('settings', owner), open('settings', tablet)]
    await Promise.all([once(user, 'message'), once(device, 'message')])
    return { owner, reply, user, device }
  }

  it('lose their sockets at once, the others keep theirs', async () => {
    const { owner, reply, user, device } = await shop()
    const deviceClosed = closeCode(device)
    await owner.post(`/api/devices/${reply.device}/revoke`)
    expect(await deviceClosed).toBe(CLOSE.revoked)
    expect(user.readyState).toBe(user.OPEN)
    const userClosed = closeCode(user)
    await owner.ask('DELETE', '/api/session')
    expect(await userClosed).toBe(CLOSE.unauthenticated)
  })

  it('lose them also after the connection that listens was lost', async () => {
    const { reply, device } = await shop()
    await store.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'evertill-relay-listener'`,
    )
    const closed = closeCode(device)
    await store.database.query('update devices set revoked_at = now() where id = $1', [reply.device])
    expect(await closed).toBe(CLOSE.revoked)
  })
})
