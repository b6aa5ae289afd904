import type { LucideIcon } from 'lucide-solid'
import type { JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import './icon.css'

export type IconComponent = LucideIcon

export interface IconProps {
  /** One icon, imported by itself: `import Lock from 'lucide-solid/icons/lock'`. */
  readonly of: IconComponent
  readonly size?: 'small' | 'normal' | 'large'
}

/** An icon beside a word: hidden from screen readers, which read the word. */
export function Icon(props: IconProps): JSX.Element {
  return (
    <Dynamic
      component={props.of}
      class={`ui-icon ui-icon--${props.size ?? 'normal'}`}
      strokeWidth={1.75}
      aria-hidden="true"
    />
  )
}
