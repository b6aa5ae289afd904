import { salesExportQuery, salesQuery } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { findSale } from '../../reports/find-sale.ts'
import { listSales } from '../../reports/list-sales.ts'
import { type ExportNames, streamSalesCsv } from '../../reports/sales-csv.ts'
import { readStaffNames } from '../../shop/read-staff.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { parseQuery } from '../parse-query.ts'
import { Problem } from '../problem.ts'

/** `GET`: sales, the newest first. `GET /export.csv`: all of them as a file. `GET /<id>`: one as on its receipt. */
export function salesRoutes(services: Services): Hono<AppEnv> {
  const { database } = services
  return new Hono<AppEnv>()
    .get('/', async c => {
      const user = await requireUser(c, services)
      return c.json(await listSales(database, user, parseQuery(c, salesQuery)))
    })
    .get('/export.csv', async c => {
      const user = await requireUser(c, services)
      const query = parseQuery(c, salesExportQuery)
      const file = streamSalesCsv(database, user, query, await readNames(services))
      const days = [query.from, query.to].filter(day => day !== undefined).join('-')
      return c.body(file, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="sales${days && `-${days}`}.csv"`,
        'cache-control': 'no-store',
      })
    })
    .get('/:id', async c => {
      const user = await requireUser(c, services)
      const sale = await findSale(database, user, c.req.param('id'))
      if (sale === undefined) throw new Problem('not-found', 'there is no such sale')
      return c.json(sale)
    })
}

/** What people call things now; an id stands for what has no name any more. */
async function readNames(services: Services): Promise<ExportNames> {
  const shop = await services.shop.read()
  const tills = new Map<string, string>()
  const stores = new Map<string, string>()
  for (const till of shop.tills.values()) {
    tills.set(till.id, till.name)
    stores.set(till.store.id, till.store.name)
  }
  const cashiers: ReadonlyMap<string, string> = await readStaffNames(
    services.hub,
    new Set([...shop.tills.values()].map(till => till.store.id)),
  )
  return {
    store: id => stores.get(id) ?? id,
    till: id => tills.get(id) ?? id,
    cashier: id => cashiers.get(id) ?? id,
  }
}
