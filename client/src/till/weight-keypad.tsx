import { isWeightUnit, type KnownOfItem, type MeasuredUnit, weighed } from '@evertill/crdt-model'
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { formatMeasure } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Keypad, type KeypadKey } from '../ui/keypad.tsx'
import { takeDigits } from './digit-taker.ts'
import { enteredValue, pressKey } from './digits.ts'
import './weight-keypad.css'

/** As many digits as the largest quantity has; the domain's own bound is the authority. */
const MOST_DIGITS = 9

export interface WeightKeypadProps {
  readonly unit: MeasuredUnit
  /** Thousandths: the tare that is proposed. */
  readonly tare: number
  /** Words on the button for a net quantity. */
  readonly words: (quantity: number) => string
  readonly onNet: (known: Required<Pick<KnownOfItem, 'quantity' | 'tare'>>) => void
  readonly onCancel: () => void
  /** Stands left of the button. */
  readonly cancel?: JSX.Element
}

/** How much is on the scale and how much of that is packing; thousandths are typed as amounts are, from the right. */
export function WeightKeypad(props: WeightKeypadProps): JSX.Element {
  const [gross, setGross] = createSignal('')
  const [tare, setTare] = createSignal(props.tare === 0 ? '' : String(props.tare))
  const [field, setField] = createSignal<'gross' | 'tare'>('gross')
  const isWeighed = () => isWeightUnit(props.unit)
  const net = () => weighed(enteredValue(gross()), isWeighed() ? enteredValue(tare()) : 0)
  const press = (key: KeypadKey) => {
    const set = field() === 'gross' ? setGross : setTare
    set(now => pressKey(now, key, MOST_DIGITS))
  }
  const choose = (next: 'gross' | 'tare') => {
    setField(next)
    // A proposed tare is typed over, not behind.
    if (next === 'tare') setTare('')
  }
  const answer = () => {
    const known = net()
    if (known !== undefined) props.onNet(known)
  }
  onMount(() =>
    onCleanup(
      takeDigits({
        press,
        clear: () => (field() === 'gross' ? setGross('') : setTare('')),
        enter: answer,
        escape: () => props.onCancel(),
      }),
    ),
  )
  const value = (name: 'gross' | 'tare', label: string, digits: string) => (
    <button
      type="button"
      class="till-weight__value"
      aria-pressed={field() === name}
      onClick={() => choose(name)}
    >
      <span class="till-weight__label">{label}</span>
      <span class="tabular">{formatMeasure(enteredValue(digits), props.unit)}</span>
    </button>
  )
  return (
    <div class="till-weight">
      <div class="till-weight__values">
        {value('gross', t(isWeighed() ? 'till.ask.gross' : 'till.ask.measured'), gross())}
        <Show when={isWeighed()}>
          {value('tare', t('till.ask.tare'), tare())}
          <p class="till-weight__net">
            <span class="till-weight__label">{t('till.ask.net')}</span>
            <output class="tabular">{formatMeasure(net()?.quantity ?? 0, props.unit)}</output>
          </p>
        </Show>
      </div>
      <Keypad corner="00" onKey={press} />
      <div class="till-question__actions">
        {props.cancel}
        <Button
          class="till-weight__add"
          size="till"
          variant="primary"
          unavailable={net() === undefined && t('till.ask.nothingLeft')}
          onClick={answer}
        >
          {net() === undefined ? t('till.ask.nothingLeft') : props.words(net()?.quantity ?? 0)}
        </Button>
      </div>
    </div>
  )
}
