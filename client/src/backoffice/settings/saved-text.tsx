import { createEffect, createMemo, createSignal, type JSX, on } from 'solid-js'
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx'

interface SavedTextProps
  extends Pick<TextFieldProps, 'label' | 'hideLabel' | 'description' | 'lines' | 'inputmode'> {
  readonly stored: string
  /** Takes what was typed when the field is left. @returns why it cannot be taken, in words, or null */
  readonly onSave: (text: string) => string | null
}

/** A text that is saved as it is left. What another manager writes appears at once, unless something else is being typed. */
export function SavedText(props: SavedTextProps): JSX.Element {
  // Read as a field is left, the property itself would be worked out outside of everything that is ever disposed of.
  const stored = createMemo(() => props.stored)
  const [text, setText] = createSignal(stored())
  const [problem, setProblem] = createSignal<string>()
  createEffect(
    on(stored, (now, before) => {
      if (before === undefined || text() === before) setText(now)
    }),
  )
  const save = () => {
    if (text() !== stored()) setProblem(props.onSave(text()) ?? undefined)
  }
  return (
    <TextField
      label={props.label}
      hideLabel={props.hideLabel ?? false}
      description={props.description}
      value={text()}
      onValue={value => {
        setText(value)
        setProblem(undefined)
      }}
      error={problem()}
      autocomplete="off"
      onLeave={save}
      {...(props.lines === undefined ? {} : { lines: props.lines })}
      {...(props.inputmode === undefined ? {} : { inputmode: props.inputmode })}
    />
  )
}
