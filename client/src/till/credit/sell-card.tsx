import { type AccountId, cardKey, creditAccount, type MoneyOnAccount, minorUnits } from '@evertill/crdt-model'
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { accountOfCard, newCardNumber } from '../../local/card-account.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { accountWords } from '../../receipt/account-words.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../../ui/keypad.tsx'
import { showToast } from '../../ui/toast.tsx'
import { takeDigits } from '../digit-taker.ts'
import { enteredValue, pressKey } from '../digits.ts'
import { useTill } from '../till-context.tsx'
import { CardNumberField, LONGEST_CARD_NUMBER } from './card-number-field.tsx'

/** Whole units of the currency that people give most. */
const USUAL_AMOUNTS = [10, 25, 50, 100] as const

/** Where the money goes: a card with a number, a number that is made now, or the credit of who is attached. */
type Target = 'fresh' | 'card' | 'customer'

type Resolved = { readonly account: AccountId; readonly cardNumber?: string }

/** Rings up money for a gift card or a customer's credit: it is there once the sale is paid. */
export function SellCard(props: { readonly onDone: () => void }): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const [digits, setDigits] = createSignal('')
  const [target, setTarget] = createSignal<Target>('fresh')
  const [number, setNumber] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const customer = createLiveQuery(async () => {
    const id = till.sales.sale().customer?.id
    return id === undefined ? undefined : await database.customers.get(id)
  })
  const amount = () => enteredValue(digits())
  const money = (minor: number) => formatMoney(minor, till.currency())
  const press = (key: KeypadKey) => setDigits(now => pressKey(now, key))
  const wholeUnit = () => 10 ** minorUnits(till.currency())

  async function resolve(): Promise<Resolved | undefined> {
    switch (target()) {
      case 'fresh': {
        const cardNumber = newCardNumber()
        return { account: await accountOfCard(cardNumber), cardNumber }
      }
      case 'card': {
        const key = cardKey(number())
        if (key === undefined) setProblem(t('credit.badNumber'))
        return key === undefined ? undefined : { account: await accountOfCard(key) }
      }
      case 'customer': {
        const id = customer()?.id
        const account = id === undefined ? undefined : creditAccount(id)
        return account === undefined ? undefined : { account }
      }
    }
  }

  async function add(): Promise<void> {
    if (amount() === 0 || busy()) return
    setBusy(true)
    const resolved = await resolve()
    setBusy(false)
    if (resolved === undefined) return
    const line: MoneyOnAccount = { ...resolved, amount: amount(), name: accountWords(resolved.account) }
    if (!(await till.approval.ask('sell-gift-card', till.sales.sale().id))) return
    if (!till.sales.addMoney(line)) {
      showToast({ text: t('credit.sheet.paying') })
      return
    }
    showToast({ text: t('credit.sheet.added', { amount: money(line.amount), account: line.name }) })
    props.onDone()
  }

  onMount(() => {
    window.addEventListener('keydown', onKey)
    onCleanup(() => window.removeEventListener('keydown', onKey))
    onCleanup(
      takeDigits({
        press,
        clear: () => setDigits(''),
        enter: () => void add(),
        escape: props.onDone,
        scan(code) {
          setTarget('card')
          setNumber(code.slice(0, LONGEST_CARD_NUMBER))
          return true
        },
      }),
    )
  })
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.target instanceof HTMLInputElement) return
    const key = keypadKeyOf(event)
    if (key === undefined) return
    event.preventDefault()
    press(key)
  }

  return (
    <form
      class="till-credit__form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void add()
      }}
    >
      <output class="till-credit__amount tabular" aria-label={t('credit.sheet.amount')}>
        {money(amount())}
      </output>
      <fieldset class="till-credit__chips till-credit__amounts" aria-label={t('credit.sheet.amount')}>
        <For each={USUAL_AMOUNTS}>
          {each => (
            <Chip
              size="till"
              selected={amount() === each * wholeUnit()}
              onSelect={() => setDigits(String(each * wholeUnit()))}
            >
              {money(each * wholeUnit())}
            </Chip>
          )}
        </For>
      </fieldset>
      <Keypad corner="00" label={t('credit.sheet.amount')} onKey={press} />
      <span class="till-credit__label">{t('credit.sheet.onto')}</span>
      <fieldset class="till-credit__chips" aria-label={t('credit.sheet.onto')}>
        <Chip size="till" selected={target() === 'fresh'} onSelect={() => setTarget('fresh')}>
          {t('credit.sheet.fresh')}
        </Chip>
        <Chip size="till" selected={target() === 'card'} onSelect={() => setTarget('card')}>
          {t('credit.sheet.card')}
        </Chip>
        <Show when={customer()}>
          {row => (
            <Chip size="till" selected={target() === 'customer'} onSelect={() => setTarget('customer')}>
              {t('credit.sheet.customer', { name: row().name })}
            </Chip>
          )}
        </Show>
      </fieldset>
      <Show when={target() === 'fresh'}>
        <p class="till-credit__hint">{t('credit.sheet.freshHint')}</p>
      </Show>
      <Show when={target() === 'card'}>
        <CardNumberField
          value={number()}
          onValue={text => {
            setNumber(text)
            setProblem(undefined)
          }}
          problem={problem()}
        />
      </Show>
      <div class="ui-modal__next">
        <Button
          type="submit"
          size="large"
          variant="primary"
          wide
          busy={busy()}
          unavailable={amount() === 0 && t('credit.sheet.amountMissing')}
        >
          {amount() === 0
            ? t('credit.sheet.amountMissing')
            : t('credit.sheet.add', { amount: money(amount()) })}
        </Button>
      </div>
    </form>
  )
}
