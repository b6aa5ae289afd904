import { Select as Kobalte } from '@kobalte/core/select'
import Check from 'lucide-solid/icons/check'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import { type JSX, Show } from 'solid-js'
import './select.css'
import { Icon } from './icon.tsx'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
}

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly options: readonly SelectOption<Value>[]
  readonly value: Value | null
  readonly onValue: (value: Value) => void
  readonly placeholder?: string
  readonly description?: string | undefined
  readonly error?: string | false | undefined
  readonly hideLabel?: boolean
  readonly name?: string
}

/** One of a list. For the back office; the till uses tabs and tiles. No native select beside it: forms read signals. */
export function Select<Value extends string>(props: SelectProps<Value>): JSX.Element {
  const chosen = () => props.options.find(option => option.value === props.value) ?? null
  const hasError = () => props.error !== undefined && props.error !== false && props.error !== ''
  return (
    <Kobalte<SelectOption<Value>>
      class="ui-field"
      classList={{ 'ui-field--invalid': hasError() }}
      options={[...props.options]}
      optionValue="value"
      optionTextValue="label"
      value={chosen()}
      onChange={option => option !== null && props.onValue(option.value)}
      validationState={hasError() ? 'invalid' : 'valid'}
      {...(props.name === undefined ? {} : { name: props.name })}
      placeholder={props.placeholder ?? ''}
      gutter={4}
      sameWidth
      disallowEmptySelection
      itemComponent={item => (
        <Kobalte.Item item={item.item} class="ui-select__item">
          <Kobalte.ItemLabel>{item.item.rawValue.label}</Kobalte.ItemLabel>
          <Kobalte.ItemIndicator>
            <Icon of={Check} size="small" />
          </Kobalte.ItemIndicator>
        </Kobalte.Item>
      )}
    >
      <Kobalte.Label class={`ui-field__label ${props.hideLabel === true ? 'visually-hidden' : ''}`}>
        {props.label}
      </Kobalte.Label>
      <Kobalte.Trigger class="ui-input ui-select">
        <Kobalte.Value<SelectOption<Value>> class="ui-select__value">
          {state => state.selectedOption().label}
        </Kobalte.Value>
        <Icon of={ChevronDown} size="small" />
      </Kobalte.Trigger>
      <Show when={props.description}>
        <Kobalte.Description class="ui-field__description">{props.description}</Kobalte.Description>
      </Show>
      <Show when={hasError()}>
        <Kobalte.ErrorMessage class="ui-field__error">{props.error}</Kobalte.ErrorMessage>
      </Show>
      <Kobalte.Portal>
        <Kobalte.Content class="ui-select__list">
          <Kobalte.Listbox class="ui-select__options" />
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  )
}
