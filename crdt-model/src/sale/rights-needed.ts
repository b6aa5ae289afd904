import type { TillRight } from '../access/till-rights.ts'
import { accountOwner } from '../escrow/account-id.ts'
import type { AccountId } from '../ids.ts'
import type { OpenSale, SaleRefusal } from './sale.ts'
import type { Tender } from './tender.ts'

/** What of a sale decides on the rights it asks for. */
export type JudgedSale = Pick<OpenSale, 'lines' | 'discount' | 'exemption' | 'customer'> & {
  readonly tenders?: readonly Tender[]
}

/**
 * The rights, other than those with a limit, that somebody must have who completes this sale. An exemption that comes
 * with a customer on file was allowed when it was written there. SPEC O5.
 */
export function rightsNeeded(sale: JudgedSale): TillRight[] {
  const isExempt = sale.exemption !== undefined || sale.lines.some(line => line.exemption !== undefined)
  const isUnlisted = sale.lines.some(line => line.product === null && line.account === undefined)
  const needed: readonly (readonly [TillRight, boolean])[] = [
    ['exempt-tax', isExempt && sale.customer === undefined],
    ['sell-unlisted', isUnlisted],
    ['sell-gift-card', sale.lines.some(({ account }) => account !== undefined && !isDebt(account))],
    ['sell-on-account', sale.tenders?.some(({ kind }) => kind === 'on-account') ?? false],
  ]
  return needed.flatMap(([right, isNeeded]) => (isNeeded ? [right] : []))
}

/** Who pays what they owe is asked for no right: it is no money that the shop will owe. */
function isDebt(account: AccountId): boolean {
  return accountOwner(account)?.kind === 'house'
}

/** Whether a person took something off, or set a price below the shop's: then limits are to be looked at. SPEC D5. */
export function isReducedByHand(sale: JudgedSale): boolean {
  return (
    sale.discount !== undefined ||
    sale.lines.some(line => line.discount !== undefined || line.unitPrice < line.listPrice)
  )
}

/** The right somebody else may lend so that what was refused can be done after all, or null where no right helps. SPEC O5. */
export function rightToAsk(refusal: SaleRefusal): TillRight | null {
  switch (refusal.code) {
    case 'not-allowed':
      return refusal.right
    case 'discount-above-limit':
      return 'discount'
    default:
      return null
  }
}
