import { SPOKEN_LANGUAGES, type SpokenLanguage } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { LANGUAGE_NAMES } from '../i18n/languages.ts'
import { Chip } from '../ui/chip.tsx'
import './language-chips.css'

/** One of the languages that receipts are written in. */
export function LanguageChips(props: {
  readonly label: string
  /** The label is read but not drawn. */
  readonly hideLabel?: boolean
  readonly value: SpokenLanguage | null
  readonly onValue: (language: SpokenLanguage) => void
  /** First of the chips: what stands for none of them. */
  readonly none?: { readonly label: string; readonly onSelect: () => void }
}): JSX.Element {
  return (
    <fieldset class="language-chips">
      <legend class="ui-field__label" classList={{ 'visually-hidden': props.hideLabel === true }}>
        {props.label}
      </legend>
      <Show when={props.none}>
        {none => (
          <Chip size="till" selected={props.value === null} onSelect={() => none().onSelect()}>
            {none().label}
          </Chip>
        )}
      </Show>
      <For each={SPOKEN_LANGUAGES}>
        {each => (
          <Chip size="till" selected={props.value === each} onSelect={() => props.onValue(each)}>
            <span lang={each}>{LANGUAGE_NAMES[each]}</span>
          </Chip>
        )}
      </For>
    </fieldset>
  )
}
