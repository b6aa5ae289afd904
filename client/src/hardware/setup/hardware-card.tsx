import ChevronRight from 'lucide-solid/icons/chevron-right'
import type { JSX } from 'solid-js'
import { Icon, type IconComponent } from '../../ui/icon.tsx'

/** An entry of a list of devices that leads to the device's own page; what is said of it stands below its name. */
export function HardwareCard(props: {
  readonly icon: IconComponent
  readonly name: string
  readonly onOpen: () => void
  readonly children: JSX.Element
}): JSX.Element {
  return (
    <li>
      <button type="button" class="hardware__card" onClick={() => props.onOpen()}>
        <Icon of={props.icon} />
        <span class="hardware__card-text">
          <strong>{props.name}</strong>
          {props.children}
        </span>
        <Icon of={ChevronRight} />
      </button>
    </li>
  )
}
