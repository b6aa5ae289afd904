import { type AccountId, accountOwner } from '@evertill/crdt-model'
import { t } from '../../i18n/translate.ts'
import type { LocalDatabase } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { accountWords } from '../../receipt/account-words.ts'

/** How accounts are called: cards by their last four, credit by whose it is. */
export function createAccountNames(database: LocalDatabase): (account: AccountId) => string {
  const customers = createLiveQuery(async () => {
    const rows = await database.customers.toArray()
    return new Map(rows.map(row => [row.id, row.name]))
  })
  return account => {
    const owner = accountOwner(account)
    if (owner?.kind !== 'store-credit') return accountWords(account)
    const name = customers()?.get(owner.customer)
    return t('credit.ofCustomer', { name: name || t('credit.office.unknownCustomer') })
  }
}
