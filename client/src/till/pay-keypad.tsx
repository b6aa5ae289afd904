import { type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Keypad } from '../ui/keypad.tsx'
import type { PayEntry } from './pay-entry.ts'

/** The figure that is typed, and the keypad: always in the same place, whatever is paid with. */
export function PayKeys(props: { readonly entry: PayEntry }): JSX.Element {
  return (
    <div class="till-pay__keys">
      <Show
        when={props.entry.figure}
        fallback={
          <p class="till-pay__entered">
            <span>{props.entry.label()}</span>
            <output class="tabular">{props.entry.shown()}</output>
          </p>
        }
      >
        {figure => (
          <button
            type="button"
            class="till-pay__entered till-pay__entered--choice"
            aria-pressed={figure().isActive()}
            onClick={() => figure().activate()}
          >
            <span>{props.entry.label()}</span>
            <output class="tabular">{props.entry.shown()}</output>
          </button>
        )}
      </Show>
      <Keypad corner="00" onKey={key => props.entry.press(key)} />
    </div>
  )
}

export interface PayButtonProps {
  readonly entry: PayEntry
  readonly saving: boolean
  /** Nothing is due any more: the button finishes the sale. */
  readonly isPaid: boolean
  readonly onConfirm: () => void
}

/** The one next step, in sight at the foot however much is above it. */
export function PayButton(props: PayButtonProps): JSX.Element {
  const unavailable = () => !props.isPaid && props.entry.unavailable()
  return (
    <div class="till-pay__foot">
      <Button
        class="till-pay__take"
        variant="primary"
        size="large"
        wide
        busy={props.saving}
        unavailable={unavailable()}
        onClick={() => props.onConfirm()}
      >
        {props.saving
          ? t('till.pay.saving')
          : props.isPaid
            ? t('till.pay.finish')
            : unavailable() || props.entry.action()}
      </Button>
    </div>
  )
}
