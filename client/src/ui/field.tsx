import { createUniqueId, type JSX, Show } from 'solid-js'
import './field.css'

export interface FieldProps {
  readonly label: string
  readonly description?: string | undefined
  /** Why the value cannot be taken: shown beside the field and read with it. */
  readonly error?: string | false | undefined
  /** The label is read but not drawn (a search field, a cell of a table). */
  readonly hideLabel?: boolean
}

/** What the control of a field needs so that label, description and error are read with it. */
export interface FieldControl {
  readonly id: string
  readonly describedBy: () => string | undefined
  readonly invalid: () => 'true' | undefined
}

/** Label, control, description and error, in one column. */
export function Field(
  props: FieldProps & { readonly control: (control: FieldControl) => JSX.Element },
): JSX.Element {
  const id = createUniqueId()
  const hasError = () => props.error !== undefined && props.error !== false && props.error !== ''
  const hasDescription = () => props.description !== undefined && props.description !== ''
  const describedBy = () => {
    const ids = [hasDescription() ? `${id}-description` : '', hasError() ? `${id}-error` : ''].filter(Boolean)
    return ids.length === 0 ? undefined : ids.join(' ')
  }
  return (
    <div class="ui-field" classList={{ 'ui-field--invalid': hasError() }}>
      <label class="ui-field__label" classList={{ 'visually-hidden': props.hideLabel === true }} for={id}>
        {props.label}
      </label>
      {props.control({ id, describedBy, invalid: () => (hasError() ? 'true' : undefined) })}
      <Show when={hasDescription()}>
        <p class="ui-field__description" id={`${id}-description`}>
          {props.description}
        </p>
      </Show>
      <Show when={hasError()}>
        <p class="ui-field__error" id={`${id}-error`} role="alert">
          {props.error}
        </p>
      </Show>
    </div>
  )
}
