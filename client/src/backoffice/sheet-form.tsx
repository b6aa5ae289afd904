import type { JSX } from 'solid-js'

/** The form of a sheet or a dialog, whose button to send it stands among the actions and names it by its id. */
export function SheetForm(props: {
  readonly id: string
  /** Sent by Enter or the button. What is wrong is said beside the fields, not by the browser. */
  readonly onSend: () => unknown
  readonly children: JSX.Element
}): JSX.Element {
  return (
    <form
      id={props.id}
      class="office-stack"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        props.onSend()
      }}
    >
      {props.children}
    </form>
  )
}
