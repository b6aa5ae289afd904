import { assertNever } from '../assert-never.ts'
import { type DueSale, dueWith, sumTenders } from './amount-due.ts'
import { holdsCardNumber } from './card-number.ts'
import { slipProblem } from './card-slip.ts'
import { worthOf } from './exchange-rate.ts'
import { isAmount, MAX_AMOUNT } from './limits.ts'
import type { SaleRefusal } from './sale.ts'
import type { Tender, TenderRules } from './tender.ts'

/** The longest reference of a terminal or voucher. */
const LONGEST_REFERENCE = 40

/** Why a further tender is not taken, or undefined. SPEC L11, E2–E6. */
export function tenderRefusal(sale: DueSale, tender: Tender, rules: TenderRules): SaleRefusal | undefined {
  const all = [...sale.tenders, tender]
  if (!isTenderAmount(sale, tender) || !isAmount(sumTenders(all))) return { code: 'amount-out-of-range' }
  if (rules.kinds && !rules.kinds.has(tender.kind)) return { code: 'tender-not-taken', kind: tender.kind }
  const refusal = kindRefusal(sale, tender, rules)
  if (refusal) return refusal
  const most = dueWith(sale, tender.kind)
  return !givesChange(tender) && tender.amount > most ? { code: 'overpaid', most } : undefined
}

/** Why tenders that come from elsewhere would not have been taken one after the other, or undefined. SPEC L13. */
export function tendersRefusal(sale: DueSale, rules: TenderRules): SaleRefusal | undefined {
  // Cash comes last here: what was tendered before it decides on overpayment, in whatever order people put it down.
  const ordered = [...sale.tenders.filter(each => !givesChange(each)), ...sale.tenders.filter(givesChange)]
  let before: Tender[] = []
  for (const tender of ordered) {
    const refusal = tenderRefusal({ ...sale, tenders: before }, tender, rules)
    if (refusal) return refusal
    before = [...before, tender]
  }
  return undefined
}

/** Only cash is handed back. SPEC E4. */
export function givesChange(tender: Tender): boolean {
  return tender.kind === 'cash' || tender.kind === 'foreign-cash'
}

/** Above 0; a cash payment of nothing is one where rounding takes all that is due. SPEC E5. */
function isTenderAmount(sale: DueSale, tender: Tender): boolean {
  if (!isAmount(tender.amount)) return false
  return tender.amount > 0 || (tender.kind === 'cash' && isRoundedAway(sale))
}

function isRoundedAway(sale: DueSale): boolean {
  return sale.cashRounding !== undefined && dueWith(sale, 'card') > 0 && dueWith(sale, 'cash') === 0
}

function kindRefusal(sale: DueSale, tender: Tender, rules: TenderRules): SaleRefusal | undefined {
  switch (tender.kind) {
    case 'cash':
      return undefined
    case 'exchange':
      return tender.amount + spentBefore(sale, tender) <= (rules.exchangeCredit ?? 0)
        ? undefined
        : { code: 'tender-not-taken', kind: tender.kind }
    case 'foreign-cash': {
      const rate = rules.rates?.get(tender.currency)
      const isRate = rate?.foreign === tender.rate.foreign && rate.own === tender.rate.own
      const isWorth = isRate && isHanded(tender) && worthOf(tender.handed, tender.rate) === tender.amount
      if (!isWorth) return { code: 'wrong-exchange-rate' }
      return tender.handed % (rate.step ?? 1) === 0 ? undefined : { code: 'coins-not-taken' }
    }
    case 'card':
      return referenceRefusal(tender) ?? cardRefusal(tender)
    case 'voucher':
      return referenceRefusal(tender)
    case 'gift-card':
    case 'store-credit': {
      const left = (rules.spendable?.get(tender.account) ?? 0) - spentBefore(sale, tender)
      return tender.amount <= left ? undefined : { code: 'balance-too-low', left: Math.max(0, left) }
    }
    case 'on-account': {
      const left = (rules.creditLeft?.get(tender.customer) ?? 0) - spentBefore(sale, tender)
      return tender.amount <= left ? undefined : { code: 'credit-limit-reached', left: Math.max(0, left) }
    }
    default:
      return assertNever(tender)
  }
}

function referenceRefusal({ reference }: { readonly reference: string }): SaleRefusal | undefined {
  const { length } = reference.trim()
  return length > 0 && length <= LONGEST_REFERENCE ? undefined : { code: 'reference-missing' }
}

/** SPEC E10, E11. */
function cardRefusal({
  reference,
  slip,
}: Extract<Tender, { readonly kind: 'card' }>): SaleRefusal | undefined {
  if (holdsCardNumber(reference)) return { code: 'card-number' }
  const problem = slip === undefined ? null : slipProblem(slip)
  if (problem === null) return undefined
  return { code: problem === 'card-number' ? 'card-number' : 'bad-slip' }
}

/** Foreign cash that is worth no more than a tender may be, at whatever rate. */
function isHanded({ handed, rate }: Extract<Tender, { readonly kind: 'foreign-cash' }>): boolean {
  return isAmount(handed) && handed > 0 && (handed * rate.own) / rate.foreign <= MAX_AMOUNT
}

/** What earlier tenders of the sale took from the same account. */
function spentBefore(sale: DueSale, tender: Tender): number {
  const account = accountOf(tender)
  return sumTenders(sale.tenders.filter(each => accountOf(each) === account))
}

function accountOf(tender: Tender): string {
  if (tender.kind === 'gift-card' || tender.kind === 'store-credit') return `account ${tender.account}`
  return tender.kind === 'on-account' ? `customer ${tender.customer}` : tender.kind
}
