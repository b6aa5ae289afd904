import { createHash } from 'node:crypto'
import { type BusinessDay, emptyJournal, sealEntry, toId } from '@evertill/crdt-model'
import { beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { describeRelay } from '../testing/describe-relay.ts'
import { onlyTill, setUpOwnShop } from '../testing/test-relay.ts'
import { cashSale, enrollWritingTill, MORNING, type WritingTill } from '../testing/writing-till.ts'
import { followJournal } from './follow-journal.ts'

const TODAY = toId<BusinessDay>('2026-11-20')
const YESTERDAY = toId<BusinessDay>('2026-11-19')

await describeRelay('following a journal', relay => {
  let till: WritingTill
  beforeEach(async () => {
    const owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    // What is under test does the projection's work here.
    await relay().services.projection.stop()
    await relay().services.findings.stop()
  })

  const readUpTo = new Map<BusinessDay, number>()
  beforeEach(() => readUpTo.clear())
  const follow = async (day = TODAY) => {
    const journal = { till: till.till, day }
    const outcome = await followJournal(relay().services.database, journal, readUpTo.get(day))
    if (outcome.kind === 'look-closer') return outcome
    const { seq, ...followed } = outcome
    readUpTo.set(day, seq)
    return followed
  }
  const rows = <Row extends object>(text: string) => relay().services.database.query<Row>(text)
  const standing = async () => {
    const [row] = await rows<{
      rows: number
      checked: number
      projected: number
      newest: number
      head: number
    }>(
      `select (select count(*) from sales) as rows, c.through_seq as checked, p.seq as projected,
         (c.heads->'1'->>'number')::int as head, (select max(seq) from updates where document = d.id) as newest
       from documents d join document_checks c on c.document = d.id join projected_documents p on p.document = d.id
       where d.name like 'journal/%'`,
    )
    if (row === undefined) throw new Error('nothing was written down')
    return {
      rows: row.rows,
      head: row.head,
      isInStep: row.checked === row.newest && row.projected === row.newest,
    }
  }

  /** As a compaction leaves it: all of it in the snapshot. */
  const compact = () =>
    relay().services.hub.read({ kind: 'journal', till: till.till, day: TODAY }, async doc => {
      await relay().services.database.query(
        `with gone as (delete from updates where document in (select id from documents where name like 'journal/%')
           returning organisation, document, seq)
         insert into snapshots (organisation, document, through_seq, data)
         select organisation, document, max(seq), $1 from gone group by 1, 2
         on conflict (organisation, document) do update set through_seq = excluded.through_seq, data = excluded.data`,
        [Y.encodeStateAsUpdate(doc)],
      )
    })
  /** An entry of the first number that says something else. */
  const otherFirst = async () => {
    const signer = {
      sha256: async (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest()),
      sign: async () => new Uint8Array(64),
    }
    const head = await emptyJournal(till.till, till.epoch, signer.sha256)
    const draft = { at: MORNING, offsetMinutes: 0, operator: null, event: cashSale('tea', 9, 7) }
    return sealEntry(head, draft, signer)
  }

  it('makes rows and says that all is sound, in one go', async () => {
    await till.write([cashSale('tea', 1, 100), cashSale('tea', 2, 100)])
    expect(await follow()).toEqual({ kind: 'followed', entries: 2 })
    expect(await standing()).toEqual({ rows: 2, head: 2, isInStep: true })
    expect(await follow()).toEqual({ kind: 'followed', entries: 0 })
    await till.write([cashSale('tea', 3, 100)], MORNING + 9000)
    expect(await follow()).toEqual({ kind: 'followed', entries: 1 })
    expect(await standing()).toEqual({ rows: 3, head: 3, isInStep: true })
  })

  it('goes on when a compaction was there before it', async () => {
    await till.write([cashSale('tea', 1, 100), cashSale('tea', 2, 100)])
    expect(await follow()).toEqual({ kind: 'followed', entries: 2 })
    await till.write([cashSale('tea', 3, 100)], MORNING + 9000)
    await compact()
    expect(await follow()).toEqual({ kind: 'followed', entries: 1 })
    expect(await rows('select max(number) as number from sales')).toEqual([{ number: 3 }])
    // Another entry of a number that is known shows all the same.
    await till.put([(await otherFirst()).bytes], TODAY)
    await compact()
    expect(await follow()).toEqual({ kind: 'look-closer' })
  })

  it('looks closer where another relay has been at the journal, which may have passed something over', async () => {
    await till.write([cashSale('tea', 1, 100)])
    expect(await follow()).toEqual({ kind: 'followed', entries: 1 })
    readUpTo.clear()
    await till.write([cashSale('tea', 2, 100)], MORNING + 9000)
    expect(await follow()).toEqual({ kind: 'look-closer' })
  })

  it('goes on from the day before', async () => {
    await till.write([cashSale('tea', 1, 100)], MORNING - 24 * 3_600_000)
    expect(await follow(YESTERDAY)).toEqual({ kind: 'followed', entries: 1 })
    await till.write([cashSale('tea', 1, 100)])
    expect(await follow()).toEqual({ kind: 'followed', entries: 1 })
    // A day on which another one builds is looked at with it.
    expect(await follow(YESTERDAY)).toEqual({ kind: 'look-closer' })
  })

  it('does nothing about what is not as always', async () => {
    const sealed = await till.seal(
      [1, 2, 3].map(n => cashSale('tea', n, 100)),
      MORNING,
    )
    const [first, second, third] = sealed.map(entry => entry.bytes)
    if (!first || !second || !third) throw new Error('three were sealed')
    const forged = second.slice()
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    await till.put([first], TODAY)
    expect(await follow()).toEqual({ kind: 'followed', entries: 1 })
    const broken: [string, Uint8Array[]][] = [
      ['a gap', [third]],
      ['a bad signature', [forged]],
      ['no entry', [Uint8Array.of(1, 2, 3)]],
      ['two of a number', [second, forged]],
      ['one that was looked at before', [first, second]],
    ]
    for (const [what, entries] of broken) {
      const [before] = await rows<{ seq: number }>('select max(seq) as seq from updates')
      await till.put(entries, TODAY)
      expect(await follow(), what).toEqual({ kind: 'look-closer' })
      await rows(`delete from updates where seq > ${before?.seq}`)
    }
    expect(await standing()).toEqual({ rows: 1, head: 1, isInStep: true })
  })

  it('does nothing about what stands elsewhere in the document, or was deleted', async () => {
    const [sealed] = await till.seal([cashSale('tea', 1, 100)], MORNING)
    const journal = { kind: 'journal', till: till.till, day: TODAY } as const
    await relay().services.hub.change(journal, doc => doc.getArray('elsewhere').push([[sealed?.bytes]]))
    expect(await follow()).toEqual({ kind: 'look-closer' })
    await rows(`delete from updates`)
    await relay().services.hub.change(journal, doc => doc.getArray('elsewhere').delete(0))
    expect(await follow()).toEqual({ kind: 'look-closer' })
  })

  it('writes once when several are at it', async () => {
    for (let n = 1; n <= 5; n++) await till.write([cashSale('tea', n, 100)], MORNING + n)
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => follow()))
    expect(outcomes.filter(({ kind }) => kind === 'followed')).not.toHaveLength(0)
    expect(await standing()).toEqual({ rows: 5, head: 5, isInStep: true })
  })
})
