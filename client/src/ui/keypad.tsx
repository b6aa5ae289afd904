import Delete from 'lucide-solid/icons/delete'
import { For, type JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import './keypad.css'
import { Icon } from './icon.tsx'

export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | 'delete' | 'clear'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

export interface KeypadProps {
  readonly onKey: (key: KeypadKey) => void
  /** What stands left of the zero: `00` for amounts, `clear` for PINs. */
  readonly corner: '00' | 'clear'
  readonly label?: string
}

/** A number pad for fingers. The same digits on a keyboard are handled by the screen that shows it. */
export function Keypad(props: KeypadProps): JSX.Element {
  const key = (name: KeypadKey, content: JSX.Element, label?: string) => (
    <button type="button" class="ui-keypad__key" aria-label={label} onClick={() => props.onKey(name)}>
      {content}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid of keys in every browser
    <div class="ui-keypad" role="group" aria-label={props.label ?? t('ui.keypad.label')}>
      <For each={DIGITS}>{digit => key(digit, digit)}</For>
      {props.corner === '00'
        ? key('00', '00')
        : key('clear', <span class="ui-keypad__word">{t('ui.keypad.clear')}</span>)}
      {key('0', '0')}
      {key('delete', <Icon of={Delete} size="large" />, t('ui.keypad.delete'))}
    </div>
  )
}

/** The keypad key that a key of the keyboard stands for, if any. */
export function keypadKeyOf(event: KeyboardEvent): KeypadKey | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  if (event.key === 'Backspace') return 'delete'
  if (event.key === 'Delete') return 'clear'
  const digit = [...DIGITS, '0' as const].find(each => each === event.key)
  return digit
}
