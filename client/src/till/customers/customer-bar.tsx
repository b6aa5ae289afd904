import UserPlus from 'lucide-solid/icons/user-plus'
import X from 'lucide-solid/icons/x'
import { type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Initial } from '../../ui/initial.tsx'
import { useTill } from '../till-context.tsx'
import './customer-bar.css'

/** Who buys: one tap to the list, and in the list one tap to the customer. */
export function CustomerBar(): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const attached = () => till.sales.sale().customer
  const row = createLiveQuery(() => {
    const id = attached()?.id
    return id === undefined ? undefined : database.customers.get(id)
  })
  const group = createLiveQuery(() => {
    const id = attached()?.group
    return id ? database.customerGroups.get(id) : undefined
  })
  // Written here a moment ago, or forgotten by a manager: the row may not be there.
  const name = () => (row()?.id === attached()?.id ? row()?.name : undefined) ?? t('till.customer.unnamed')
  return (
    <div class="till-customer">
      <Show
        when={attached()}
        fallback={
          <button
            type="button"
            class="till-customer__open"
            aria-keyshortcuts="F6"
            onClick={() => till.customers.setOpen(true)}
          >
            <Icon of={UserPlus} />
            <span>{t('till.customer.add')}</span>
          </button>
        }
      >
        <button
          type="button"
          class="till-customer__open till-customer__open--attached"
          aria-keyshortcuts="F6"
          title={t('till.customer.show')}
          onClick={() => till.customers.setOpen(true)}
        >
          <Initial name={name()} />
          <span class="till-customer__name">{name()}</span>
          <Show when={group()}>{found => <Badge>{found().name}</Badge>}</Show>
          <Show when={till.sales.sale().exemption}>
            <Badge tone="accent">{t('till.customer.exempt')}</Badge>
          </Show>
        </button>
        <Button
          class="till-customer__detach"
          size="till"
          variant="quiet"
          icon={X}
          iconOnly
          onClick={() => void till.customers.attach(null)}
        >
          {t('till.customer.detach', { name: name() })}
        </Button>
      </Show>
    </div>
  )
}
