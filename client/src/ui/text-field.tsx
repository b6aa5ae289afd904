import { type JSX, Show, splitProps } from 'solid-js'
import { Field, type FieldProps } from './field.tsx'

type InputAttributes = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'id' | 'class'>

export interface TextFieldProps extends FieldProps, InputAttributes {
  readonly value: string
  /** On every key. */
  readonly onValue: (value: string) => void
  /** A text of several lines: the number of lines to show. */
  readonly lines?: number
  /** When the field is left after it was typed in; of a single line also at Enter. */
  readonly onLeave?: () => void
}

export function TextField(props: TextFieldProps): JSX.Element {
  const [own, field, rest] = splitProps(
    props,
    ['value', 'onValue', 'lines', 'onLeave'],
    ['label', 'description', 'error', 'hideLabel'],
  )
  return (
    <Field
      {...field}
      control={control => (
        <Show
          when={own.lines}
          fallback={
            <input
              type="text"
              {...rest}
              id={control.id}
              class="ui-input"
              value={own.value}
              aria-invalid={control.invalid()}
              aria-describedby={control.describedBy()}
              onInput={event => own.onValue(event.currentTarget.value)}
              onChange={() => own.onLeave?.()}
            />
          }
        >
          {lines => (
            <textarea
              id={control.id}
              class="ui-input"
              rows={lines()}
              value={own.value}
              aria-invalid={control.invalid()}
              aria-describedby={control.describedBy()}
              onInput={event => own.onValue(event.currentTarget.value)}
              onChange={() => own.onLeave?.()}
            />
          )}
        </Show>
      )}
    />
  )
}
