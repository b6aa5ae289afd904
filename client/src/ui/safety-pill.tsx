import type { JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import './safety-pill.css'

export type SafetyTone = 'safe' | 'pending' | 'offline' | 'attention'

export interface SafetyPillProps {
  readonly tone: SafetyTone
  /** "All safe", "3 sales on this till only". */
  readonly words: string
  /** Opens what is behind it; without it the pill is only shown. */
  readonly onOpen?: () => void
}

/** Whether what was done here is safe: a dot whose shape differs by state, and words. Always in the same corner. */
export function SafetyPill(props: SafetyPillProps): JSX.Element {
  return (
    <button
      type="button"
      class={`ui-safety ui-safety--${props.tone}`}
      data-safety={props.tone}
      aria-label={t('ui.safety.label', { state: props.words })}
      aria-haspopup="dialog"
      onClick={() => props.onOpen?.()}
    >
      <span class="ui-safety__dot" />
      <span class="ui-safety__words">{props.words}</span>
    </button>
  )
}
