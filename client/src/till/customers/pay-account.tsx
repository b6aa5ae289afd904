import { type CustomerId, houseAccount } from '@evertill/crdt-model'
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../../ui/keypad.tsx'
import { showToast } from '../../ui/toast.tsx'
import '../credit/credit-sheet.css'
import { takeDigits } from '../digit-taker.ts'
import { enteredValue, pressKey } from '../digits.ts'
import { useTill } from '../till-context.tsx'

/** Rings up what a customer pays of what they owe: it gives back room once the sale is paid. SPEC K14. */
export function PayAccount(props: {
  readonly customer: CustomerId
  /** As far as is known here, minor units. */
  readonly owed: number
  readonly onDone: () => void
}): JSX.Element {
  const till = useTill()
  const [digits, setDigits] = createSignal(props.owed > 0 ? String(props.owed) : '')
  /** What stands there at first is typed over. */
  const [isProposed, setIsProposed] = createSignal(props.owed > 0)
  const amount = () => enteredValue(digits())
  const money = (minor: number) => formatMoney(minor, till.currency())
  const press = (key: KeypadKey) => {
    setDigits(now => pressKey(isProposed() ? '' : now, key))
    setIsProposed(false)
  }

  function add(): void {
    const account = houseAccount(props.customer)
    if (amount() === 0 || account === undefined) return
    if (!till.sales.addMoney({ account, amount: amount(), name: t('tenders.account.line') })) {
      showToast({ text: t('credit.sheet.paying') })
      return
    }
    showToast({ text: t('tenders.account.payAdded', { amount: money(amount()) }) })
    props.onDone()
  }

  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.target instanceof HTMLInputElement) return
    const key = keypadKeyOf(event)
    if (key === undefined) return
    event.preventDefault()
    press(key)
  }
  onMount(() => {
    window.addEventListener('keydown', onKey)
    onCleanup(() => window.removeEventListener('keydown', onKey))
    onCleanup(
      takeDigits({ press, clear: () => setDigits(''), enter: add, escape: props.onDone, scan: () => true }),
    )
  })

  return (
    <form
      class="till-credit__form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        add()
      }}
    >
      <output class="till-credit__amount tabular" aria-label={t('tenders.account.payAmount')}>
        {money(amount())}
      </output>
      <Show when={props.owed > 0}>
        <fieldset class="till-credit__chips" aria-label={t('tenders.account.payAmount')}>
          <Chip
            size="till"
            selected={amount() === props.owed}
            onSelect={() => {
              setDigits(String(props.owed))
              setIsProposed(true)
            }}
          >
            {t('tenders.account.payAll', { amount: money(props.owed) })}
          </Chip>
        </fieldset>
      </Show>
      <Keypad corner="00" label={t('tenders.account.payAmount')} onKey={press} />
      <p class="till-credit__hint">{t('tenders.account.payHint')}</p>
      <div class="ui-modal__next">
        <Button
          type="submit"
          size="large"
          variant="primary"
          wide
          unavailable={amount() === 0 && t('credit.sheet.amountMissing')}
        >
          {amount() === 0
            ? t('credit.sheet.amountMissing')
            : t('tenders.account.payAdd', { amount: money(amount()) })}
        </Button>
      </div>
    </form>
  )
}
