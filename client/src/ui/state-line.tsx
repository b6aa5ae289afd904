import type { JSX } from 'solid-js'
import './state-line.css'

/** How something stands: as it should, not quite, not at all, or not known yet. */
export type StateTone = 'good' | 'low' | 'bad' | 'waiting'

/** Words for how something stands, after a dot that says it at a glance. */
export function StateLine(props: {
  readonly tone: StateTone
  /** Read out when it changes. */
  readonly live?: boolean
  readonly children: JSX.Element
}): JSX.Element {
  return (
    <span class="ui-state-line" role={props.live ? 'status' : undefined} data-tone={props.tone}>
      {props.children}
    </span>
  )
}
