import { Switch as Kobalte } from '@kobalte/core/switch'
import { type JSX, Show } from 'solid-js'
import './switch.css'

export interface SwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly onChecked: (checked: boolean) => void
  readonly description?: string
  readonly hideLabel?: boolean
}

export function Switch(props: SwitchProps): JSX.Element {
  return (
    <Kobalte class="ui-switch" checked={props.checked} onChange={props.onChecked}>
      <Kobalte.Input class="ui-switch__input" />
      <Kobalte.Control class="ui-switch__control">
        <Kobalte.Thumb class="ui-switch__thumb" />
      </Kobalte.Control>
      <span class={`ui-switch__text ${props.hideLabel === true ? 'visually-hidden' : ''}`}>
        <Kobalte.Label class="ui-switch__label">{props.label}</Kobalte.Label>
        <Show when={props.description}>
          <Kobalte.Description class="ui-field__description">{props.description}</Kobalte.Description>
        </Show>
      </span>
    </Kobalte>
  )
}
