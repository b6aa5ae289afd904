import type { DiscountLimits } from '../sale/discount-limits.ts'

/** What somebody may be at a till. Who they are in the back office is another matter (`Role`). SPEC O1. */
export const TILL_ROLES = ['cashier', 'supervisor', 'manager'] as const
export type TillRole = (typeof TILL_ROLES)[number]

/**
 * The one table of what people may do at a till by themselves. Selling, parking and the sign-in are everybody's and
 * are no rights. SPEC O1.
 */
export const TILL_RIGHTS = {
  /** Take a line out of a sale, or give a whole sale up, before it is paid. */
  'void-line': { cashier: true, supervisor: true, manager: true },
  'cancel-sale': { cashier: true, supervisor: true, manager: true },
  /** Take off more than a cashier may, up to the limits of the role (O3). */
  discount: { cashier: false, supervisor: true, manager: true },
  /** Free a line or a sale from tax. */
  'exempt-tax': { cashier: false, supervisor: true, manager: true },
  /** Sell something that is not on file, under a name and price of one's own. */
  'sell-unlisted': { cashier: true, supervisor: true, manager: true },
  /** Undo the last sale. */
  'void-sale': { cashier: false, supervisor: true, manager: true },
  'return-with-receipt': { cashier: true, supervisor: true, manager: true },
  'return-without-receipt': { cashier: false, supervisor: true, manager: true },
  /** Pay goods that came back in another way than they were paid. */
  'refund-otherwise': { cashier: false, supervisor: true, manager: true },
  /** Open the drawer without a sale. */
  'open-drawer': { cashier: false, supervisor: true, manager: true },
  'open-shift': { cashier: true, supervisor: true, manager: true },
  'close-shift': { cashier: true, supervisor: true, manager: true },
  /** Put cash in, or take it out, for another reason than a sale. */
  'move-cash': { cashier: false, supervisor: true, manager: true },
  'drop-cash': { cashier: true, supervisor: true, manager: true },
  /** See what should be in the drawer: X and Z reports with their figures, over and short. */
  'see-expected': { cashier: false, supervisor: true, manager: true },
  'reprint-receipt': { cashier: true, supervisor: true, manager: true },
  /** Begin to practise: nothing that is done then counts, so whoever may do it could sell beside the books (O7). */
  train: { cashier: false, supervisor: true, manager: true },
  /** Let a customer buy on account. */
  'sell-on-account': { cashier: true, supervisor: true, manager: true },
  /** Put money on a gift card or a store credit that the customer pays for. */
  'sell-gift-card': { cashier: true, supervisor: true, manager: true },
  /** Give store credit, or a credit note, for goods that come back. */
  'refund-to-credit': { cashier: true, supervisor: true, manager: true },
} as const satisfies Record<string, { readonly [role in TillRole]: boolean }>

export type TillRight = keyof typeof TILL_RIGHTS

/** Every right, in the order of the table. */
export const ALL_TILL_RIGHTS = Object.keys(TILL_RIGHTS).filter(isTillRight)

/** What somebody may do at a till: a role, and what they have beyond it or are not to do. SPEC O2. */
export interface TillPerson {
  readonly role: TillRole
  readonly extraRights: readonly TillRight[]
  readonly withheldRights: readonly TillRight[]
}

const WHOLE = 1_000_000

/** What each role may take off by itself, unless the organisation says otherwise. SPEC D5, O3. */
export const ROLE_LIMITS: { readonly [role in TillRole]: DiscountLimits } = {
  cashier: { lineMillionths: 100_000, saleMillionths: 100_000, priceMillionths: 100_000 },
  supervisor: { lineMillionths: 300_000, saleMillionths: 300_000, priceMillionths: 300_000 },
  manager: { lineMillionths: WHOLE, saleMillionths: WHOLE, priceMillionths: WHOLE },
}

/** Whether the text names a right. A name that a newer till wrote is none here. */
export function isTillRight(text: string): text is TillRight {
  return Object.hasOwn(TILL_RIGHTS, text)
}

/** Whether somebody may do this by themselves. What is withheld goes before what is given. SPEC O2. */
export function hasTillRight(person: TillPerson, right: TillRight): boolean {
  if (person.withheldRights.includes(right)) return false
  return TILL_RIGHTS[right][person.role] || person.extraRights.includes(right)
}

/** How much somebody may take off by themselves: without the right `discount` as much as a cashier. SPEC O3. */
export function discountLimitsOf(
  person: TillPerson,
  limits: { readonly [role in TillRole]: DiscountLimits } = ROLE_LIMITS,
): DiscountLimits {
  if (!hasTillRight(person, 'discount')) return limits.cashier
  return limits[person.role === 'cashier' ? 'supervisor' : person.role]
}

/** Of several people's limits, in each respect the highest: an operator's, and those of who allowed more. SPEC O4. */
export function widestLimits(limits: readonly DiscountLimits[]): DiscountLimits {
  const highest = (of: keyof DiscountLimits) => Math.max(0, ...limits.map(each => each[of]))
  return {
    lineMillionths: highest('lineMillionths'),
    saleMillionths: highest('saleMillionths'),
    priceMillionths: highest('priceMillionths'),
  }
}

/** Gives somebody a right or takes it from them; what the role has anyway is neither given nor withheld. SPEC O2. */
export function withRight(person: TillPerson, right: TillRight, may: boolean): TillPerson {
  const others = (rights: readonly TillRight[]) => rights.filter(each => each !== right)
  const ofRole = TILL_RIGHTS[right][person.role]
  return {
    role: person.role,
    extraRights: [...others(person.extraRights), ...(may && !ofRole ? [right] : [])],
    withheldRights: [...others(person.withheldRights), ...(!may && ofRole ? [right] : [])],
  }
}
