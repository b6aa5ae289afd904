import type { ManualDiscount } from '@evertill/crdt-model'
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { formatMoney, formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Keypad, type KeypadKey } from '../../ui/keypad.tsx'
import { takeDigits } from '../digit-taker.ts'
import { enteredValue, pressKey } from '../digits.ts'
import { useTill } from '../till-context.tsx'
import './terms.css'

export interface DiscountPadProps {
  /** What is taken off already. */
  readonly discount: ManualDiscount | undefined
  readonly onDiscount: (discount: ManualDiscount | null) => void
  readonly onDone: () => void
}

type Kind = 'percent' | 'amount'

const MILLIONTHS_IN_PERCENT = 10_000
/** The percentages that are given most, one tap each. */
const COMMON_PERCENTS = [5, 10, 15, 20, 50] as const
/** 100 per cent have three digits. */
const PERCENT_DIGITS = 3

/** What is to be taken off, as a percentage or an amount, in place. */
export function DiscountPad(props: DiscountPadProps): JSX.Element {
  const till = useTill()
  const [kind, setKind] = createSignal<Kind>(props.discount?.kind ?? 'percent')
  const [digits, setDigits] = createSignal('')
  const press = (key: KeypadKey) =>
    setDigits(now => pressKey(now, key, ...(kind() === 'percent' ? [PERCENT_DIGITS] : [])))
  const entered = (): ManualDiscount =>
    kind() === 'percent'
      ? { kind: 'percent', millionths: enteredValue(digits()) * MILLIONTHS_IN_PERCENT }
      : { kind: 'amount', amount: enteredValue(digits()) }
  const give = (discount: ManualDiscount | null) => {
    props.onDiscount(discount)
    props.onDone()
  }
  const enter = () => {
    if (enteredValue(digits()) > 0) give(entered())
    else props.onDone()
  }
  const choose = (next: Kind) => {
    setKind(next)
    setDigits('')
  }
  let frame: HTMLElement | undefined
  // Enter is the pad's from here on, and not the button's that opened it.
  onMount(() => frame?.focus())
  onMount(() => onCleanup(takeDigits({ press, clear: () => setDigits(''), enter, escape: props.onDone })))
  return (
    <section class="till-terms__pad" aria-label={t('terms.discount.title')} tabindex={-1} ref={frame}>
      <div class="till-terms__kinds">
        <Chip size="till" selected={kind() === 'percent'} onSelect={() => choose('percent')}>
          {t('terms.discount.percent')}
        </Chip>
        <Chip size="till" selected={kind() === 'amount'} onSelect={() => choose('amount')}>
          {t('terms.discount.amount')}
        </Chip>
      </div>
      <Show when={kind() === 'percent'}>
        <ul class="till-terms__common" aria-label={t('terms.discount.common')}>
          <For each={COMMON_PERCENTS}>
            {percent => (
              <li>
                <Button
                  size="till"
                  wide
                  onClick={() => give({ kind: 'percent', millionths: percent * MILLIONTHS_IN_PERCENT })}
                >
                  {formatRate(percent * MILLIONTHS_IN_PERCENT)}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Keypad
        corner={kind() === 'amount' ? '00' : 'clear'}
        label={t('terms.discount.keypad')}
        onKey={press}
      />
      <div class="till-terms__actions">
        <Show when={props.discount}>
          <Button size="till" onClick={() => give(null)}>
            {t('terms.discount.none')}
          </Button>
        </Show>
        <Button
          variant="primary"
          size="till"
          unavailable={enteredValue(digits()) === 0 && t('terms.discount.enter')}
          onClick={enter}
        >
          {enteredValue(digits()) === 0
            ? t('terms.discount.enter')
            : t('terms.discount.take', { discount: discountWords(entered(), till.currency()) })}
        </Button>
      </div>
    </section>
  )
}

/** A discount as people say it: `10%` or `£2.00`. */
function discountWords(discount: ManualDiscount, currency: Parameters<typeof formatMoney>[1]): string {
  return discount.kind === 'percent'
    ? formatRate(discount.millionths)
    : formatMoney(discount.amount, currency)
}
