import {
  applyRecordEntries,
  couponLimits,
  createRecordFold,
  type DocumentFinding,
  type PromotionId,
  promotionOf,
  readPromotion,
  readRecord,
  recordIds,
  toId,
} from '@evertill/crdt-model'
import { ENTRY_COLUMNS, readStoredEntry, type StoredEntry } from '../history/prune-history.ts'
import type { ShopQueryable } from '../storage/shop-database.ts'
import { findingId, isOpen } from './settled-findings.ts'

interface PromotionEntry extends StoredEntry {
  readonly document: string
}

interface Overuse extends Limit {
  readonly id: string
  readonly uses: number
  readonly at: number
}

/** Another one with every further use, and with another limit. */
const ID = findingId("'coupon-overused'", 'used.document', 'used.coupon', 'used."limit"', 'used.uses')

interface Limit {
  readonly document: string
  readonly coupon: string
  readonly limit: number
}

/**
 * Coupons that were used more often than they may be: tills that were offline did not know of each other. All sales
 * stand, and a person is told, until the limit is raised or the promotion ends. A function of the rows. SPEC G12.
 */
export async function listCouponOveruses(database: ShopQueryable): Promise<DocumentFinding[]> {
  const limits = await readLimits(database)
  if (limits.length === 0) return []
  const rows = await database.query<Overuse>(
    `select used.*, ${ID} as id from (select l.document, l.coupon, l."limit",
       sum(case s.kind when 'sale' then 1 when 'void' then -1 else 0 end) as uses, max(s.at) as at
     from jsonb_to_recordset($2::jsonb) as l (document text, coupon text, "limit" bigint)
     join sales s on s.organisation = $1 and s.coupons <> '[]' and s.coupons @> jsonb_build_array(l.coupon)
     group by l.document, l.coupon, l."limit"
     having sum(case s.kind when 'sale' then 1 when 'void' then -1 else 0 end) > l."limit") used
     where ${isOpen('$1', ID)} order by used.at desc, used.coupon`,
    [database.organisation, JSON.stringify(limits)],
  )
  return rows.map(({ id, document, coupon, limit, uses, at }) => ({
    ...{ id, document, kind: 'coupon-overused', coupon, limit, uses, entries: uses, foundAt: at },
  }))
}

/** The limits as the catalogs have them now, from the entries of promotions that ever had one. */
async function readLimits(database: ShopQueryable): Promise<Limit[]> {
  const rows = await database.query<PromotionEntry>(
    `select document, ${ENTRY_COLUMNS} from record_history h
      where organisation = $1 and log = 'promotions' and exists (
        select from record_history limited where limited.organisation = $1 and limited.log = 'promotions'
          and limited.document = h.document and limited.record = h.record
          and limited.fields like '%"couponUses"%')
      order by document, position`,
    [database.organisation],
  )
  const catalogs = new Map<string, PromotionEntry[]>()
  for (const row of rows) catalogs.set(row.document, [...(catalogs.get(row.document) ?? []), row])
  return [...catalogs].flatMap(([document, entries]) => limitsOf(document, entries))
}

function limitsOf(document: string, entries: readonly PromotionEntry[]): Limit[] {
  const fold = createRecordFold()
  applyRecordEntries(
    fold,
    entries.map(readStoredEntry).filter(entry => entry !== undefined),
  )
  const promotions = [...recordIds(fold)].flatMap(id => {
    const record = readRecord(fold, id)
    return (record && promotionOf(toId<PromotionId>(id), readPromotion(record).value)) ?? []
  })
  return [...couponLimits(promotions)].map(([coupon, limit]) => ({ document, coupon, limit }))
}
