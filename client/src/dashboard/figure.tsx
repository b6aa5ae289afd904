import type { JSX } from 'solid-js'

/** A name and its figure, in a `dl` of the class `dash-figures`. */
export function Figure(props: { readonly name: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd class="tabular">{props.children}</dd>
    </div>
  )
}
