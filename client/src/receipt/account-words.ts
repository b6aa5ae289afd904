import { accountOwner, groupedCardNumber } from '@evertill/crdt-model'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { Receipt } from '../local/receipt.ts'

/** How an account is called on receipts and screens: a card by its last four, a customer's credit by what it is. */
export function accountWords(account: string): string {
  const owner = accountOwner(account)
  return owner?.kind === 'gift-card'
    ? t('till.receipt.tenderNumber', { kind: t('till.tender.gift-card'), number: `…${owner.lastFour}` })
    : t('till.tender.store-credit')
}

/** What a receipt says of gift cards and store credit: what is left on them, and the number of a new credit note. */
export function accountFacts({
  balances = [],
  creditNote,
  currency,
}: Pick<Receipt, 'balances' | 'creditNote' | 'currency'>): { name: string; value: string }[] {
  return [
    ...balances.map(({ account, left }) => ({
      name: t('till.receipt.leftOn', { account: accountWords(account) }),
      value: formatMoney(left, currency),
    })),
    ...(creditNote ? [{ name: t('till.receipt.creditNote'), value: groupedCardNumber(creditNote) }] : []),
  ]
}
