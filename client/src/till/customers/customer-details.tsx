import { type CustomerId, exemptionInForce } from '@evertill/crdt-model'
import UserX from 'lucide-solid/icons/user-x'
import Users from 'lucide-solid/icons/users'
import { type JSX, lazy, Show, Suspense } from 'solid-js'
import { loadTexts, t } from '../../i18n/translate.ts'
import type { CustomerRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { momentAt } from '../../local/pricing-context.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { exemptionWords } from '../../receipt/exemption-words.ts'
import { Button } from '../../ui/button.tsx'
import { Fact } from '../../ui/fact.tsx'
import { Initial } from '../../ui/initial.tsx'
import { useTill } from '../till-context.tsx'
import { CustomerLanguage } from './customer-language.tsx'
import { CustomerPurchases } from './customer-purchases.tsx'

/** Loaded with its words, which are those of paying. */
const HouseAccount = lazy(async () => {
  const [part] = await Promise.all([import('./house-account.tsx'), loadTexts('credit', 'tenders')])
  return { default: part.HouseAccount }
})

export interface CustomerDetailsProps {
  readonly customer: CustomerId
  readonly onOther: () => void
  /** They pay something of what they owe. `owed` is what is known of it, minor units. */
  readonly onPay: (owed: number) => void
  readonly onDetached: () => void
}

/** Who is attached to the sale: what is known of them, and what they bought. */
export function CustomerDetails(props: CustomerDetailsProps): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const row = createLiveQuery(() => database.customers.get(props.customer))
  const detach = () => {
    void till.customers.attach(null)
    props.onDetached()
  }
  return (
    <div class="customers">
      <Show when={row()}>{found => <Known row={found()} />}</Show>
      <Show when={row()}>
        {found => (
          <Suspense>
            <HouseAccount row={found()} onPay={props.onPay} />
          </Suspense>
        )}
      </Show>
      <div class="customers__actions">
        <Button size="till" icon={Users} onClick={() => props.onOther()}>
          {t('customers.details.other')}
        </Button>
        <Button size="till" icon={UserX} onClick={detach}>
          {t('customers.details.detach')}
        </Button>
      </div>
      <CustomerPurchases customer={props.customer} />
    </div>
  )
}

function Known(props: { readonly row: CustomerRow }): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const group = createLiveQuery(() => {
    const { group: id } = props.row
    return id === null ? undefined : database.customerGroups.get(id)
  })
  const reach = () =>
    [props.row.number, props.row.phone, props.row.email].filter(each => each !== '').join(' · ')
  const hasRunOut = () => {
    const { exemption } = props.row
    return exemption !== null && !exemptionInForce(exemption, momentAt(Date.now(), till.store().timeZone).day)
  }
  return (
    <>
      <p class="customers__person">
        <Initial name={props.row.name} size="large" />
        <span class="customers__who">
          <strong>{props.row.name}</strong>
          <span class="customers__how">{reach()}</span>
        </span>
      </p>
      <dl class="customers__facts">
        <Show when={group()}>{found => <Fact name={t('customers.field.group')} value={found().name} />}</Show>
        <Show when={props.row.exemption}>
          {exemption => (
            <Fact
              name={t(hasRunOut() ? 'customers.details.exemptUntil' : 'customers.details.exempt')}
              value={exemptionWords(exemption())}
            />
          )}
        </Show>
        <Show when={props.row.note !== ''}>
          <Fact name={t('customers.field.note')} value={props.row.note} />
        </Show>
      </dl>
      <CustomerLanguage row={props.row} />
    </>
  )
}
