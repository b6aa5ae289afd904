import { type CashMoveEvent, type CurrencyCode, rightOfCashMove } from '@evertill/crdt-model'
import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { formatAmount, formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../../ui/keypad.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { enteredValue, pressKey } from '../digits.ts'
import { useTill } from '../till-context.tsx'
import { CurrencyChips } from './currency-chips.tsx'
import { newKey } from './new-key.ts'
import { ReasonField } from './reason-field.tsx'
import { noAnswer, outcomeOf } from './send-shift.ts'

export interface MoveCashProps {
  readonly kind: CashMoveEvent['kind']
  /** What lies in the drawer. */
  readonly currencies: readonly CurrencyCode[]
  readonly onDone: () => void
  readonly onBack: () => void
}

/** Cash in, cash out, or into the safe: how much, and why. */
export function MoveCash(props: MoveCashProps): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const key = newKey()
  const [currency, setCurrency] = createSignal(till.currency())
  const currencies = () => [...new Set([till.currency(), ...props.currencies])]
  const [digits, setDigits] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  let field: HTMLInputElement | undefined
  onMount(() => field?.focus())
  const amount = () => enteredValue(digits())
  const inWords = () => formatMoney(amount(), currency())
  const press = (pressed: KeypadKey) => setDigits(now => pressKey(now, pressed))
  const missing = () => {
    if (amount() === 0) return t('shift.move.needAmount')
    return reason().trim() === '' && t('shift.move.needReason')
  }
  const move = async () => {
    if (busy() || missing() !== false || !(await till.approval.ask(rightOfCashMove(props.kind)))) return
    setBusy(true)
    const outcome = await replica
      .send<'moveCash'>({
        type: 'moveCash',
        key,
        kind: props.kind,
        currency: currency(),
        amount: amount(),
        reason: reason().trim(),
      })
      .then(result => outcomeOf(result, currency()), noAnswer)
    setBusy(false)
    if (outcome.kind === 'problem') setProblem(outcome.words)
    if (outcome.kind !== 'done') return
    showToast({ text: t(`shift.move.done.${props.kind}`, { amount: inWords() }) })
    props.onDone()
  }
  return (
    <section class="shift__step" aria-labelledby="shift-move">
      <header class="shift__head">
        <h3 id="shift-move">{t(`shift.move.kinds.${props.kind}`)}</h3>
      </header>
      <Show when={problem()}>{words => <Notice kind="error" title={words()} />}</Show>
      <div class="shift__pair">
        <div class="shift__column">
          <CurrencyChips currencies={currencies()} chosen={currency()} onChoose={setCurrency} />
          <label class="shift__amount">
            <span>{t('shift.move.amount')}</span>
            <input
              ref={field}
              class="ui-input tabular"
              inputmode="none"
              autocomplete="off"
              value={formatAmount(amount(), currency())}
              onKeyDown={event => {
                const pressed = keypadKeyOf(event)
                if (pressed !== undefined) press(pressed)
                else if (event.key === 'Enter') void move()
                else return
                event.preventDefault()
              }}
              onInput={event =>
                setDigits(event.currentTarget.value.replace(/\D/g, '').replace(/^0+/, '').slice(0, 11))
              }
            />
          </label>
          <ReasonField
            common={reasonsOf(props.kind)}
            value={reason()}
            onValue={setReason}
            onEnter={() => void move()}
          />
        </div>
        <Keypad corner="00" label={t('shift.move.amount')} onKey={press} />
      </div>
      <footer class="shift__foot">
        <Button size="large" variant="quiet" onClick={() => props.onBack()}>
          {t('shift.state.back')}
        </Button>
        <Button
          size="large"
          variant="primary"
          busy={busy()}
          unavailable={missing()}
          onClick={() => void move()}
        >
          {missing() || t(`shift.move.confirm.${props.kind}`, { amount: inWords() })}
        </Button>
      </footer>
    </section>
  )
}

function reasonsOf(kind: CashMoveEvent['kind']): string[] {
  switch (kind) {
    case 'cash-in':
      return [
        t('shift.move.reasons.cash-in.change'),
        t('shift.move.reasons.cash-in.float'),
        t('shift.move.reasons.cash-in.tip'),
      ]
    case 'cash-out':
      return [
        t('shift.move.reasons.cash-out.supplier'),
        t('shift.move.reasons.cash-out.expense'),
        t('shift.move.reasons.cash-out.bank'),
      ]
    case 'drop':
      return [
        t('shift.move.reasons.drop.much'),
        t('shift.move.reasons.drop.evening'),
        t('shift.move.reasons.drop.bag'),
      ]
  }
}
