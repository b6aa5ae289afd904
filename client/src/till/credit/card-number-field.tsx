import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { TextField } from '../../ui/text-field.tsx'

/** The longest number of a card, with the blanks that people read it with. */
export const LONGEST_CARD_NUMBER = 40

/** Where the number of a card is scanned or typed. */
export function CardNumberField(props: {
  readonly value: string
  readonly onValue: (text: string) => void
  readonly problem: string | undefined
  readonly onKeyDown?: (event: KeyboardEvent) => void
}): JSX.Element {
  return (
    <TextField
      label={t('credit.number')}
      description={t('credit.numberHint')}
      value={props.value}
      onValue={props.onValue}
      error={props.problem}
      maxlength={LONGEST_CARD_NUMBER}
      autocomplete="off"
      autocapitalize="characters"
      spellcheck={false}
      onKeyDown={event => props.onKeyDown?.(event)}
    />
  )
}
