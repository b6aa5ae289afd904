import type { RecordFieldProblem } from '@evertill/crdt-model'
import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { problemWords } from './problem-words.ts'

/** A name that is edited where it stands: saved as it is left, Escape leaves it as it was. */
export function InlineName(props: {
  readonly value: string
  readonly label: string
  readonly validate: (text: string) => RecordFieldProblem | null
  readonly onSave: (text: string) => void
}): JSX.Element {
  const [text, setText] = createSignal(props.value)
  const [problem, setProblem] = createSignal<string>()
  // Another manager's name appears at once, unless this one is being typed in.
  createEffect(
    on(
      () => props.value,
      (now, before) => {
        if (before === undefined || text() === before) setText(now)
      },
    ),
  )
  const save = () => {
    const trimmed = text().trim()
    if (trimmed === props.value) return
    const found = props.validate(trimmed)
    setProblem(found === null ? undefined : problemWords(found))
    if (found === null) props.onSave(trimmed)
  }
  return (
    <div class="office-row__text">
      <input
        class="office-inline-input"
        aria-label={props.label}
        aria-invalid={problem() === undefined ? undefined : 'true'}
        autocomplete="off"
        value={text()}
        onInput={event => {
          setText(event.currentTarget.value)
          setProblem(undefined)
        }}
        onBlur={save}
        onKeyDown={event => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') {
            setText(props.value)
            setProblem(undefined)
            event.currentTarget.blur()
          }
        }}
      />
      <Show when={problem()}>
        {words => (
          <span class="office-inline-error" role="alert">
            {words()}
          </span>
        )}
      </Show>
    </div>
  )
}
