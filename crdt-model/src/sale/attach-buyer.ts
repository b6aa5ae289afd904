import type { BusinessDay, CustomerId } from '../ids.ts'
import type { Customer, CustomerExemption } from '../records/customer.ts'
import type { SpokenLanguage } from '../records/spoken-language.ts'
import type { TaxExemption } from '../tax/tax-class.ts'
import { attachCustomer } from './edit-terms.ts'
import type { OpenSale, SaleCustomer } from './sale.ts'

/** Who buys, as their record says it. */
export interface Buyer extends Pick<Customer, 'group' | 'exemption'> {
  readonly id: CustomerId
  readonly language?: SpokenLanguage | null
}

/**
 * Says who buys: their group, their language, and their exemption where it holds on this day, take the place of those
 * of whoever was attached before; of nobody's with null. SPEC U1 to U3.
 */
export function attachBuyer(sale: OpenSale, buyer: Buyer | null, day: BusinessDay): OpenSale {
  const { exemption: _, ...plain } = attachCustomer(sale, buyer && saleCustomerOf(buyer))
  const exemption = buyer?.exemption ? exemptionInForce(buyer.exemption, day) : undefined
  return exemption ? { ...plain, exemption } : plain
}

function saleCustomerOf({ id, group, language }: Buyer): SaleCustomer {
  return { id, group, ...(language ? { language } : {}) }
}

/** The exemption of a customer on a day, or undefined once it has run out. Its last day is included. SPEC U2. */
export function exemptionInForce(exemption: CustomerExemption, day: BusinessDay): TaxExemption | undefined {
  const { until, ...lasting } = exemption
  return until !== undefined && until < day ? undefined : lasting
}
