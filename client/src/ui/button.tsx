import { createMemo, type JSX, Show, splitProps } from 'solid-js'
import './button.css'
import { Icon, type IconComponent } from './icon.tsx'

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'critical'
  /** `till` is 48 px and more, `office` 36 px (44 on touch), `large` the one next step of a till screen. */
  readonly size?: 'till' | 'office' | 'large'
  readonly icon?: IconComponent
  /** Only the icon is shown; `children` becomes its accessible name and tooltip. Back office only. */
  readonly iconOnly?: boolean
  /** Takes the whole width. */
  readonly wide?: boolean
  readonly busy?: boolean
  /** Why it cannot be pressed now. It stays focusable, so that the reason can be read. */
  readonly unavailable?: string | false | undefined
}

export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, [
    'variant',
    'size',
    'icon',
    'iconOnly',
    'wide',
    'busy',
    'unavailable',
    'children',
    'class',
    'onClick',
  ])
  // Asked at each press too, where what a property is worked out from would never be disposed of.
  const blocked = createMemo(
    () => own.busy === true || (own.unavailable !== undefined && own.unavailable !== false),
  )
  const press: JSX.EventHandler<HTMLButtonElement, MouseEvent> = event => {
    if (blocked()) {
      event.preventDefault()
      return
    }
    if (typeof own.onClick === 'function') own.onClick(event)
  }
  return (
    <button
      type="button"
      {...rest}
      class={`ui-button ui-button--${own.variant ?? 'secondary'} ui-button--${own.size ?? 'office'} ${own.class ?? ''}`}
      classList={{ 'ui-button--wide': own.wide === true, 'ui-button--icon-only': own.iconOnly === true }}
      aria-disabled={blocked() ? 'true' : undefined}
      aria-busy={own.busy === true ? 'true' : undefined}
      title={own.unavailable === false ? rest.title : (own.unavailable ?? rest.title)}
      onClick={press}
    >
      <Show when={own.icon}>{icon => <Icon of={icon()} />}</Show>
      <span class="ui-button__label" classList={{ 'visually-hidden': own.iconOnly === true }}>
        {own.children}
      </span>
    </button>
  )
}
