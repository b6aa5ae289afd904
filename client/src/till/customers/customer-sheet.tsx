import { createSignal, type JSX, Match, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Sheet } from '../../ui/modal.tsx'
import { useTill } from '../till-context.tsx'
import { CustomerDetails } from './customer-details.tsx'
import { CustomerSearch } from './customer-search.tsx'
import './customer-sheet.css'
import { NewCustomerForm } from './new-customer-form.tsx'
import { PayAccount } from './pay-account.tsx'

type View =
  | { readonly kind: 'search' }
  /** What was typed in the search becomes the name or the phone number. */
  | { readonly kind: 'new'; readonly typed: string }
  | { readonly kind: 'attached' }
  /** They pay something of what they owe on account, minor units. */
  | { readonly kind: 'paying'; readonly owed: number }

/** Finding, adding and looking at a customer, without leaving the sale. */
export function CustomerSheet(): JSX.Element {
  const till = useTill()
  const attached = () => till.sales.sale().customer
  const [view, setView] = createSignal<View>({ kind: attached() ? 'attached' : 'search' })
  const close = () => till.customers.setOpen(false)
  const typed = () => {
    const now = view()
    return now.kind === 'new' ? now.typed : null
  }
  const paying = () => {
    const now = view()
    const customer = attached()?.id
    return now.kind === 'paying' && customer !== undefined ? { customer, owed: now.owed } : undefined
  }
  const title = () => {
    switch (view().kind) {
      case 'search':
        return t('customers.search.title')
      case 'new':
        return t('customers.new.title')
      case 'attached':
        return t('customers.details.title')
      case 'paying':
        return t('tenders.account.payTitle')
    }
  }
  return (
    <Sheet open onClose={close} title={title()}>
      <Switch>
        <Match when={view().kind === 'search'}>
          <CustomerSearch onDone={close} onNew={text => setView({ kind: 'new', typed: text })} />
        </Match>
        <Match when={typed() !== null}>
          <NewCustomerForm typed={typed() ?? ''} onDone={close} onBack={() => setView({ kind: 'search' })} />
        </Match>
        <Match when={view().kind === 'attached' && attached()}>
          {customer => (
            <CustomerDetails
              customer={customer().id}
              onOther={() => setView({ kind: 'search' })}
              onPay={owed => setView({ kind: 'paying', owed })}
              onDetached={close}
            />
          )}
        </Match>
        <Match when={paying()}>
          {payment => <PayAccount customer={payment().customer} owed={payment().owed} onDone={close} />}
        </Match>
      </Switch>
    </Sheet>
  )
}
