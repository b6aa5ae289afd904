import { type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { takeDigits } from '../digit-taker.ts'
import { useTill } from '../till-context.tsx'
import { AccountStanding } from './account-standing.tsx'
import { CardNumberField } from './card-number-field.tsx'
import { createCardLookUp } from './create-card-look-up.ts'

/** What is on a card, without paying with it. */
export function AskBalance(props: { readonly onClose: () => void }): JSX.Element {
  const till = useTill()
  const card = createCardLookUp(() => 0)

  onMount(() =>
    onCleanup(
      takeDigits({
        press: () => undefined,
        clear: () => card.type(''),
        enter: () => void card.lookUp(),
        escape: props.onClose,
        scan: card.scan,
      }),
    ),
  )

  return (
    <form
      class="till-credit__form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void card.lookUp()
      }}
    >
      <CardNumberField value={card.number()} onValue={card.type} problem={card.problem()} />
      <Button type="submit" size="large" variant="primary" wide>
        {t(card.account() === null ? 'credit.lookUp' : 'credit.again')}
      </Button>
      <Show when={card.account()}>
        <AccountStanding
          title={t('credit.onCard', { number: card.lastFour() })}
          share={card.share}
          currency={till.currency()}
          balance
        />
      </Show>
    </form>
  )
}
