import { For, type JSX } from 'solid-js'
import { Field } from '../ui/field.tsx'

export interface ChoiceFieldProps<Value extends string> {
  readonly label: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value
  readonly onValue: (value: Value) => void
  readonly description?: string | undefined
  readonly error?: string | false | undefined
  readonly hideLabel?: boolean
  readonly name?: string
}

/**
 * One of a list by the system's own picker: it works inside a modal sheet, whose top layer hides anything drawn
 * elsewhere, and jumps to what is typed in lists of hundreds.
 */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>): JSX.Element {
  return (
    <Field
      label={props.label}
      description={props.description}
      error={props.error}
      hideLabel={props.hideLabel ?? false}
      control={control => (
        <select
          id={control.id}
          class="ui-input"
          name={props.name}
          aria-invalid={control.invalid()}
          aria-describedby={control.describedBy()}
          onChange={event => {
            const option = props.options[event.currentTarget.selectedIndex]
            if (option !== undefined) props.onValue(option.value)
          }}
        >
          <For each={props.options}>
            {option => (
              <option value={option.value} selected={option.value === props.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
      )}
    />
  )
}
