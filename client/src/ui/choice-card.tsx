import { A } from '@solidjs/router'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { type JSX, Show } from 'solid-js'
import './choice-card.css'
import { Icon, type IconComponent } from './icon.tsx'

export interface ChoiceCardProps {
  readonly icon: IconComponent
  readonly title: string
  readonly hint: string
  /** Where it leads, or what it does. */
  readonly href?: string
  readonly onChoose?: () => void
  readonly busy?: boolean
}

/** One of a few ways to go on, as large as its weight. They stand in a `ui-choices`. */
export function ChoiceCard(props: ChoiceCardProps): JSX.Element {
  const content = () => (
    <>
      <span class="ui-choice__icon">
        <Icon of={props.icon} size="large" />
      </span>
      <span>
        <strong>{props.title}</strong>
        <span class="ui-choice__hint">{props.hint}</span>
      </span>
      <Icon of={ChevronRight} />
    </>
  )
  return (
    <Show
      when={props.href}
      fallback={
        <button
          type="button"
          class="ui-choice"
          aria-disabled={props.busy === true ? 'true' : undefined}
          aria-busy={props.busy === true ? 'true' : undefined}
          onClick={() => props.busy !== true && props.onChoose?.()}
        >
          {content()}
        </button>
      }
    >
      {href => (
        <A class="ui-choice" href={href()}>
          {content()}
        </A>
      )}
    </Show>
  )
}
