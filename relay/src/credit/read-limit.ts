import { type AccountId, accountOwner, limitInForce, readCustomer } from '@evertill/crdt-model'
import { recordsOf } from '../shop/read-shop.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

/**
 * The limit that a house account is under, as the customer's record is committed now; null where they buy nothing on
 * account. Of any other account nothing. SPEC K10.
 */
export async function readLimit(
  hub: Pick<SyncHub, 'read'>,
  account: AccountId,
): Promise<{ readonly limit?: number | null }> {
  const owner = accountOwner(account)
  if (owner?.kind !== 'house') return {}
  return hub.read({ kind: 'customers' }, doc => {
    const [record] = recordsOf(doc, 'customers', new Set([owner.customer]))
    return { limit: record === undefined ? null : limitInForce(readCustomer(record).value) }
  })
}
