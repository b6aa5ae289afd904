import type { JSX } from 'solid-js'
import './chip.css'

export interface ChipProps {
  readonly children: JSX.Element
  readonly selected?: boolean
  readonly onSelect?: () => void
  /** `till` for 48 px. */
  readonly size?: 'till' | 'office'
}

/** A choice among a few: a filter, one of two conflicting values. */
export function Chip(props: ChipProps): JSX.Element {
  return (
    <button
      type="button"
      class={`ui-chip ui-chip--${props.size ?? 'office'}`}
      aria-pressed={props.selected === true}
      onClick={() => props.onSelect?.()}
    >
      {props.children}
    </button>
  )
}
