import {
  appendToLog,
  type BusinessDay,
  claimParkedReply,
  findingsReply,
  LOGS,
  type ParkedEntry,
  type ParkingId,
  type PersonId,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { forgetOldClaims } from '../../parked/claim-parked.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { onlyTill, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import { enrollWritingTill, type WritingTill } from '../../testing/writing-till.ts'

const DAY = toId<BusinessDay>('2026-11-20')

await describeRelay('/api/parked', relay => {
  let owner: TestBrowser
  let first: WritingTill
  let second: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    first = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    second = await addTill('till2', first.store)
  })

  async function addTill(id: string, store: string): Promise<WritingTill> {
    const writer = (log: 'stores' | 'tills') =>
      new RecordWriter(relay().services.hub, { kind: 'settings' }, log, 'ann')
    if (store !== first.store) {
      const [catalog] = [...(await relay().services.shop.read()).stores.values()].map(each => each.catalog)
      await writer('stores').write(store, { name: store, catalog: catalog ?? '', currency: 'GBP' })
    }
    await writer('tills').write(id, { name: id, store })
    return enrollWritingTill(relay(), owner, id)
  }

  const claim = async (till: WritingTill, parking: string) => {
    const response = await till.browser.post('/api/parked/claims', { parking })
    expect(response.status).toBe(200)
    return v.parse(claimParkedReply, await response.json())
  }

  it('N5 gives a parked sale to the first till that asks, as often as it asks, and to no other of its store', async () => {
    const elsewhere = await addTill('till9', 'elsewhere')
    const answers = await Promise.all([claim(first, 'p1'), claim(second, 'p1')])
    const winner = answers.findIndex(({ outcome }) => outcome === 'yours')
    const [had, came] = winner === 0 ? [first, second] : [second, first]
    expect(answers[1 - winner]).toMatchObject({ outcome: 'taken', till: had.till })
    expect(await claim(had, 'p1')).toEqual({ outcome: 'yours' })
    expect(await claim(came, 'p1')).toMatchObject({ outcome: 'taken', till: had.till })
    expect(await claim(came, 'p2')).toEqual({ outcome: 'yours' })
    expect(await claim(elsewhere, 'p1')).toEqual({ outcome: 'yours' })
  })

  it('N5 forgets claims of days that no till follows any more', async () => {
    await claim(first, 'p1')
    const { database, now } = relay().services
    await forgetOldClaims(database, now())
    expect((await claim(second, 'p1')).outcome).toBe('taken')
    await forgetOldClaims(database, now() + 8 * 24 * 3_600_000)
    expect((await claim(second, 'p1')).outcome).toBe('yours')
  })

  it('A1 asks for a till, and for an id', async () => {
    expect((await owner.post('/api/parked/claims', { parking: 'p1' })).status).toBe(401)
    expect((await first.browser.post('/api/parked/claims', { parking: '../p1' })).status).toBe(400)
  })

  it('N7 F1 finds a parked sale that was paid twice, and what is no entry', async () => {
    const { hub, findings } = relay().services
    const put = (entries: readonly unknown[]) =>
      hub.change({ kind: 'parked', store: first.store, day: DAY }, doc =>
        appendToLog(doc, LOGS.parked[0], entries),
      )
    const found = async () => {
      await findings.idle()
      return v.parse(findingsReply, await (await owner.get('/api/findings')).json()).findings
    }
    const sold = (till: WritingTill, receipt: string): ParkedEntry => ({
      kind: 'sold',
      sale: 's1',
      till: till.till,
      receipt,
      at: 1,
    })
    const take: ParkedEntry = {
      kind: 'take',
      parking: toId<ParkingId>('p1'),
      till: first.till,
      who: toId<PersonId>('ana'),
      at: 1,
    }
    await put([take, sold(first, 'T1-000004')])
    expect(await found()).toEqual([])
    await put([sold(second, 'T2-000007')])
    expect(await found()).toMatchObject([
      { document: `parked/${first.store}/${DAY}`, kind: 'sold-twice', receipts: ['T1-000004', 'T2-000007'] },
    ])
    await put(['nonsense'])
    const kinds = (await found()).map(({ kind }) => kind)
    expect(kinds.sort()).toEqual(['sold-twice', 'unreadable-entry'])
  })
})
