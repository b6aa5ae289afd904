import type { CustomerId, CustomerSales } from '@evertill/crdt-model'
import type { Device } from '../devices/device.ts'
import type { Queryable } from '../storage/database.ts'
import { conditionsFor } from './conditions.ts'

/** A cashier looks back at the last visits, not at a life. */
const MOST = 20

/** The last sales to a customer in the store of a till. One query. */
export async function listCustomerSales(
  database: Queryable,
  device: Device,
  customer: CustomerId,
): Promise<CustomerSales> {
  const conditions = conditionsFor(device.organisation)
  conditions.compare('store', '=', device.store)
  conditions.compare('customer', '=', customer)
  const sales = await database.query<CustomerSales['sales'][number]>(
    `select kind, receipt, at, currency, total,
       coalesce((select jsonb_agg(jsonb_build_object('product', product, 'name', name, 'quantity', quantity,
           'amount', amount) order by line)
         from sale_lines part
        where part.organisation = sales.organisation and part.till = sales.till and part.epoch = sales.epoch
          and part.number = sales.number and part.part = sales.part), '[]') as items
     from sales where ${conditions.text()} order by at desc, till, epoch desc, number desc, part limit ${MOST}`,
    conditions.values,
  )
  return { sales }
}
