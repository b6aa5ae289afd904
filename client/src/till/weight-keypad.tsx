import { isWeightUnit, type KnownOfItem, type MeasuredUnit, weighed } from '@evertill/crdt-model'
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { formatMeasure } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Keypad, type KeypadKey } from '../ui/keypad.tsx'
import { takeDigits } from './digit-taker.ts'
import { enteredValue, pressKey } from './digits.ts'
import { offerWords, ScaleLine } from './scale-line.tsx'
import { createScaleWeight } from './scale-weight.ts'
import './weight-keypad.css'

/** As many digits as the largest quantity has; the domain's own bound is the authority. */
const MOST_DIGITS = 9

export interface WeightKeypadProps {
  readonly unit: MeasuredUnit
  /** Thousandths: the tare that is proposed. */
  readonly tare: number
  /** The line was weighed before: what lies on the scale may be just that. */
  readonly isAgain?: boolean
  /** Words on the button for a net quantity. */
  readonly words: (quantity: number) => string
  readonly onNet: (known: Required<Pick<KnownOfItem, 'quantity' | 'tare'>>) => void
  readonly onCancel: () => void
  /** Stands left of the button. */
  readonly cancel?: JSX.Element
}

/**
 * How much is on the scale and how much of that is packing. The weight comes from the till's scale while nobody types;
 * thousandths are typed as amounts are, from the right.
 */
export function WeightKeypad(props: WeightKeypadProps): JSX.Element {
  const [gross, setGross] = createSignal('')
  const [tare, setTare] = createSignal(props.tare === 0 ? '' : String(props.tare))
  const [field, setField] = createSignal<'gross' | 'tare'>('gross')
  const isWeighed = () => isWeightUnit(props.unit)
  // A unit stays the unit as long as it is asked for.
  const scale = createScaleWeight(props.unit, props.isAgain === true)
  /** Thousandths; null while the scale has none to give. */
  const grossValue = () => {
    if (scale.isTyped()) return enteredValue(gross())
    const offer = scale.offer()
    return offer?.kind === 'ready' ? offer.gross : null
  }
  const net = () => {
    const onScale = grossValue()
    return onScale === null ? undefined : weighed(onScale, isWeighed() ? enteredValue(tare()) : 0)
  }
  const press = (key: KeypadKey) => {
    const set = field() === 'gross' ? setGross : setTare
    if (field() === 'gross' && !scale.isTyped()) scale.setTyped(true)
    set(now => pressKey(now, key, MOST_DIGITS))
  }
  const choose = (next: 'gross' | 'tare') => {
    setField(next)
    // A proposed tare is typed over, not behind.
    if (next === 'tare') setTare('')
  }
  const answer = () => {
    const known = net()
    if (known === undefined) return
    if (!scale.isTyped()) scale.take()
    props.onNet(known)
  }
  const useScale = () => {
    setGross('')
    setField('gross')
    scale.setTyped(false)
  }
  const why = () =>
    scale.isTyped() || grossValue() !== null ? t('till.ask.nothingLeft') : offerWords(scale.offer() ?? null)
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
  const value = (name: 'gross' | 'tare', label: string, quantity: number | null) => (
    <button
      type="button"
      class="till-weight__value"
      aria-pressed={field() === name}
      onClick={() => choose(name)}
    >
      <span class="till-weight__label">{label}</span>
      <span class="tabular">{quantity === null ? '—' : formatMeasure(quantity, props.unit)}</span>
    </button>
  )
  return (
    // What a scale says many times a second is read out by nobody; that it is at rest is.
    <div class="till-weight" aria-live={scale.offer() === undefined ? undefined : 'off'}>
      <Show when={scale.offer() !== undefined}>
        <ScaleLine offer={scale.offer() ?? null} isTyped={scale.isTyped()} onUseScale={useScale} />
      </Show>
      <div class="till-weight__values">
        {value('gross', t(isWeighed() ? 'till.ask.gross' : 'till.ask.measured'), grossValue())}
        <Show when={isWeighed()}>
          {value('tare', t('till.ask.tare'), enteredValue(tare()))}
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
          unavailable={net() === undefined && why()}
          onClick={answer}
        >
          {net() === undefined ? why() : props.words(net()?.quantity ?? 0)}
        </Button>
      </div>
    </div>
  )
}
