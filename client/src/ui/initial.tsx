import type { JSX } from 'solid-js'
import './initial.css'

/** Up to two initials of a name: `Ada Lovelace` is `AL`, `gifts` is `G`. */
export function initialsOf(name: string, most: 1 | 2 = 2): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '')
  const picked = most === 1 || words.length === 1 ? words.slice(0, 1) : [words[0], words.at(-1)]
  return picked.map(word => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('')
}

/** A hue for a name that has none of its own: the same on every device. */
export function hueOf(text: string): number {
  let sum = 0
  for (const sign of text) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 360
  return sum
}

export interface InitialProps {
  readonly name: string
  /** 0–359; from the name when not given. */
  readonly hue?: number
  readonly size?: 'small' | 'normal' | 'large'
}

/** Who or what, as a tinted initial: a person, a department. */
export function Initial(props: InitialProps): JSX.Element {
  return (
    <span
      class={`tinted ui-initial ui-initial--${props.size ?? 'normal'}`}
      style={{ '--hue': String(props.hue ?? hueOf(props.name)) }}
      aria-hidden="true"
    >
      {initialsOf(props.name)}
    </span>
  )
}
