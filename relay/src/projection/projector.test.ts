import {
  appendToLog,
  type BusinessDay,
  compareBytes,
  encodeStockEntry,
  LOGS,
  type ProductId,
  toId,
} from '@evertill/crdt-model'
import { beforeEach, expect, it, vi } from 'vitest'
import { createFindingsKeeper } from '../findings/findings-keeper.ts'
import { describeRelay } from '../testing/describe-relay.ts'
import { onlyTill, setUpOwnShop, type TestBrowser } from '../testing/test-relay.ts'
import {
  cashSale,
  currencyOf,
  DAY_MS,
  enrollWritingTill,
  MORNING,
  type WritingTill,
} from '../testing/writing-till.ts'
import { projectJournal } from './project-journal.ts'
import { createProjector } from './projector.ts'
import { rebuildProjection } from './rebuild.ts'
import { TABLE_NAMES } from './tables.ts'

const TODAY = toId<BusinessDay>('2026-11-20')
const TOMORROW = toId<BusinessDay>('2026-11-21')

await describeRelay('the projection', relay => {
  let owner: TestBrowser
  let till: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
  })

  const rows = <Row extends object>(text: string) => relay().services.database.query<Row>(text)
  const numbers = async () =>
    (await rows<{ number: number }>('select number from sales order by epoch, number')).map(row => row.number)
  const projected = () => relay().services.projection.idle()

  it('E10 keeps what was taken down of a card’s slip with its tender, and makes it again', async () => {
    const slip = { scheme: 'Visa Debit', lastFour: '0042', aid: 'A0000000031010', approval: '123456' }
    const tenders = [
      { kind: 'card', amount: 400, reference: 'T-1', slip },
      { kind: 'card', amount: 200, reference: 'T-2', slip: { lastFour: '0042' } },
      { kind: 'card', amount: 100, reference: 'T-3' },
    ] as const
    await till.write([cashSale('tea', 2, 350, { tenders, change: 0 })])
    await projected()
    expect(await rows('select amount, slip from sale_tenders order by position')).toEqual([
      { amount: 400, slip },
      { amount: 200, slip: { lastFour: '0042' } },
      { amount: 100, slip: null },
    ])
    const { database } = relay().services
    await database.query("update sale_tenders set slip = '{}' where position = 0")
    expect(await rebuildProjection(database)).toMatchObject({
      differences: [{ table: 'sale_tenders', kind: 'wrong', columns: ['slip'] }],
    })
  })

  it('makes rows of a sale after its commit', async () => {
    const [, sealed] = await till.write([{ kind: 'sign-in' }, cashSale('tea', 2, 350)])
    await projected()
    expect(await rows('select till, number, kind from journal_entries order by number')).toEqual([
      { till: till.till, number: 1, kind: 'sign-in' },
      { till: till.till, number: 2, kind: 'sale' },
    ])
    expect(
      await rows(`select organisation, store, day::text as day, at, operator, receipt, currency, subtotal, tax_added,
      tax_included, total, tendered, change, line_count, hash from sales`),
    ).toEqual([
      {
        organisation: (await rows<{ id: string }>('select id from organisations'))[0]?.id,
        store: till.store,
        day: TODAY,
        at: MORNING + 1000,
        operator: 'cashier1',
        receipt: `${till.code}-000002`,
        currency: 'GBP',
        subtotal: 700,
        tax_added: 0,
        tax_included: 117,
        total: 700,
        tendered: 800,
        change: 100,
        line_count: 1,
        hash: Buffer.from(sealed?.hash ?? []).toString('hex'),
      },
    ])
    expect(await rows('select product, name, quantity, unit_price, amount, taxes from sale_lines')).toEqual([
      { product: 'tea', name: null, quantity: 2000, unit_price: 350, amount: 700, taxes: [0] },
    ])
    expect(await rows('select name, rate_millionths, included, net, tax from sale_taxes')).toEqual([
      { name: 'VAT', rate_millionths: 200_000, included: true, net: 583, tax: 117 },
    ])
    expect(await rows('select kind, amount from sale_tenders')).toEqual([{ kind: 'cash', amount: 800 }])
    expect(await rows('select writer, product, quantity, reason from stock_movements')).toEqual([
      { writer: till.till, product: 'tea', quantity: -2000, reason: 'sale' },
    ])
  })

  it('adds nothing for entries that come twice, late, or after a compaction', async () => {
    const first = await till.write([cashSale('tea', 1, 100)])
    await projected()
    const later = await till.seal([cashSale('tea', 2, 100), cashSale('tea', 3, 100)], MORNING)
    const bytes = [...later].reverse().map(entry => entry.bytes)
    await till.put([...bytes, ...first.map(entry => entry.bytes), ...bytes], TODAY)
    await projected()
    expect(await numbers()).toEqual([1, 2, 3])
    await rows(`insert into snapshots (organisation, document, through_seq, data)
      select organisation, document, max(seq), (array_agg(data order by seq))[1] from updates group by 1, 2
      on conflict do nothing`)
    await rows('delete from projected_documents')
    await relay().services.projection.sweep()
    await projected()
    expect(await numbers()).toEqual([1, 2, 3])
    expect(await rows("select sum(quantity) as sum from stock_movements where writer <> 'opening'")).toEqual([
      { sum: -6000 },
    ])
  })

  it('leaves out what cannot be verified, and everything behind it, until what is missing comes', async () => {
    const [first, second, third] = await till.seal(
      [1, 2, 3].map(n => cashSale('tea', n, 100)),
      MORNING,
    )
    const bytesOf = (entry: { bytes: Uint8Array } | undefined) => entry?.bytes ?? Uint8Array.of()
    const forged = bytesOf(second).slice()
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    await till.put([bytesOf(first), forged, Uint8Array.of(1, 2, 3)], TODAY)
    await till.put([bytesOf(third)], TOMORROW)
    await projected()
    expect(await numbers()).toEqual([1])
    expect(await rows('select findings from projected_documents where blocked order by document')).toEqual([
      { findings: [{ kind: 'bad-signature', number: 2 }] },
      { findings: [{ kind: 'gap', from: 2, to: 2 }] },
    ])
    await till.put([bytesOf(second)], TODAY)
    // The forged entry rests for a while; the genuine one brings the next day along.
    await vi.waitFor(async () => expect(await numbers()).toEqual([1, 2, 3]), 20_000)
    expect(await rows('select count(*) as count from projected_documents where blocked')).toEqual([
      { count: 0 },
    ])
    expect(await rows('select number, day::text as day from sales where number = 3')).toEqual([
      { number: 3, day: TOMORROW },
    ])
  })

  it('finds an entry whose update became visible after a newer one', async () => {
    for (let n = 1; n <= 3; n++) await till.write([cashSale('tea', n, 100)])
    await projected()
    // As if the second had not been there yet when the document was read up to its number.
    for (const name of TABLE_NAMES.filter(each => each !== 'stock_movements'))
      await rows(`delete from ${name} where number > 1`)
    await rows(`update projected_documents set seq = seq - 1 where document =
      (select id from documents where name like 'journal/%')`)
    await relay().services.projection.sweep()
    await projected()
    expect(await numbers()).toEqual([1, 2, 3])
  })

  it('leaves out the journal of a till that was never enrolled', async () => {
    const stranger = { ...till, till: toId<typeof till.till>('stranger') }
    const sealed = await till.seal([cashSale('tea', 1, 100)], MORNING)
    await relay().services.hub.change({ kind: 'journal', till: stranger.till, day: TODAY }, doc =>
      appendToLog(
        doc,
        LOGS.journal[0],
        sealed.map(entry => entry.bytes),
      ),
    )
    await projected()
    expect(await numbers()).toEqual([])
    expect(await rows('select findings from projected_documents where blocked')).toEqual([
      { findings: [{ kind: 'unknown-device', epoch: 1 }] },
    ])
  })

  it('tells the enrolments of a till apart', async () => {
    await till.write([cashSale('tea', 1, 100)])
    const [device] = await rows<{ id: string }>('select id from devices')
    await owner.ask('DELETE', `/api/devices/${device?.id}`)
    const next = await enrollWritingTill(relay(), owner, till.till)
    await next.write([cashSale('tea', 2, 100)])
    await projected()
    expect(await rows('select receipt from sales order by epoch')).toEqual([
      { receipt: `${till.code}-000001` },
      { receipt: `${till.code}.2-000001` },
    ])
  })

  it('takes refunds, voids and exchanges off again, and tells drawers and cash moves', async () => {
    const tea = cashSale('tea', 2, 300)
    const refund = {
      kind: 'refund',
      of: null,
      reason: 'Cold',
      goods: { ...cashSale('tea', 1, 300), change: 0 },
      origins: [{ line: null, restock: true }],
    } as const
    const counted = [{ currency: currencyOf('GBP'), pieces: [{ value: 2000, count: 3 }], loose: 50 }]
    await till.write([
      { kind: 'shift-open', shift: 1, float: [] },
      tea,
      refund,
      { kind: 'void', number: 2, reason: 'Mistake', sale: tea },
      { kind: 'exchange', refund, sale: cashSale('cup', 1, 500) },
      { kind: 'drop', currency: currencyOf('GBP'), amount: 4000, reason: 'Bag 1' },
      { kind: 'shift-close', shift: 1, counted, reason: '' },
      { kind: 'no-sale', reason: 'Change' },
    ])
    await projected()
    expect(await rows('select number, part, kind, total, reason from sales order by number, part')).toEqual([
      { number: 2, part: 0, kind: 'sale', total: 600, reason: null },
      { number: 3, part: 0, kind: 'refund', total: -300, reason: 'Cold' },
      { number: 4, part: 0, kind: 'void', total: -600, reason: 'Mistake' },
      { number: 5, part: 0, kind: 'refund', total: -300, reason: 'Cold' },
      { number: 5, part: 1, kind: 'sale', total: 500, reason: null },
    ])
    expect(
      await rows('select product, sum(quantity) as quantity from stock_movements group by 1 order by 1'),
    ).toEqual([
      { product: 'cup', quantity: -1000 },
      { product: 'tea', quantity: 2000 },
    ])
    expect(await rows('select kind, amount, reason from cash_moves')).toEqual([
      { kind: 'drop', amount: -4000, reason: 'Bag 1' },
    ])
    expect(await rows('select kind, shift, currency, amount from shift_counts order by number')).toEqual([
      { kind: 'open', shift: 1, currency: null, amount: 0 },
      { kind: 'close', shift: 1, currency: 'GBP', amount: 6050 },
    ])
    expect(await rows('select count(*) as count from journal_entries')).toEqual([{ count: 8 }])
    expect(await rebuildProjection(relay().services.database)).toMatchObject({ differed: {} })
  })

  it('takes names that PostgreSQL cannot hold', async () => {
    const name = 'a\0b'
    const line = { item: { kind: 'unlisted' as const, name }, quantity: 1000, unitPrice: 1, listPrice: 1 }
    await till.write([cashSale('tea', 1, 1, { lines: [{ ...line, amount: 1, taxes: [] }] })])
    await projected()
    expect(await rows('select name, product from sale_lines')).toEqual([{ name: 'a\uFFFDb', product: null }])
  })

  it('changes nothing when two relays project the same journal at once, in parts', async () => {
    const { database, log } = relay().services
    for (let n = 1; n <= 20; n++) await till.write([cashSale('tea', n, 100)], MORNING + n)
    const again = { till: till.till, day: TODAY }
    await projected()
    for (const name of TABLE_NAMES) await rows(`delete from ${name}`)
    await rows('delete from projected_documents')
    const other = createProjector({ database, log, keepHistory: async () => {}, isBusy: () => false })
    const document = `journal/${till.till}/${TODAY}`
    await Promise.all([
      ...Array.from({ length: 4 }, () => projectJournal(database, document, again)),
      other.sweep(),
      relay().services.projection.sweep(),
    ])
    await Promise.all([other.idle(), projected()])
    await other.stop()
    expect(await numbers()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    const [sum] = await rows<{ total: number; entries: number }>(
      'select sum(total) as total, count(*) as entries from sales',
    )
    expect(sum).toEqual({ total: 21_000, entries: 20 })
  })

  it('makes the stock of other writers what their documents say', async () => {
    const document = { kind: 'stock', store: till.store, writer: 'office-1' } as const
    const tea = toId<ProductId>('tea')
    const add = (...entries: Parameters<typeof encodeStockEntry>[0][]) =>
      relay().services.hub.change(document, doc =>
        appendToLog(doc, LOGS.stock[0], entries.map(encodeStockEntry)),
      )
    const received = {
      kind: 'move',
      epoch: 1,
      reason: 'receiving',
      deltas: [{ product: tea, quantity: 5000 }],
    } as const
    await add({ ...received, number: 1 }, { ...received, number: 2 })
    await projected()
    const movements = () =>
      rows(`select number, quantity, reason from stock_movements where writer = 'office-1' order by number`)
    expect(await movements()).toEqual([
      { number: 1, quantity: 5000, reason: 'receiving' },
      { number: 2, quantity: 5000, reason: 'receiving' },
    ])
    await add({ kind: 'total', epoch: 1, upTo: 2, totals: [{ product: tea, quantity: 10_000 }] })
    await add({ ...received, number: 3 })
    await projected()
    expect(await movements()).toEqual([
      { number: 2, quantity: 10_000, reason: 'total' },
      { number: 3, quantity: 5000, reason: 'receiving' },
    ])
  })

  /** Two sales of the till's next number, each from the same head: the lesser bytes first. */
  const twoOfNumber = async () => {
    const from = till.head
    const [one] = await till.seal([cashSale('tea', 1, 100)], MORNING)
    till.setBack(from)
    const [other] = await till.seal([cashSale('cup', 1, 900)], MORNING)
    if (!one || !other) throw new Error('two were sealed')
    return compareBytes(one.bytes, other.bytes) < 0 ? ([one, other] as const) : ([other, one] as const)
  }
  const hashes = async () =>
    (await rows<{ hash: string }>('select hash from journal_entries order by number')).map(row => row.hash)
  const hexOf = (hash: Uint8Array) => Buffer.from(hash).toString('hex')
  const nothingDiffers = async () =>
    expect(await rebuildProjection(relay().services.database)).toMatchObject({ differed: {}, caughtUp: 0 })
  const found = async () => {
    await relay().services.findings.idle()
    const kinds = await rows<{ kind: string }>('select distinct kind from findings order by kind')
    return kinds.map(({ kind }) => kind)
  }

  it('J5 J6 counts the one by rule of two entries of a number, whichever came first', async () => {
    const [first] = await till.write([cashSale('tea', 1, 50)])
    const [lesser, greater] = await twoOfNumber()
    till.setBack({ epoch: till.epoch, number: 2, hash: greater.hash })
    const [after] = await till.seal([cashSale('tea', 3, 100)], MORNING)
    if (!first || !after) throw new Error('they were sealed')
    await till.put([greater.bytes, after.bytes], TODAY)
    await projected()
    expect(await hashes()).toEqual([first, greater, after].map(({ hash }) => hexOf(hash)))
    await till.put([lesser.bytes], TODAY)
    await projected()
    // What was built on the other is stored, and counts no more than that.
    expect(await hashes()).toEqual([first, lesser].map(({ hash }) => hexOf(hash)))
    const total = lesser.entry.event.kind === 'sale' ? lesser.entry.event.total : 0
    expect(await rows('select sum(total) as total from sales')).toEqual([{ total: total + 50 }])
    expect(await rows('select count(*) as moved from stock_movements')).toEqual([{ moved: 2 }])
    await nothingDiffers()
    expect(await found()).toEqual(['broken-chain', 'duplicate-differs', 'unverified'])
    // The till goes on from the one that counts.
    till.setBack({ epoch: till.epoch, number: 2, hash: lesser.hash })
    await till.write([cashSale('tea', 4, 100)], MORNING + 9000)
    await projected()
    expect(await numbers()).toEqual([1, 2, 3])
    await nothingDiffers()
  })

  it('J5 leaves rows as they are when the entry that comes late is the one that does not count', async () => {
    const [lesser, greater] = await twoOfNumber()
    await till.put([lesser.bytes], TODAY)
    await projected()
    await till.put([greater.bytes], TODAY)
    await projected()
    expect(await hashes()).toEqual([hexOf(lesser.hash)])
    await nothingDiffers()
    expect(await found()).toEqual(['duplicate-differs'])
  })

  it('J5 reads days in their order when a number is written in two of them', async () => {
    const [one, other] = await twoOfNumber()
    await till.put([one.bytes], TOMORROW)
    await projected()
    expect(await hashes()).toEqual([hexOf(one.hash)])
    await till.put([other.bytes], TODAY)
    await projected()
    expect(await hashes()).toEqual([hexOf(other.hash)])
    await nothingDiffers()
    expect(await found()).toEqual(['duplicate-differs'])
  })

  it('J5 looks again at the days of a till whose rows were made again, whatever was known of them', async () => {
    const [one, other] = await twoOfNumber()
    await till.put([one.bytes], TOMORROW)
    await till.put([other.bytes], TODAY)
    await projected()
    await found()
    // What a look is left with that came just before the rows were made again: they said the same as the document.
    const { database, hub } = relay().services
    await database.query('delete from findings where organisation = $1', [database.organisation])
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const options = {
      database,
      hub,
      log,
      now: Date.now,
      changed() {},
      gatherMs: 0,
      isProjectedSoon: () => false,
    }
    const findings = createFindingsKeeper(options)
    await findings.lookAgain({ till: till.till, day: TODAY })
    await findings.idle()
    expect(await found()).toEqual(['duplicate-differs'])
  })

  it('J5 finds what became visible after another relay had read further', async () => {
    const { database } = relay().services
    const [lesser, greater] = await twoOfNumber()
    await till.put([greater.bytes], TODAY)
    await projected()
    // As if another relay had read a later update before this one's commit could be seen.
    await rows('update projected_documents set seq = seq + 1')
    await till.put([lesser.bytes], TODAY)
    await projected()
    expect(await hashes()).toEqual([hexOf(lesser.hash)])
    expect(await rebuildProjection(database)).toMatchObject({ differed: {} })
  })

  it('goes on where it was when the database comes back', async () => {
    const { projection, database } = relay().services
    await rows('alter table sales rename to hidden')
    await till.write([cashSale('tea', 1, 100)])
    await projected()
    expect(await rows('select count(*) as count from journal_entries')).toEqual([{ count: 0 }])
    await database.query('alter table hidden rename to sales')
    await vi.waitFor(async () => expect(await numbers()).toEqual([1]), 10_000)
    await projection.idle()
  })

  it('keeps projecting days after days', async () => {
    for (let day = 0; day < 3; day++) await till.write([cashSale('tea', 1, 100)], MORNING + day * DAY_MS)
    await projected()
    expect(await rows('select day::text as day from sales order by day')).toEqual([
      { day: '2026-11-20' },
      { day: '2026-11-21' },
      { day: '2026-11-22' },
    ])
  })
})
