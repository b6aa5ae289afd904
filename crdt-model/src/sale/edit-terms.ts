import { couponKey } from '../pricing/applicable-promotions.ts'
import type { TaxExemption } from '../tax/tax-class.ts'
import { replaceLine } from './edit-lines.ts'
import type { LineResult, ManualDiscount, OpenSale, SaleCustomer, SaleResult } from './sale.ts'
import { discountRefusal, exemptionRefusal } from './term-refusals.ts'

/** Gives a discount on a line, or takes it back with null. Refused: `no-such-line`, `bad-discount`. SPEC D1. */
export function discountLine(sale: OpenSale, id: string, discount: ManualDiscount | null): LineResult {
  return replaceLine(sale, id, ({ discount: _, ...line }) => (discount ? { ...line, discount } : line))
}

/** Gives a discount on the whole sale, or takes it back with null. Refused: `bad-discount`. SPEC D1. */
export function discountSale(sale: OpenSale, discount: ManualDiscount | null): SaleResult<OpenSale> {
  const { discount: _, ...plain } = sale
  const refusal = discountRefusal(discount ?? undefined)
  if (refusal) return { ok: false, refusal }
  return { ok: true, sale: discount ? { ...plain, discount } : plain }
}

/** Frees a line from tax, or takes that back with null. Refused: `no-such-line`, `bad-exemption`. SPEC T9. */
export function exemptLine(sale: OpenSale, id: string, exemption: TaxExemption | null): LineResult {
  return replaceLine(sale, id, ({ exemption: _, ...line }) => (exemption ? { ...line, exemption } : line))
}

/** Frees the whole sale from tax, or takes that back with null. Refused: `bad-exemption`. SPEC T9. */
export function exemptSale(sale: OpenSale, exemption: TaxExemption | null): SaleResult<OpenSale> {
  const { exemption: _, ...plain } = sale
  const refusal = exemptionRefusal(exemption ?? undefined)
  if (refusal) return { ok: false, refusal }
  return { ok: true, sale: exemption ? { ...plain, exemption } : plain }
}

/** Says who buys, or nobody with null: group prices and promotions follow from it. SPEC G2. */
export function attachCustomer(sale: OpenSale, customer: SaleCustomer | null): OpenSale {
  const { customer: _, ...plain } = sale
  return customer ? { ...plain, customer } : plain
}

/** Presents a coupon; the same one twice is once. Whether it gives anything, the totals say. SPEC G3. */
export function presentCoupon(sale: OpenSale, code: string): OpenSale {
  const key = couponKey(code)
  const coupons = sale.coupons ?? []
  return key === '' || coupons.includes(key) ? sale : { ...sale, coupons: [...coupons, key] }
}

/** Takes a coupon back. */
export function withdrawCoupon(sale: OpenSale, code: string): OpenSale {
  const { coupons: before = [], ...plain } = sale
  const coupons = before.filter(each => each !== couponKey(code))
  return coupons.length > 0 ? { ...plain, coupons } : plain
}

/** Adds or takes away (null) what a line says of itself. Refused: `no-such-line`. */
export function describeLine(
  sale: OpenSale,
  id: string,
  about: { readonly serial?: string | null; readonly note?: string | null },
): LineResult {
  return replaceLine(sale, id, ({ serial, note, ...line }) => {
    const next = {
      serial: about.serial === undefined ? serial : about.serial,
      note: about.note === undefined ? note : about.note,
    }
    return {
      ...line,
      ...(next.serial ? { serial: next.serial } : {}),
      ...(next.note ? { note: next.note } : {}),
    }
  })
}
