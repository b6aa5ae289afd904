import { type AccountId, accountOwner, cardKey } from '@evertill/crdt-model'
import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { accountOfCard } from '../../local/card-account.ts'
import { Button } from '../../ui/button.tsx'
import { takeDigits } from '../digit-taker.ts'
import { useTill } from '../till-context.tsx'
import { AccountStanding } from './account-standing.tsx'
import { CardNumberField, LONGEST_CARD_NUMBER } from './card-number-field.tsx'
import { createShare } from './create-share.ts'

/** What is on a card, without paying with it. */
export function AskBalance(props: { readonly onClose: () => void }): JSX.Element {
  const till = useTill()
  const share = createShare()
  const formId = createUniqueId()
  const [number, setNumber] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [account, setAccount] = createSignal<AccountId | null>(null)
  const lastFour = () => {
    const owner = accountOwner(account() ?? '')
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
    if (cardKey(number()) !== key) return
    setAccount(found)
    await share.ask(found, 0)
  }

  onMount(() =>
    onCleanup(
      takeDigits({
        press: () => undefined,
        clear: () => type(''),
        enter: () => void lookUp(),
        escape: props.onClose,
        scan(code) {
          type(code)
          void lookUp()
          return true
        },
      }),
    ),
  )

  return (
    <form
      id={formId}
      class="till-credit__form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void lookUp()
      }}
    >
      <CardNumberField value={number()} onValue={type} problem={problem()} />
      <Button type="submit" size="large" variant="primary" wide>
        {t(account() === null ? 'credit.lookUp' : 'credit.again')}
      </Button>
      <Show when={account()}>
        <AccountStanding
          title={t('credit.onCard', { number: lastFour() })}
          share={share}
          currency={till.currency()}
        />
      </Show>
    </form>
  )
}
