import {
  dailyTotalsReply,
  type PromotionId,
  type SalesReply,
  saleReply,
  salesReply,
  stockMovementsReply,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import type { Database } from '../../storage/database.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { errorOf, onlyTill, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import {
  cashSale,
  currencyOf,
  DAY_MS,
  enrollWritingTill,
  MORNING,
  type WritingTill,
} from '../../testing/writing-till.ts'

await describeRelay('/api/sales', relay => {
  let owner: TestBrowser
  let till: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
  })

  const sell = async (...sales: Parameters<WritingTill['write']>) => {
    await till.write(...sales)
    await relay().services.projection.idle()
  }
  const list = async (query = ''): Promise<SalesReply> => {
    const response = await owner.get(`/api/sales${query}`)
    expect(response.status, query).toBe(200)
    return v.parse(salesReply, await response.json())
  }

  it('lists the newest first, a page at a time, with one query each', async () => {
    await sell(Array.from({ length: 7 }, (_, n) => cashSale('tea', n + 1, 100)))
    const queries: string[] = []
    const restore = spyOnQueries(relay().services.database, queries)
    const totals: number[] = []
    let cursor: string | null = ''
    for (let pages = 0; cursor !== null; pages++) {
      expect(pages).toBeLessThan(4)
      const page: SalesReply = await list(`?limit=3${cursor && `&cursor=${cursor}`}`)
      totals.push(...page.sales.map(sale => sale.total))
      cursor = page.next
    }
    restore()
    expect(totals).toEqual([700, 600, 500, 400, 300, 200, 100])
    expect(queries.filter(text => / from sales /.test(text))).toHaveLength(3)
  })

  it('finds by store, till, day, cashier and receipt', async () => {
    await sell([cashSale('tea', 1, 100)])
    await sell([cashSale('tea', 2, 100)], MORNING + DAY_MS)
    await sell([cashSale('tea', 3, 100)], MORNING + 2 * DAY_MS)
    const found = async (query: string) => (await list(query)).sales.map(sale => sale.total)
    expect(await found(`?store=${till.store}&till=${till.till}&cashier=cashier1`)).toEqual([300, 200, 100])
    for (const query of ['?store=other', '?till=other', '?cashier=other', '?receipt=ZZ9']) {
      expect(await found(query), query).toEqual([])
    }
    expect(await found('?from=2026-11-21')).toEqual([300, 200])
    expect(await found('?from=2026-11-21&to=2026-11-21')).toEqual([200])
    expect(await found(`?receipt=${till.code.toLowerCase()}-000002`)).toEqual([200])
    expect(await found(`?receipt=${till.code}`)).toEqual([300, 200, 100])
    expect(await found('?receipt=')).toEqual([300, 200, 100])
  })

  it.each([
    ['from=yesterday', 'from'],
    ['from=2026-02-30', 'from'],
    ['limit=0', 'limit'],
    ['limit=1000', 'limit'],
    ['store=a%27b', 'store'],
    ['receipt=%25', 'receipt'],
    ['cursor=nonsense', 'cursor'],
    [`cursor=${Buffer.from('["a",1]').toString('base64url')}`, 'cursor'],
  ])('refuses %s', async (query, field) => {
    const error = await errorOf(await owner.get(`/api/sales?${query}`))
    expect(error).toMatchObject({ status: 400, code: 'bad-request', fields: { [field]: expect.anything() } })
  })

  it('tells of each line which promotion gave what', async () => {
    const sale = cashSale('tea', 2, 350)
    const [line] = sale.lines
    if (!line) throw new Error('the sale has a line')
    const discounts = [
      { source: { kind: 'promotion' as const, promotion: toId<PromotionId>('happy') }, amount: 100 },
      { source: { kind: 'sale' as const }, amount: 50 },
    ]
    const reduced = [{ ...line, amount: 550, discounts: [[0, 100] as const, [1, 50] as const] }]
    await till.write([{ ...sale, lines: reduced, discounts }])
    await relay().services.projection.idle()
    const [told] = (await list()).sales
    const reply = v.parse(saleReply, await (await owner.get(`/api/sales/${told?.id}`)).json())
    expect(reply).toMatchObject({ discount: 150, items: [{ amount: 550 }] })
    expect(reply.items[0]?.discounts).toEqual([
      { source: 'promotion', promotion: 'happy', amount: 100 },
      { source: 'sale', promotion: null, amount: 50 },
    ])
  })

  it('tells one sale with its receipt and proof', async () => {
    const [sealed] = await till.write([cashSale('tea', 2, 350)])
    await relay().services.projection.idle()
    const [sale] = (await list()).sales
    const reply = v.parse(saleReply, await (await owner.get(`/api/sales/${sale?.id}`)).json())
    expect(reply).toMatchObject({
      ...sale,
      hash: Buffer.from(sealed?.hash ?? []).toString('hex'),
      items: [
        {
          product: 'tea',
          name: null,
          quantity: 2000,
          unitPrice: 350,
          listPrice: 350,
          amount: 700,
          taxes: [0],
        },
      ],
      taxes: [{ name: 'VAT', rateMillionths: 200_000, included: true, net: 583, tax: 117 }],
      tenders: [{ kind: 'cash', amount: 800 }],
    })
    for (const id of ['x', `${till.till}.1.99`, `${till.till}.1.1;drop`, `${till.till}.99999999999.1`]) {
      expect((await owner.get(`/api/sales/${encodeURIComponent(id)}`)).status, id).toBe(404)
    }
  })

  it('E10 tells what was taken down of a card’s slip, and not the reference', async () => {
    const slip = { scheme: 'Visa Debit', lastFour: '0042', aid: 'A0000000031010', approval: '123456' }
    const tenders = [
      { kind: 'card', amount: 400, reference: 'T-4711', slip },
      { kind: 'card', amount: 300, reference: 'T-4712' },
    ] as const
    await till.write([cashSale('tea', 2, 350, { tenders, change: 0 })])
    await relay().services.projection.idle()
    const [sale] = (await list()).sales
    const text = await (await owner.get(`/api/sales/${sale?.id}`)).text()
    expect(v.parse(saleReply, JSON.parse(text)).tenders).toEqual([
      { kind: 'card', amount: 400, slip },
      { kind: 'card', amount: 300 },
    ])
    expect(text).not.toMatch(/T-471/)
  })

  it('tells what was said of a line: serial number, note, tare and why it was not taxed', async () => {
    const sale = cashSale('tea', 2, 350, { exemptions: [{ reason: 'Charity', certificate: 'C-9' }] })
    const [line] = sale.lines
    if (line === undefined) throw new Error('the sale has a line')
    const said = { serial: 'SN-1', note: 'for Ann', tare: 20, exemption: 0, exempted: 58 }
    await sell([{ ...sale, lines: [{ ...line, ...said }] }, cashSale('cup', 1, 350)])
    const [plain, told] = (await list()).sales
    const reply = v.parse(saleReply, await (await owner.get(`/api/sales/${told?.id}`)).json())
    expect(reply.items.map(item => item.details)).toEqual([
      {
        serial: 'SN-1',
        note: 'for Ann',
        tare: 20,
        exemption: { reason: 'Charity', certificate: 'C-9' },
        exempted: 58,
      },
    ])
    const other = v.parse(saleReply, await (await owner.get(`/api/sales/${plain?.id}`)).json())
    expect(other).toMatchObject({ items: [{ details: {} }], returned: null, exchanged: null })
  })

  it('X6 lists an exchange once, and tells both of its sides whichever is asked for', async () => {
    const bought = cashSale('tea', 3, 350)
    const of = { till: till.till, epoch: till.epoch, number: 1 }
    const goods = cashSale('tea', 1, 350, { tenders: [{ kind: 'exchange', amount: 350 }], change: 0 })
    const origins = [{ line: 0, restock: true }]
    const sale = cashSale('cup', 1, 500)
    await sell([
      bought,
      { kind: 'exchange', refund: { kind: 'refund', of, reason: 'size', goods, origins }, sale },
      { kind: 'refund', of, reason: 'size', goods, origins },
    ])
    const { sales } = await list()
    expect(sales.map(({ kind, total, exchanged }) => [kind, total, exchanged])).toEqual([
      ['refund', -350, null],
      ['sale', 500, -350],
      ['sale', 1050, null],
    ])
    const id = `${till.till}.${till.epoch}.2`
    for (const asked of [id, `${id}.1`]) {
      const reply = v.parse(saleReply, await (await owner.get(`/api/sales/${asked}`)).json())
      expect(reply).toMatchObject({
        ...{ id: `${id}.1`, kind: 'sale', total: 500, exchanged: -350 },
        returned: {
          ...{ kind: 'refund', total: -350, reason: 'size', of: { receipt: `${till.code}-000001` } },
          items: [{ product: 'tea', quantity: -1000, ofLine: 0 }],
        },
      })
    }
    // The file for the books keeps both: amounts of a refund and of a sale are different things there.
    const csv = await (await owner.get('/api/sales/export.csv')).text()
    expect(csv.trim().split('\n')).toHaveLength(5)
  })

  it('adds up each day by store and currency, with taxes by rate and tenders', async () => {
    await sell([cashSale('tea', 1, 600), cashSale('tea', 1, 1200)])
    await sell(
      [cashSale('tea', 1, 300), cashSale('tea', 1, 300, { currency: currencyOf('EUR') })],
      MORNING + DAY_MS,
    )
    const ask = async (query: string) =>
      v.parse(dailyTotalsReply, await (await owner.get(`/api/daily-totals${query}`)).json())
    const { days } = await ask('')
    expect(days).toMatchObject([
      { day: '2026-11-21', currency: 'GBP', sales: 1, total: 300 },
      { day: '2026-11-21', currency: 'EUR', sales: 1, total: 300 },
      {
        day: '2026-11-20',
        store: till.store,
        currency: 'GBP',
        sales: 2,
        subtotal: 1800,
        taxAdded: 0,
        total: 1800,
        change: 200,
        taxes: [{ name: 'VAT', rateMillionths: 200_000, included: true, net: 1500, tax: 300 }],
        tenders: [{ kind: 'cash', amount: 2000 }],
      },
    ])
    const first = await ask('?limit=2')
    expect([...first.days, ...(await ask(`?limit=2&cursor=${first.next}`)).days]).toEqual(days)
    expect((await ask('?to=2026-11-20')).days).toHaveLength(1)
  })

  it('lists what moved stock', async () => {
    await sell([cashSale('tea', 2, 100), cashSale('cup', 1, 100)])
    const ask = async (query: string) =>
      v.parse(stockMovementsReply, await (await owner.get(`/api/stock-movements${query}`)).json())
    const { movements } = await ask('')
    expect(movements.map(each => [each.product, each.quantity, each.at])).toEqual([
      ['cup', -1000, MORNING + 1000],
      ['tea', -2000, MORNING],
    ])
    const first = await ask('?limit=1')
    expect((await ask(`?limit=1&cursor=${first.next}`)).movements).toEqual(movements.slice(1))
    expect((await ask('?product=tea')).movements).toEqual(movements.slice(1))
  })

  it('exports all of them as CSV, in pages, quoted, and with nothing that a spreadsheet would run', async () => {
    await new RecordWriter(relay().services.hub, { kind: 'settings' }, 'tills', 'ann').write(till.till, {
      name: '=HYPERLINK("x"), "Front"',
    })
    const sales = Array.from({ length: 1003 }, () => cashSale('tea', 1, 100))
    await sell(sales)
    const response = await owner.get('/api/sales/export.csv?from=2026-11-20&to=2026-11-20')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="sales-2026-11-20-2026-11-20.csv"',
    )
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).split('\r\n')
    expect(lines[0]).toMatch(/^receipt,kind,business_day,time,store,till,cashier,/)
    expect(lines).toHaveLength(1003 + 2)
    expect(lines.at(-1)).toBe('')
    expect(lines[1]).toMatch(
      new RegExp(
        `^${till.code}-000001,sale,2026-11-20,2026-11-20T09:00:00\\+00:00,Corner shop,` +
          `"'=HYPERLINK\\(""x""\\), ""Front""",cashier1,GBP,1,0.00,1.00,0.00,0.17,1.00,0.00,0.00,2.00,1.00,[0-9a-f]{64},$`,
      ),
    )
    expect(new Set(lines.slice(1, -1)).size).toBe(1003)
  })

  it('tells a manager of other stores nothing, and of this one everything', async () => {
    await sell([cashSale('tea', 1, 100)])
    const manager = {
      name: 'Max',
      email: 'max@shop.example',
      password: 'a good long password',
      role: 'manager',
    }
    await owner.post('/api/users', manager)
    const max = relay().browser()
    await max.post('/api/session', { email: manager.email, password: manager.password })
    const mayUse = (stores: readonly string[]) =>
      relay().services.database.query('update users set stores = $2::jsonb where email = $1', [
        manager.email,
        JSON.stringify(stores),
      ])
    const lines = async (path: string) => (await (await max.get(path)).text()).trim().split('\n').length
    const [sale] = (await list()).sales
    const told = async () => [
      v.parse(salesReply, await (await max.get('/api/sales')).json()).sales.length,
      (await max.get(`/api/sales/${sale?.id}`)).status,
      v.parse(dailyTotalsReply, await (await max.get('/api/daily-totals')).json()).days.length,
      v.parse(stockMovementsReply, await (await max.get('/api/stock-movements')).json()).movements.length,
      await lines('/api/sales/export.csv'),
    ]
    await mayUse(['elsewhere'])
    expect(await told()).toEqual([0, 404, 0, 0, 1])
    await mayUse(['elsewhere', till.store])
    expect(await told()).toEqual([1, 200, 1, 1, 2])
  })

  it('wants somebody signed in', async () => {
    for (const path of [
      '/api/sales',
      '/api/sales/a.1.1',
      '/api/sales/export.csv',
      '/api/daily-totals',
      '/api/stock-movements',
    ]) {
      expect((await relay().browser().get(path)).status, path).toBe(401)
    }
  })
})

/** Notes the statements of a database until it is called. */
function spyOnQueries(database: Database, texts: string[]): () => void {
  const query = database.query
  database.query = (text, parameters) => {
    texts.push(text)
    return query(text, parameters)
  }
  return () => {
    database.query = query
  }
}
