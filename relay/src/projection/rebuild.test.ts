import { type BusinessDay, toId } from '@evertill/crdt-model'
import { beforeEach, expect, it } from 'vitest'
import { describeRelay } from '../testing/describe-relay.ts'
import { onlyTill, setUpOwnShop } from '../testing/test-relay.ts'
import { cashSale, DAY_MS, enrollWritingTill, MORNING, type WritingTill } from '../testing/writing-till.ts'
import { rebuildProjection } from './rebuild.ts'
import { TABLE_NAMES } from './tables.ts'

await describeRelay('rebuilding the projection', relay => {
  let till: WritingTill
  beforeEach(async () => {
    const owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    await till.write([{ kind: 'sign-in' }, cashSale('tea', 1, 100), cashSale('cup', 2, 250)])
    await till.write([cashSale('tea', 3, 100)], MORNING + DAY_MS)
    await relay().services.projection.idle()
  })

  const query = (text: string) => relay().services.database.query(text)
  const everything = async () =>
    Promise.all(TABLE_NAMES.map(name => query(`select * from ${name} order by 1, 2, 3, 4, 5, 6`)))

  it('finds that nothing differs', async () => {
    const before = await everything()
    expect(await rebuildProjection(relay().services.database)).toMatchObject({
      differed: {},
      differences: [],
      caughtUp: 0,
      blocked: [],
      // Four entries, and three sales with a line, a tax, a tender and a movement each.
      rows: 4 + 3 * 5,
    })
    expect(await everything()).toEqual(before)
  })

  it('says which rows differed, and puts them right', async () => {
    const before = await everything()
    await query("update sales set total = 1, currency = 'EUR' where number = 2")
    await query('delete from sale_lines where number = 3')
    await query(`insert into sale_tenders
        (organisation, till, epoch, number, part, position, store, day, currency, kind, amount)
      select organisation, till, epoch, number, part, 7, store, day, currency, kind, 5
      from sale_tenders where number = 4`)
    const { differed, differences } = await rebuildProjection(relay().services.database)
    expect(differed).toEqual({ sales: 1, sale_lines: 1, sale_tenders: 1 })
    expect(differences).toMatchObject([
      { table: 'sales', kind: 'wrong', columns: ['currency', 'total'], key: { till: till.till, number: 2 } },
      { table: 'sale_lines', kind: 'missing', key: { number: 3, line: 0 } },
      { table: 'sale_tenders', kind: 'unfounded', key: { number: 4, position: 7 } },
    ])
    expect(await everything()).toEqual(before)
  })

  it('makes all rows again when there are none, and takes what is late for no difference', async () => {
    const before = await everything()
    for (const name of [...TABLE_NAMES, 'projected_documents']) await query(`delete from ${name}`)
    expect(await rebuildProjection(relay().services.database)).toMatchObject({ differed: {}, caughtUp: 4 })
    expect(await everything()).toEqual(before)
    await till.write([cashSale('pot', 1, 100)], MORNING + DAY_MS)
    await relay().services.projection.idle()
    expect(await query('select number from sales order by number desc limit 1')).toEqual([{ number: 5 }])
  })

  it('leaves out what cannot be verified', async () => {
    const [, lost] = await till.seal([cashSale('a', 1, 1), cashSale('b', 1, 1)], MORNING + DAY_MS)
    await till.put([lost?.bytes ?? Uint8Array.of()], toId<BusinessDay>('2026-11-21'))
    const { blocked, differed } = await rebuildProjection(relay().services.database)
    expect(blocked).toEqual([
      { document: `journal/${till.till}/2026-11-21`, findings: [{ kind: 'gap', from: 5, to: 5 }] },
    ])
    expect(differed).toEqual({})
  })
})
