import type { TaxExemption } from '../tax/tax-class.ts'
import { isAmount } from './limits.ts'
import type { ManualDiscount, SaleRefusal } from './sale.ts'

const WHOLE = 1_000_000

/** Why a person's discount cannot stand, or undefined: above 0, and at most everything. SPEC D1. */
export function discountRefusal(discount: ManualDiscount | undefined): SaleRefusal | undefined {
  if (discount === undefined) return undefined
  const isGood =
    discount.kind === 'percent'
      ? Number.isSafeInteger(discount.millionths) && discount.millionths > 0 && discount.millionths <= WHOLE
      : isAmount(discount.amount) && discount.amount > 0
  return isGood ? undefined : { code: 'bad-discount' }
}

/** Why an exemption cannot stand, or undefined: it has a reason, and names taxes if it names any. SPEC T9. */
export function exemptionRefusal(exemption: TaxExemption | undefined): SaleRefusal | undefined {
  if (exemption === undefined) return undefined
  const isGood =
    exemption.reason.trim() !== '' && (exemption.taxes === undefined || exemption.taxes.length > 0)
  return isGood ? undefined : { code: 'bad-exemption' }
}
