import { createSignal, type JSX, onCleanup, onMount } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Keypad, type KeypadKey } from '../ui/keypad.tsx'
import { takeDigits } from './digit-taker.ts'
import { enteredValue, pressKey } from './digits.ts'
import type { ItemQuestion } from './item-questions.ts'
import { useTill } from './till-context.tsx'

/** An item without a price on file: its price is asked in the cart, where the line will be. */
export function PriceQuestion(props: { readonly question: ItemQuestion }): JSX.Element {
  const till = useTill()
  const [digits, setDigits] = createSignal('')
  const price = () => formatMoney(enteredValue(digits()), till.currency())
  const press = (key: KeypadKey) => setDigits(now => pressKey(now, key))
  const answer = () => {
    const unitPrice = enteredValue(digits())
    if (unitPrice > 0) till.sales.answerQuestion({ unitPrice })
  }
  onMount(() =>
    onCleanup(
      takeDigits({ press, clear: () => setDigits(''), enter: answer, escape: till.sales.skipQuestion }),
    ),
  )
  return (
    <section class="till-question" aria-live="polite">
      <p class="till-question__title">
        <strong>{t('till.ask.title', { name: props.question.product.name })}</strong>
        <span class="till-question__price tabular">{price()}</span>
      </p>
      <Keypad corner="00" onKey={press} />
      <div class="till-question__actions">
        <Button size="till" variant="quiet" onClick={() => till.sales.skipQuestion()}>
          {t('till.ask.skip')}
        </Button>
        <Button
          size="till"
          variant="primary"
          unavailable={enteredValue(digits()) > 0 ? false : t('till.cart.unpriced')}
          onClick={answer}
        >
          {t('till.ask.add', { price: price() })}
        </Button>
      </div>
    </section>
  )
}
