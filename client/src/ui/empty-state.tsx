import { type JSX, Show } from 'solid-js'
import './empty-state.css'
import { Icon, type IconComponent } from './icon.tsx'

export interface EmptyStateProps {
  readonly icon?: IconComponent
  readonly title: string
  readonly children?: JSX.Element
  /** The first step. */
  readonly action?: JSX.Element
}

/** An empty list says what it is for and offers the first step. */
export function EmptyState(props: EmptyStateProps): JSX.Element {
  return (
    <div class="ui-empty">
      <Show when={props.icon}>
        {icon => (
          <span class="ui-empty__icon">
            <Icon of={icon()} size="large" />
          </span>
        )}
      </Show>
      <h3 class="ui-empty__title">{props.title}</h3>
      <Show when={props.children}>
        <p class="ui-empty__text">{props.children}</p>
      </Show>
      <Show when={props.action}>
        <div class="ui-empty__action">{props.action}</div>
      </Show>
    </div>
  )
}
