import ChevronRight from 'lucide-solid/icons/chevron-right'
import type { JSX } from 'solid-js'
import { Icon, type IconComponent } from '../ui/icon.tsx'
import './setup.css'

export interface ChoiceCardProps {
  readonly icon: IconComponent
  readonly title: string
  readonly hint: string
  readonly onChoose: () => void
  readonly busy?: boolean
}

/** One of a few ways to go on, as large as its weight. */
export function ChoiceCard(props: ChoiceCardProps): JSX.Element {
  return (
    <button
      type="button"
      class="setup-choice"
      aria-disabled={props.busy === true ? 'true' : undefined}
      aria-busy={props.busy === true ? 'true' : undefined}
      onClick={() => props.busy !== true && props.onChoose()}
    >
      <span class="setup-choice__icon">
        <Icon of={props.icon} size="large" />
      </span>
      <span>
        <strong>{props.title}</strong>
        <span class="setup-choice__hint">{props.hint}</span>
      </span>
      <Icon of={ChevronRight} />
    </button>
  )
}
