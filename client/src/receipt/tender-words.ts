import {
  accountOwner,
  type CardSlip,
  type CurrencyCode,
  rateMillionths,
  type Tender,
  type TenderKind,
} from '@evertill/crdt-model'
import { formatExchangeRate, formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'

/** What is known of a tender: all of it at its till; kind, amount and a card's slip where the server tells of it. */
export type KnownTender =
  | Tender
  | { readonly kind: TenderKind; readonly amount: number; readonly slip?: CardSlip }

/** How much of a terminal's or a card's number is shown: enough to find it again, too little to use it. */
const SHOWN_DIGITS = 4
/** In place of what nobody has. A sign that every printer's typeface knows. */
const HIDDEN_DIGITS = '····'

/** A way of paying as it stands on a receipt, beside its amount: `Card …4711`. */
export function tenderWords(tender: KnownTender): string {
  const kind = t(`till.tender.${tender.kind}`)
  const number = numberOf(tender)
  return number === '' ? kind : t('till.receipt.tenderNumber', { kind, number: masked(number) })
}

/** What stands under a tender: of foreign cash the rate it was taken by, of a card what its slip said. */
export function tenderDetails(tender: KnownTender, currency: CurrencyCode): string[] {
  if ('slip' in tender && tender.slip !== undefined) return slipLines(tender.slip)
  if (tender.kind !== 'foreign-cash' || !('rate' in tender)) return []
  return [
    t('till.receipt.foreignCash', {
      handed: formatMoney(tender.handed, tender.currency),
      rate: formatExchangeRate(rateMillionths(tender.rate, tender.currency, currency)),
    }),
  ]
}

/** `Visa Debit ···· 1234`, `AID A0000000031010`, `Approval 123456`: as receipts of cards have it. SPEC E10. */
function slipLines({ scheme, lastFour, aid, approval }: CardSlip): string[] {
  const number = lastFour && `${HIDDEN_DIGITS} ${lastFour}`
  const card = [scheme, number].filter(Boolean).join(' ')
  return [
    ...(card === '' ? [] : [card]),
    ...(aid ? [t('till.receipt.aid', { aid })] : []),
    ...(approval ? [t('till.receipt.approval', { approval })] : []),
  ]
}

function numberOf(tender: KnownTender): string {
  if ('reference' in tender) return tender.reference
  if (!('account' in tender)) return ''
  // A customer's credit has no number.
  return accountOwner(tender.account)?.kind === 'store-credit' ? '' : tender.account
}

function masked(number: string): string {
  return number.length > SHOWN_DIGITS ? `…${number.slice(-SHOWN_DIGITS)}` : number
}
