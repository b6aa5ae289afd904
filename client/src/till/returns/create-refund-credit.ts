import {
  type AccountId,
  type CustomerId,
  creditAccount,
  creditForReturn,
  type PayBack,
  tenderRulesOf,
} from '@evertill/crdt-model'
import { type Accessor, createMemo, createResource } from 'solid-js'
import { loadTexts, t } from '../../i18n/translate.ts'
import { accountOfCard, newCardNumber } from '../../local/card-account.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { useTill } from '../till-context.tsx'

/** Store credit for goods that come back. */
export interface RefundCredit {
  /** The account it would go to; undefined where the store would not take it. */
  readonly account: Accessor<AccountId | undefined>
  /** What that is called. */
  readonly words: Accessor<string>
  /** The number to print where it is paid as a new credit note. */
  readonly noteFor: (paid: PayBack) => { readonly creditNote?: string }
}

/** The credit of the customer where one is known, or else a credit note with a number that is made now. */
export function createRefundCredit(customer: Accessor<CustomerId | undefined>): RefundCredit {
  const till = useTill()
  const database = useLocalDatabase()
  const number = newCardNumber()
  const [note] = createResource(async () => {
    const [account] = await Promise.all([accountOfCard(number), loadTexts('credit')])
    return account
  })
  const known = createLiveQuery(async () => {
    const id = customer()
    return id === undefined ? undefined : await database.customers.get(id)
  })
  const account = createMemo(() => {
    // Not before the words for it are there.
    const fresh = note.latest
    if (fresh === undefined) return undefined
    const row = known()
    return creditForReturn(tenderRulesOf(till.store()), row && creditAccount(row.id), fresh)
  })
  return {
    account,
    words: () => {
      const row = known()
      if (account() === undefined) return ''
      return row ? t('credit.back.toCustomer', { name: row.name }) : t('credit.back.toNote')
    },
    noteFor: paid =>
      paid.tenders.some(each => each.kind === 'store-credit' && each.account === note.latest)
        ? { creditNote: number }
        : {},
  }
}
