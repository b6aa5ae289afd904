import {
  decodeEntry,
  type EntryReference,
  findingsReply,
  type ProductId,
  refundEventOf,
  refundsOf,
  returnGoods,
  type SaleEvent,
  type SoldReceiptReply,
  saleReply,
  soldReceiptReply,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { onlyTill, readTills, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import { cashSale, enrollWritingTill, MORNING, type WritingTill } from '../../testing/writing-till.ts'

const TEA = toId<ProductId>('tea')

/** So many pieces of the first line back, paid in cash. */
function refund(sale: SaleEvent, of: EntryReference, pieces: number) {
  const back = returnGoods(sale, [], [{ line: 0, quantity: pieces * 1000, restock: true }])
  if (!back.ok) throw new Error(back.refusal.code)
  const paid = { tenders: [{ kind: 'cash', amount: back.goods.total }], rounding: 0 } as const
  return refundEventOf(back.goods, { of, reason: 'Cold', paid })
}

await describeRelay('/api/receipts', relay => {
  let owner: TestBrowser
  let till: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
  })

  /** A further till, of this store or of another one. */
  const anotherTill = async (id: string, store: string): Promise<WritingTill> => {
    const settings = (log: 'stores' | 'tills') =>
      new RecordWriter(relay().services.hub, { kind: 'settings' }, log, 'ann')
    if (store !== till.store) {
      const [catalog] = [...(await relay().services.shop.read()).stores.values()].map(each => each.catalog)
      await settings('stores').write(store, { name: store, catalog: catalog ?? '', currency: 'GBP' })
    }
    await settings('tills').write(id, { name: id, store })
    return enrollWritingTill(relay(), owner, id)
  }
  const ask = async (asking: WritingTill, receipt: string): Promise<SoldReceiptReply> => {
    await relay().services.projection.idle()
    const response = await asking.browser.get(`/api/receipts/${receipt}`)
    expect(response.status).toBe(200)
    return v.parse(soldReceiptReply, await response.json())
  }
  const eventsOf = (reply: SoldReceiptReply) =>
    [reply.sold, ...reply.back].map(
      ({ bytes }) => decodeEntry(Uint8Array.from(Buffer.from(bytes, 'base64')))?.entry.event,
    )

  it('X1 gives the sale and what came back of it at all tills of the store, as they stand in the journals', async () => {
    const sale = cashSale('tea', 3, 350)
    await till.write([{ kind: 'sign-in' }, sale])
    const other = await anotherTill('till2', till.store)
    const of = { till: till.till, epoch: 1, number: 2 }
    await other.write([refund(sale, of, 1)], MORNING + 5000)
    await till.write([
      refund(sale, of, 1),
      { kind: 'exchange', refund: refund(sale, of, 1), sale: cashSale('cup', 1, 350) },
    ])
    const reply = await ask(other, `${till.code.toLowerCase()}-000002`)
    expect(reply).toMatchObject({ receipt: `${till.code}-000002`, sold: { till: till.till } })
    const [sold, ...back] = eventsOf(reply)
    expect(sold).toEqual(sale)
    expect(
      refundsOf(
        of,
        back.filter(event => event !== undefined),
      ),
    ).toHaveLength(3)
  })

  it('gives nothing to a till of another store, to a person, or to nobody', async () => {
    await till.write([cashSale('tea', 1, 350)])
    await ask(till, `${till.code}-000001`)
    const stranger = await anotherTill('till9', 'elsewhere')
    for (const number of [
      `${till.code}-000001`,
      `${till.code}-000099`,
      'nonsense',
      `${till.code}.2-000001`,
    ]) {
      expect((await stranger.browser.get(`/api/receipts/${number}`)).status, number).toBe(404)
    }
    expect((await owner.get(`/api/receipts/${till.code}-000001`)).status).toBe(401)
    expect((await relay().browser().get(`/api/receipts/${till.code}-000001`)).status).toBe(401)
  })

  it('X3 keeps what two tills took back without each other, and tells the owner', async () => {
    const sale = cashSale('tea', 2, 350)
    await till.write([sale])
    const other = await anotherTill('till2', till.store)
    const of = { till: till.till, epoch: 1, number: 1 }
    await till.write([refund(sale, of, 2)], MORNING + 2000)
    await relay().services.projection.idle()
    const findings = async () => v.parse(findingsReply, await (await owner.get('/api/findings')).json())
    expect(await findings()).toEqual({ findings: [], total: 0, settled: [] })
    await other.write([refund(sale, of, 1)], MORNING + 9000)
    await relay().services.projection.idle()
    expect(await findings()).toEqual({
      findings: [
        {
          id: expect.any(String),
          document: 'journal/till2/2026-11-20',
          kind: 'over-returned',
          epoch: 1,
          from: 1,
          to: 1,
          receipt: `${till.code}-000001`,
          bought: 2000,
          returned: 3000,
          entries: 2,
          foundAt: MORNING + 9000,
        },
      ],
      total: 1,
      settled: [],
    })
    // Settled with a reason, it is found no more, until still more comes back.
    const [finding] = (await findings()).findings
    const settle = (id: string | undefined, reason: string) =>
      owner.post(`/api/findings/${id}/settle`, { reason })
    expect((await settle(finding?.id, ' ')).status).toBe(400)
    expect((await settle('0'.repeat(64), 'Known')).status).toBe(404)
    expect((await settle(finding?.id, 'Known to us: both were damaged')).status).toBe(204)
    expect((await settle(finding?.id, 'Again')).status).toBe(404)
    expect(await findings()).toMatchObject({
      ...{ findings: [], total: 0 },
      settled: [{ finding, reason: 'Known to us: both were damaged', by: expect.any(String) }],
    })
    expect((await readTills(owner)).relay.findings).toBe(0)
    await other.write([refund(sale, of, 1)], MORNING + 12_000)
    await relay().services.projection.idle()
    expect(await findings()).toMatchObject({ findings: [{ returned: 4000 }], total: 1 })
  })

  it('tells of a sale what came back of it, and of a refund or void which sale it takes back', async () => {
    const sale = cashSale('tea', 2, 350)
    await till.write([sale, cashSale('cup', 1, 100)])
    const of = { till: till.till, epoch: 1, number: 1 }
    await till.write([
      refund(sale, of, 1),
      { kind: 'void', number: 2, reason: 'Wrong', sale: cashSale('cup', 1, 100) },
    ])
    await relay().services.projection.idle()
    const told = async (number: number) =>
      v.parse(saleReply, await (await owner.get(`/api/sales/${till.till}.1.${number}`)).json())
    expect(await told(1)).toMatchObject({
      of: null,
      back: [{ id: `${till.till}.1.3`, kind: 'refund', receipt: `${till.code}-000003`, total: -350 }],
    })
    expect(await told(3)).toMatchObject({
      of: { id: `${till.till}.1.1`, receipt: `${till.code}-000001` },
      back: [],
      items: [{ product: TEA, quantity: -1000, ofLine: 0 }],
    })
    expect(await told(4)).toMatchObject({ kind: 'void', of: { id: `${till.till}.1.2` } })
  })
})
