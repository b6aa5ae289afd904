import { For, type JSX } from 'solid-js'
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/languages.ts'
import { language, setLanguage } from '../i18n/translate.ts'

/** A button for each language, in its own words; the one in use is pressed. */
export function LanguageChoices(props: { readonly class?: string }): JSX.Element {
  return (
    <For each={LANGUAGES}>
      {each => (
        <button
          type="button"
          class={props.class}
          lang={each}
          aria-pressed={language() === each}
          onClick={() => void setLanguage(each)}
        >
          {LANGUAGE_NAMES[each]}
        </button>
      )}
    </For>
  )
}
