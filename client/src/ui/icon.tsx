import type { LucideIcon } from 'lucide-solid'
import { children, createRoot, type JSX } from 'solid-js'
import './icon.css'

export type IconComponent = LucideIcon

export interface IconProps {
  /** One icon, imported by itself: `import Lock from 'lucide-solid/icons/lock'`. */
  readonly of: IconComponent
  readonly size?: 'small' | 'normal' | 'large'
}

/** An icon beside a word: hidden from screen readers, which read the word. */
export function Icon(props: IconProps): JSX.Element {
  return <>{copyOf(props.of, props.size ?? 'normal')}</>
}

/** What each icon looks like. To copy it takes a tenth of the time that its component needs, on every button there is. */
const drawings = new Map<IconComponent, Element>()

function copyOf(icon: IconComponent, size: NonNullable<IconProps['size']>): Element {
  const drawing = drawings.get(icon) ?? draw(icon)
  drawings.set(icon, drawing)
  const copy = document.importNode(drawing, true)
  copy.setAttribute('class', `ui-icon ui-icon--${size}`)
  return copy
}

function draw(icon: IconComponent): Element {
  return createRoot(dispose => {
    const drawn = children(() => icon({ strokeWidth: 1.75, 'aria-hidden': 'true' }))()
    dispose()
    if (drawn instanceof Element) return drawn
    throw new Error('an icon is one element')
  })
}
