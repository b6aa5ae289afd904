import { type CustomerId, creditAccess, houseAccount, mayAppend } from '@evertill/crdt-model'
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { listCredit } from '../../api/credit-api.ts'
import { t } from '../../i18n/translate.ts'
import { principalOfOffice } from '../../local/workplace.ts'
import { AccountPanel } from '../credit/account-panel.tsx'
import { useOffice } from '../office-context.tsx'

/**
 * What a customer may owe and owes, over all tills, in each currency that is sold in; nothing of those who never
 * bought on account and may not.
 */
export function HouseAccount(props: {
  readonly id: CustomerId
  /** Minor units. */
  readonly limit: number | null
}): JSX.Element {
  const office = useOffice()
  const account = createMemo(() => houseAccount(props.id))
  const currencies = createMemo(() => [...new Set(office.stores()?.map(({ currency }) => currency))])
  const [hasMoved, setMoved] = createSignal(false)
  const title = (currency: string) =>
    currencies().length > 1 ? t('credit.house.titleIn', { currency }) : t('credit.house.title')
  const access = creditAccess(principalOfOffice(office.workplace))
  onMount(async () => {
    if (props.limit !== null || access === 'none') return
    const answer = await listCredit({ side: 'house', search: props.id })
    setMoved(answer.ok && answer.value.accounts.some(each => each.account === account()))
  })
  return (
    <Show when={access !== 'none' && (props.limit !== null || hasMoved()) && account()}>
      {mine => (
        <For each={currencies()}>
          {currency => (
            <section class="office-stack credit-house" aria-label={title(currency)}>
              <h3>{title(currency)}</h3>
              <Show when={currencies().length > 1}>
                <p class="office-muted">{t('credit.house.each')}</p>
              </Show>
              <AccountPanel
                account={mine()}
                currency={currency}
                mayWrite={mayAppend(access)}
                of={props.limit}
              />
            </section>
          )}
        </For>
      )}
    </Show>
  )
}
