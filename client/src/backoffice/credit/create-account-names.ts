import { type AccountId, accountOwner } from '@evertill/crdt-model'
import { t } from '../../i18n/translate.ts'
import type { LocalDatabase } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { accountWords } from '../../receipt/account-words.ts'

/** How accounts are called: cards by their last four, credit and house accounts by whose they are. */
export function createAccountNames(database: LocalDatabase): (account: AccountId) => string {
  const customers = createLiveQuery(async () => {
    const rows = await database.customers.toArray()
    return new Map(rows.map(row => [row.id, row.name]))
  })
  return account => {
    const owner = accountOwner(account)
    if (owner === undefined || owner.kind === 'gift-card') return accountWords(account)
    const name = customers()?.get(owner.customer) || t('credit.office.unknownCustomer')
    return owner.kind === 'house' ? name : t('credit.ofCustomer', { name })
  }
}
