import {
  accountOwner,
  type CurrencyCode,
  rateMillionths,
  type Tender,
  type TenderKind,
} from '@evertill/crdt-model'
import { formatExchangeRate, formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'

/** What is known of a tender: all of it at its till, kind and amount where the server tells of it. */
export type KnownTender = Tender | { readonly kind: TenderKind; readonly amount: number }

/** How much of a terminal's or a card's number is shown: enough to find it again, too little to use it. */
const SHOWN_DIGITS = 4

/** A way of paying as it stands on a receipt, beside its amount: `Card …4711`. */
export function tenderWords(tender: KnownTender): string {
  const kind = t(`till.tender.${tender.kind}`)
  const number = numberOf(tender)
  return number === '' ? kind : t('till.receipt.tenderNumber', { kind, number: masked(number) })
}

/** What stands under a tender: foreign cash, and by which rate it was taken. Empty for every other. */
export function tenderDetail(tender: KnownTender, currency: CurrencyCode): string {
  if (tender.kind !== 'foreign-cash' || !('rate' in tender)) return ''
  return t('till.receipt.foreignCash', {
    handed: formatMoney(tender.handed, tender.currency),
    rate: formatExchangeRate(rateMillionths(tender.rate, tender.currency, currency)),
  })
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
