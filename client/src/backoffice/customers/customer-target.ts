import { type CurrencyCode, NO_CURRENCY, parseCurrency } from '@evertill/crdt-model'
import type { Office } from '../office-context.tsx'
import type { WriteTarget } from '../record-write.ts'

export const CUSTOMERS: WriteTarget = { document: 'customers', log: 'customers' }
export const CUSTOMER_GROUPS: WriteTarget = { document: 'settings', log: 'customerGroups' }

/** What limits on account are written in: customers are the whole shop's, whose first store tells its currency. */
export function customerCurrency(office: Pick<Office, 'stores'>): CurrencyCode {
  return parseCurrency(office.stores()?.[0]?.currency ?? '') ?? NO_CURRENCY
}
