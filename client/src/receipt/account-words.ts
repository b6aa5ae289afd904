import { accountOwner, groupedCardNumber } from '@evertill/crdt-model'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { Receipt } from '../local/receipt.ts'

/** How an account is called on receipts and screens: a card by its last four, a customer's by what it is. */
export function accountWords(account: string): string {
  const owner = accountOwner(account)
  switch (owner?.kind) {
    case 'gift-card':
      return t('till.receipt.tenderNumber', {
        kind: t('till.tender.gift-card'),
        number: `…${owner.lastFour}`,
      })
    case 'house':
      return t('till.tender.on-account')
    default:
      return t('till.tender.store-credit')
  }
}

function balanceWords(account: string, left: number): string {
  const isDebt = accountOwner(account)?.kind === 'house' && left <= 0
  return isDebt ? t('till.receipt.owed') : t('till.receipt.leftOn', { account: accountWords(account) })
}

/** What a receipt says of gift cards and store credit: what is left on them, and the number of a new credit note. */
export function accountFacts({
  balances = [],
  creditNote,
  currency,
}: Pick<Receipt, 'balances' | 'creditNote' | 'currency'>): { name: string; value: string }[] {
  return [
    ...balances.map(({ account, left }) => ({
      name: balanceWords(account, left),
      value: formatMoney(Math.abs(left), currency),
    })),
    ...(creditNote ? [{ name: t('till.receipt.creditNote'), value: groupedCardNumber(creditNote) }] : []),
  ]
}
