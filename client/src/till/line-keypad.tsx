import { ONE_PIECE, type SaleLine } from '@evertill/crdt-model'
import { createSignal, type JSX, onCleanup, onMount } from 'solid-js'
import { formatMoney, formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Keypad, type KeypadKey } from '../ui/keypad.tsx'
import { takeDigits } from './digit-taker.ts'
import { enteredValue, pressKey } from './digits.ts'
import { useTill } from './till-context.tsx'

export type LineKeypadMode = 'quantity' | 'price'

/** Pieces are typed as they are counted; six digits are more than any counter. */
const MOST_PIECES = 6

export interface LineKeypadProps {
  readonly line: SaleLine
  readonly mode: LineKeypadMode
  readonly onDone: () => void
}

/** A new quantity or price for one line. */
export function LineKeypad(props: LineKeypadProps): JSX.Element {
  const till = useTill()
  const [digits, setDigits] = createSignal('')
  const value = () => enteredValue(digits())
  const press = (key: KeypadKey) =>
    setDigits(now => pressKey(now, key, ...(props.mode === 'quantity' ? [MOST_PIECES] : [])))
  const shown = () => {
    if (props.mode === 'price')
      return formatMoney(digits() === '' ? props.line.unitPrice : value(), till.currency())
    return formatNumber(digits() === '' ? props.line.quantity / ONE_PIECE : value())
  }
  const canApply = () => digits() !== '' && (props.mode === 'price' || value() > 0)
  const apply = () => {
    if (canApply()) {
      if (props.mode === 'price') till.sales.setUnitPrice(props.line.id, value())
      else till.sales.setQuantity(props.line.id, value() * ONE_PIECE)
    }
    props.onDone()
  }
  onMount(() =>
    onCleanup(takeDigits({ press, clear: () => setDigits(''), enter: apply, escape: props.onDone })),
  )
  return (
    <div class="till-line-keypad">
      <Keypad
        corner={props.mode === 'price' ? '00' : 'clear'}
        label={t(props.mode === 'price' ? 'till.line.priceKeypad' : 'till.line.quantityKeypad')}
        onKey={press}
      />
      <Button variant="primary" size="till" wide onClick={apply}>
        {t('till.line.apply', { value: shown() })}
      </Button>
    </div>
  )
}
