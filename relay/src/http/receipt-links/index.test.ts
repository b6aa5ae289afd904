import {
  type AccountId,
  type EntryReference,
  linkedReceiptReply,
  type ReceiptToken,
  receiptTokenInput,
  receiptTokenOf,
  refundEventOf,
  returnGoods,
  type SaleEvent,
  type SealedEntry,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { sha256 } from '../../auth/sha256.ts'
import { rebuildProjection } from '../../projection/rebuild.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { onlyTill, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import { CASHIER, cashSale, enrollWritingTill, type WritingTill } from '../../testing/writing-till.ts'

const tokenOf = (entry: SealedEntry | undefined): ReceiptToken =>
  receiptTokenOf(sha256(receiptTokenInput(entry?.bytes ?? new Uint8Array())))

function refund(sale: SaleEvent, of: EntryReference) {
  const back = returnGoods(sale, [], [{ line: 0, quantity: 1000, restock: true }])
  if (!back.ok) throw new Error(back.refusal.code)
  const paid = { tenders: [{ kind: 'cash', amount: back.goods.total }], rounding: 0 } as const
  return refundEventOf(back.goods, { of, reason: 'Cold', paid })
}

await describeRelay('/api/receipt-links', relay => {
  let owner: TestBrowser
  let till: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    const { hub, shop } = relay().services
    const catalog = [...(await shop.read()).stores.values()].map(each => each.catalog)[0] ?? toId('none')
    await new RecordWriter(hub, { kind: 'catalog', catalog }, 'products', 'ann').write('tea', {
      name: 'Green tea',
      unit: 'kg',
    })
    await new RecordWriter(hub, { kind: 'staff', store: till.store }, 'people', 'ann').write(CASHIER, {
      name: 'Bob',
    })
  })

  /** A stranger, signed in nowhere. */
  const look = async (token: string) => {
    await relay().services.projection.idle()
    return relay().browser().post('/api/receipt-links', { token })
  }
  const show = async (token: string) => v.parse(linkedReceiptReply, await (await look(token)).json())

  it('RL3 shows anybody who has the token what stands on the paper, in today’s names', async () => {
    const [entry] = await till.write([cashSale('tea', 2, 350, { customer: toId('ana-ruiz') })])
    const reply = await show(tokenOf(entry))
    expect(reply).toMatchObject({
      sale: { kind: 'sale', receipt: `${till.code}-000001`, total: 700, change: 100, returned: null },
      store: { name: 'Corner shop', timeZone: 'Europe/London' },
      till: 'Till 1',
      servedBy: 'Bob',
      products: { tea: { name: 'Green tea', unit: 'kg' } },
    })
    expect(reply.sale.proof).toMatch(/^[0-9a-f]{8}$/)
    expect(JSON.stringify(reply)).not.toMatch(new RegExp(`ana-ruiz|${CASHIER}|${till.till}|${till.store}`))
  })

  it('RL3 E10 shows what was taken down of a card’s slip, and neither reference nor account', async () => {
    const slip = { scheme: 'Visa Debit', lastFour: '0042', aid: 'A0000000031010', approval: '123456' }
    const account = toId<AccountId>('gc_AbCdEfGhIjKlMnOpQrSt_4711')
    const tenders = [
      { kind: 'card', amount: 400, reference: 'T-4712', slip },
      { kind: 'gift-card', amount: 300, account },
    ] as const
    const [entry] = await till.write([cashSale('tea', 2, 350, { tenders, change: 0 })])
    const reply = await show(tokenOf(entry))
    expect(reply.sale.tenders).toEqual([
      { kind: 'card', amount: 400, slip },
      { kind: 'gift-card', amount: 300 },
    ])
    expect(JSON.stringify(reply)).not.toMatch(/471|gc_/)
  })

  it('RL3 leaves out who served and the proof where the store’s receipts do', async () => {
    const settings = new RecordWriter(relay().services.hub, { kind: 'settings' }, 'stores', 'ann')
    await settings.write(till.store, { receiptDetails: [] })
    const [entry] = await till.write([cashSale('tea', 1, 350)])
    expect(await show(tokenOf(entry))).toMatchObject({ servedBy: '', sale: { proof: '' } })
  })

  it('RL2 has a refund by the token of its own entry, and both sides of an exchange by theirs', async () => {
    const sale = cashSale('tea', 3, 350)
    const of = { till: till.till, epoch: 1, number: 1 }
    const [, back, exchange] = await till.write([
      sale,
      refund(sale, of),
      { kind: 'exchange', refund: refund(sale, of), sale: cashSale('cup', 1, 350) },
    ])
    expect(await show(tokenOf(back))).toMatchObject({
      sale: { kind: 'refund', total: -350, reason: 'Cold', of: { receipt: `${till.code}-000001` } },
    })
    expect(await show(tokenOf(exchange))).toMatchObject({
      sale: { kind: 'sale', total: 350, returned: { kind: 'refund', total: -350 } },
    })
  })

  it('RL2 finds it again after the rows were made anew, and the rows hold no token', async () => {
    const [entry] = await till.write([cashSale('tea', 1, 350)])
    await relay().services.projection.idle()
    const { database } = relay().services
    await database.query('update sales set link_hash = null')
    expect((await look(tokenOf(entry))).status).toBe(404)
    expect(await rebuildProjection(database)).toMatchObject({
      differences: [{ table: 'sales', kind: 'wrong', columns: ['link_hash'] }],
    })
    expect((await look(tokenOf(entry))).status).toBe(200)
    const rows = await database.query('select * from sales')
    expect(JSON.stringify(rows)).not.toContain(tokenOf(entry))
  })

  it('RL3 answers every other token alike, and slowly to whoever goes on', async () => {
    const [entry] = await till.seal([cashSale('tea', 1, 350)], Date.now())
    const unknown = await look('0'.repeat(32))
    const early = await look(tokenOf(entry))
    expect([unknown.status, await unknown.text()]).toEqual([early.status, await early.text()])
    expect((await look('nonsense')).status).toBe(400)
    for (let i = 0; i < 60; i++) {
      if ((await look('0'.repeat(32))).status === 429) return
    }
    expect.unreachable('nobody was told to wait')
  })
})
