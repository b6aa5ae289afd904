import { type JSX, Show } from 'solid-js'
import { PreferenceSwitches } from '../shell/preference-switches.tsx'
import { Icon, type IconComponent } from '../ui/icon.tsx'
import './message-screen.css'

export interface MessageScreenProps {
  /** For tests and screenshots. */
  readonly name: string
  readonly icon: IconComponent
  readonly tone?: 'neutral' | 'critical'
  readonly title: string
  readonly children: JSX.Element
  readonly actions?: JSX.Element
}

/** The till cannot sell at the moment: why, what it means, what to do. */
export function MessageScreen(props: MessageScreenProps): JSX.Element {
  return (
    <main class="till-message" data-screen={props.name}>
      <div class={`till-message__card till-message__card--${props.tone ?? 'neutral'}`}>
        <span class="till-message__icon">
          <Icon of={props.icon} size="large" />
        </span>
        <h1>{props.title}</h1>
        <div class="till-message__text">{props.children}</div>
        <Show when={props.actions}>
          <div class="till-message__actions">{props.actions}</div>
        </Show>
      </div>
      <PreferenceSwitches />
    </main>
  )
}
