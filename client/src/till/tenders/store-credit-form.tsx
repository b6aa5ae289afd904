import { creditAccount } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { AccountStanding } from '../credit/account-standing.tsx'
import { useTill } from '../till-context.tsx'
import { CustomerAccountForm } from './customer-account-form.tsx'
import type { WayFormProps } from './way-form.tsx'

/** The store credit of whoever is attached to the sale: what of it can be used here, and how much of that. */
export function StoreCreditForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  return (
    <CustomerAccountForm
      {...props}
      kind="store-credit"
      accountOf={creditAccount}
      label={t('credit.amountOf.store-credit')}
      action={amount => t('credit.take', { amount })}
      take={({ account, amount, left }) =>
        till.sales.take({ kind: 'store-credit', amount, account }, { spendable: new Map([[account, left]]) })
      }
      standing={(name, share) => (
        <AccountStanding title={t('credit.ofCustomer', { name })} share={share} currency={till.currency()} />
      )}
    />
  )
}
