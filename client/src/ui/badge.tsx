import type { JSX } from 'solid-js'
import './badge.css'

export interface BadgeProps {
  readonly tone?: 'neutral' | 'accent' | 'positive' | 'warning' | 'critical'
  readonly children: JSX.Element
}

/** A short state beside a thing: always words or a number, never colour alone. */
export function Badge(props: BadgeProps): JSX.Element {
  return <span class={`ui-badge ui-badge--${props.tone ?? 'neutral'}`}>{props.children}</span>
}
