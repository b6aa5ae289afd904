import type { CouponUsesReply } from '@evertill/crdt-model'
import type { Device } from '../devices/device.ts'
import type { Queryable } from '../storage/database.ts'

/**
 * How often coupons were used at all tills of the organisation, and up to which of its own entries a till finds itself
 * counted: both of one moment, so that a till adds what came after and nothing twice. SPEC G12.
 */
export async function countCouponUses(
  database: Queryable,
  organisation: string,
  device: Pick<Device, 'till' | 'epoch'> | null,
  coupons: readonly string[],
): Promise<CouponUsesReply> {
  const [row] = await database.query<CouponUsesReply>(
    `select
       (select coalesce(jsonb_object_agg(coupon, uses), '{}') from (
          select wanted.coupon, sum(case s.kind when 'sale' then 1 when 'void' then -1 else 0 end) as uses
            from jsonb_array_elements_text($2::jsonb) as wanted (coupon)
            join sales s on s.organisation = $1 and s.coupons <> '[]'
              and s.coupons @> jsonb_build_array(wanted.coupon)
           group by wanted.coupon) used) as uses,
       (select coalesce(max(number), 0) from journal_entries
         where organisation = $1 and till = $3 and epoch = $4) as counted`,
    [organisation, JSON.stringify([...new Set(coupons)]), device?.till ?? '', device?.epoch ?? 0],
  )
  return row ?? { uses: {}, counted: 0 }
}
