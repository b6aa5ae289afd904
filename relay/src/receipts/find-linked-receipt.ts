import {
  type LinkedPart,
  type LinkedReceiptReply,
  type SaleDetail,
  type SaleReply,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import { findSaleOfEntry } from '../reports/find-sale.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'
import { readReceiptNames } from './receipt-names.ts'

/** How many digits of the hash a receipt shows. */
const PROOF_DIGITS = 8

/** Where receipts are looked for. */
export interface ReceiptSources {
  readonly database: ShopDatabase
  readonly hub: Pick<SyncHub, 'read'>
}

/** What stands on the paper of the entry with this hash of its token; undefined while no row has it. SPEC RL3. */
export async function findLinkedReceipt(
  { database, hub }: ReceiptSources,
  linkHash: string,
): Promise<LinkedReceiptReply | undefined> {
  const [place] = await database.query<{ till: string; epoch: number; number: number }>(
    'select till, epoch, number from sales where organisation = $1 and link_hash = $2 limit 1',
    [database.organisation, linkHash],
  )
  const sale = place && (await findSaleOfEntry(database, { ...place, till: toId<TillId>(place.till) }))
  if (sale === undefined) return undefined
  const { says, ...names } = await readReceiptNames(hub, sale)
  return {
    sale: {
      ...partOf(sale),
      returned: sale.returned && partOf(sale.returned),
      proof: says.includes('proof') ? sale.hash.slice(0, PROOF_DIGITS) : '',
    },
    ...names,
    servedBy: says.includes('served') ? names.servedBy : '',
  }
}

/** Field by field: what a sale comes to have one day is told to nobody before somebody has thought of it. */
function partOf(part: SaleReply | SaleDetail): LinkedPart {
  const { kind, receipt, at, offsetMinutes, currency, subtotal, taxAdded, total, change, tip, rounding } =
    part
  const { reason, items, taxes, tenders, of } = part
  return {
    ...{ kind, receipt, at, offsetMinutes, currency, subtotal, taxAdded, total, change, tip, rounding },
    ...{ reason, items, taxes, tenders, of: of && { receipt: of.receipt } },
  }
}
