import { dueWith, remainingDue, USUAL_OFFLINE_CREDIT } from '@evertill/crdt-model'
import { type JSX, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { AccountStanding } from '../credit/account-standing.tsx'
import { CardNumberField } from '../credit/card-number-field.tsx'
import { createCardLookUp } from '../credit/create-card-look-up.ts'
import type { pressKey } from '../digits.ts'
import { useTill } from '../till-context.tsx'
import { takenBefore } from './taken-before.ts'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** A gift card or credit note: its number, what of it can be used here, and how much of that. */
export function GiftCardForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  // With what the store keeps at hand, for when the relay is out of reach the next time.
  const keeps = () => till.store().offlineCredit ?? USUAL_OFFLINE_CREDIT
  const card = createCardLookUp(() => before() + remainingDue(props.sale) + keeps())
  const { account, lastFour, number, share, type } = card
  const before = () => takenBefore(props.sale, account())
  const most = () => Math.min(Math.max(0, share.left() - before()), dueWith(props.sale, 'gift-card'))
  const amount = createTypedAmount(most, props.typed)
  const money = (minor: number) => formatMoney(minor, till.currency())

  async function take(): Promise<void> {
    const chosen = account()
    if (chosen === null) return card.lookUp()
    const limits = { spendable: new Map([[chosen, share.left()]]) }
    const tender = { kind: 'gift-card', amount: amount.value(), account: chosen } as const
    if (await till.sales.take(tender, limits)) props.onLeave()
  }

  let field: HTMLElement | undefined
  onMount(() => {
    props.onEntry({
      label: () => t('credit.amountOf.gift-card'),
      shown: () => money(account() === null ? 0 : amount.value()),
      press(key) {
        if (account() === null) type(typeInto(number(), key))
        else amount.press(key)
      },
      clear: () => (account() === null ? type('') : amount.clear()),
      action: () =>
        account() === null ? t('credit.lookUp') : t('credit.take', { amount: money(amount.value()) }),
      unavailable() {
        if (account() === null) return number().trim() === '' ? t('credit.numberMissing') : false
        if (share.state().kind !== 'known') return t('credit.looking')
        if (amount.value() === 0) return t('tenders.amountMissing')
        return amount.value() > most() ? t('tenders.tooMuch', { most: money(most()) }) : false
      },
      confirm: () => void take(),
      scan: card.scan,
    })
    if (matchMedia('(pointer: fine)').matches) field?.querySelector('input')?.focus()
  })

  return (
    <section class="till-way-form" ref={field} aria-label={t('till.tender.gift-card')}>
      <CardNumberField
        value={number()}
        onValue={type}
        problem={card.problem()}
        onKeyDown={event => {
          if (event.key === 'Enter') props.onConfirm()
          else if (event.key === 'Escape') props.onLeave()
          else return
          event.preventDefault()
        }}
      />
      <Show when={account()}>
        <AccountStanding
          title={t('credit.onCard', { number: lastFour() })}
          share={share}
          currency={till.currency()}
        />
      </Show>
    </section>
  )
}

function typeInto(now: string, key: Parameters<typeof pressKey>[1]): string {
  if (key === 'delete') return now.slice(0, -1)
  return key === 'clear' ? '' : `${now}${key}`
}
