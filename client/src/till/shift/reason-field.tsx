import { For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Chip } from '../../ui/chip.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** As much as an entry of the journal holds with room to spare. */
const LONGEST = 120

/** Why: the usual reasons as one tap, and any other in words. */
export function ReasonField(props: {
  readonly common: readonly string[]
  readonly value: string
  readonly onValue: (reason: string) => void
  readonly onEnter?: () => void
}): JSX.Element {
  const own = () => (props.common.includes(props.value) ? '' : props.value)
  return (
    <fieldset class="shift__reason">
      <legend>{t('shift.move.reason')}</legend>
      <div class="shift__chips">
        <For each={props.common}>
          {reason => (
            <Chip size="till" selected={props.value === reason} onSelect={() => props.onValue(reason)}>
              {reason}
            </Chip>
          )}
        </For>
      </div>
      <TextField
        label={t('shift.move.ownReason')}
        value={own()}
        maxlength={LONGEST}
        autocomplete="off"
        onValue={props.onValue}
        onKeyDown={event => event.key === 'Enter' && props.onEnter?.()}
      />
    </fieldset>
  )
}
