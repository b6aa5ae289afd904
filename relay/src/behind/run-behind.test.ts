import { type BusinessDay, toId } from '@evertill/crdt-model'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { rebuildProjection } from '../projection/rebuild.ts'
import { describePostgresql, openTestPostgresql } from '../testing/postgres.ts'
import { createTestRelay, onlyTill, setUpOwnShop, type TestRelay } from '../testing/test-relay.ts'
import { cashSale, enrollWritingTill, MORNING } from '../testing/writing-till.ts'
import { startBehindThread } from './run-behind.ts'

const TODAY = toId<BusinessDay>('2026-11-20')

await describePostgresql('the thread behind the commits', () => {
  let relay: TestRelay
  let url: string
  beforeAll(async () => {
    const opened = await openTestPostgresql()
    url = opened.url
    relay = await createTestRelay(opened.database, { threadDatabaseUrl: url })
  }, 60_000)
  afterAll(() => relay.close())

  it('has every sale once and every fault found, however often it is killed', async () => {
    const { database, projection } = relay.services
    const owner = await setUpOwnShop(relay)
    const till = await enrollWritingTill(relay, owner, await onlyTill(owner))
    const changed = vi.fn()
    const log = pino({ level: 'silent' })
    const other = startBehindThread({
      ...{ databaseUrl: url, organisation: database.organisation, log },
      ...{ isBusy: () => false, findingsChanged: changed },
    })
    const name = `journal/${till.till}/${TODAY}`
    const events = Array.from({ length: 60 }, (_, n) => cashSale('tea', 1, 100 + n))
    const sealed = await till.seal(events, MORNING)
    for (let from = 0; from < sealed.length; from += 10) {
      await till.put(
        sealed.slice(from, from + 10).map(entry => entry.bytes),
        TODAY,
      )
      other.projection.notice(name)
      if (from % 20 === 0) await new Promise(resolve => setTimeout(resolve, 40))
      if (from % 20 === 0) await other.kill()
    }
    // Asked of a thread that is killed before it can answer: the next one does.
    const asked = other.projection.sweep()
    await other.kill()
    await asked
    await projection.idle()
    await other.projection.idle()
    const [sum] = await database.query('select count(*) as sales, sum(total) as total from sales')
    expect(sum).toEqual({ sales: 60, total: events.reduce((all, sale) => all + sale.total, 0) })
    expect(await rebuildProjection(database)).toMatchObject({ differed: {}, blocked: [], caughtUp: 0 })

    await till.put([Uint8Array.of(1, 2, 3)], TODAY)
    await other.findings.catchUp()
    await other.findings.idle()
    expect(await database.query('select kind from findings')).toEqual([{ kind: 'unreadable-entry' }])
    await other.projection.stop()
    await other.findings.stop()
    // Stopped it does nothing more, and says so at once.
    await other.projection.sweep()
    expect(changed.mock.calls.length).toBeLessThanOrEqual(1)
  }, 60_000)

  it('reads a document that is so large that yet another thread merges it', async () => {
    const { database, hub, projection } = relay.services
    const large = new Uint8Array(3 * 1024 * 1024)
    await hub.change({ kind: 'catalog', catalog: toId('large') }, doc =>
      doc.getArray('elsewhere').push([large]),
    )
    projection.notice('catalog/large')
    await projection.idle()
    const [read] = await database.query(
      `select p.seq = (select max(seq) from updates where document = d.id) as "isRead"
       from documents d join projected_documents p on p.document = d.id where d.name = 'catalog/large'`,
    )
    expect(read).toEqual({ isRead: true })
  })
})
