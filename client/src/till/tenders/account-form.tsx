import { houseAccount } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { HouseStanding } from '../credit/house-standing.tsx'
import { useTill } from '../till-context.tsx'
import { CustomerAccountForm } from './customer-account-form.tsx'
import type { WayFormProps } from './way-form.tsx'

/** On account: of whoever is attached to the sale, as much as may be lent to them at this till now. */
export function AccountForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  return (
    <CustomerAccountForm
      {...props}
      kind="on-account"
      accountOf={houseAccount}
      label={t('tenders.amountOf.on-account')}
      action={amount => t('tenders.account.take', { amount })}
      take={async ({ customer, amount, left }) => {
        if (!(await till.approval.ask('sell-on-account', props.sale.id))) return false
        const limits = { creditLeft: new Map([[customer, left]]) }
        return till.sales.take({ kind: 'on-account', amount, customer }, limits)
      }}
      standing={(name, share) => (
        <HouseStanding title={t('tenders.account.of', { name })} share={share} currency={till.currency()} />
      )}
    />
  )
}
