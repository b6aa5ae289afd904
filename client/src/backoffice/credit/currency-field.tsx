import { type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import type { CurrencyChoice } from './currency-choice.ts'

/** Asked only of a firm whose stores sell in several currencies. */
export function CurrencyField(props: { readonly choice: CurrencyChoice }): JSX.Element {
  return (
    <Show when={props.choice.all().length > 1 && props.choice.chosen()}>
      {chosen => (
        <ChoiceField
          label={t('credit.office.currency')}
          options={props.choice.all().map(each => ({ value: each, label: each }))}
          value={chosen()}
          onValue={props.choice.choose}
        />
      )}
    </Show>
  )
}
