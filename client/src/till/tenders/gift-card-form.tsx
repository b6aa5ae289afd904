import {
  type AccountId,
  accountOwner,
  cardKey,
  dueWith,
  remainingDue,
  USUAL_OFFLINE_CREDIT,
} from '@evertill/crdt-model'
import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { accountOfCard } from '../../local/card-account.ts'
import { AccountStanding } from '../credit/account-standing.tsx'
import { CardNumberField, LONGEST_CARD_NUMBER } from '../credit/card-number-field.tsx'
import { createShare } from '../credit/create-share.ts'
import type { pressKey } from '../digits.ts'
import { useTill } from '../till-context.tsx'
import { takenBefore } from './taken-before.ts'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** A gift card or credit note: its number, what of it can be used here, and how much of that. */
export function GiftCardForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  const share = createShare()
  const [number, setNumber] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [account, setAccount] = createSignal<AccountId | null>(null)
  const before = () => takenBefore(props.sale, account())
  const most = () => Math.min(Math.max(0, share.left() - before()), dueWith(props.sale, 'gift-card'))
  const amount = createTypedAmount(most, props.typed)
  const money = (minor: number) => formatMoney(minor, till.currency())
  const lastFour = () => {
    const owner = account() === null ? undefined : accountOwner(account() ?? '')
    return owner?.kind === 'gift-card' ? owner.lastFour : ''
  }

  function type(text: string): void {
    share.forget()
    setAccount(null)
    setProblem(undefined)
    setNumber(text.slice(0, LONGEST_CARD_NUMBER))
  }

  async function lookUp(): Promise<void> {
    const key = cardKey(number())
    if (key === undefined) {
      setProblem(t('credit.badNumber'))
      return
    }
    const found = await accountOfCard(key)
    // Somebody typed on.
    if (cardKey(number()) !== key) return
    setAccount(found)
    // With what the store keeps at hand, for when the relay is out of reach the next time.
    const keeps = till.store().offlineCredit ?? USUAL_OFFLINE_CREDIT
    await share.ask(found, before() + remainingDue(props.sale) + keeps)
  }

  async function take(): Promise<void> {
    const chosen = account()
    if (chosen === null) return lookUp()
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
      scan(code) {
        type(code)
        void lookUp()
        return true
      },
    })
    if (matchMedia('(pointer: fine)').matches) field?.querySelector('input')?.focus()
  })

  return (
    <section class="till-way-form" ref={field} aria-label={t('till.tender.gift-card')}>
      <CardNumberField
        value={number()}
        onValue={type}
        problem={problem()}
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
