import { For, type JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { setTextSize, TEXT_SIZES, textSize } from '../ui/text-size.ts'
import { setTheme, THEMES, theme } from '../ui/theme.ts'
import { LanguageChoices } from './language-choices.tsx'
import './preference-switches.css'

/** Language, appearance and text size of this device, as small rows of choices. */
export function PreferenceSwitches(): JSX.Element {
  return (
    <div class="shell-preferences">
      <fieldset class="shell-segments">
        <legend class="visually-hidden">{t('ui.language.label')}</legend>
        <LanguageChoices />
      </fieldset>
      <fieldset class="shell-segments">
        <legend class="visually-hidden">{t('ui.theme.label')}</legend>
        <For each={THEMES}>
          {each => (
            <button type="button" aria-pressed={theme() === each} onClick={() => setTheme(each)}>
              {t(`ui.theme.${each}`)}
            </button>
          )}
        </For>
      </fieldset>
      <fieldset class="shell-segments">
        <legend class="visually-hidden">{t('ui.textSize.label')}</legend>
        <For each={TEXT_SIZES}>
          {each => (
            <button type="button" aria-pressed={textSize() === each} onClick={() => setTextSize(each)}>
              {t(`ui.textSize.${each}`)}
            </button>
          )}
        </For>
      </fieldset>
    </div>
  )
}
