import type { JSX } from 'solid-js'

/** A name and what it is, in a `<dl>` whose style says how its facts are laid out. */
export function Fact(props: {
  readonly name: string
  readonly value: JSX.Element
  readonly class?: string | undefined
}): JSX.Element {
  return (
    <div class={props.class}>
      <dt>{props.name}</dt>
      <dd class="tabular">{props.value}</dd>
    </div>
  )
}
