import CircleAlert from 'lucide-solid/icons/circle-alert'
import CloudOff from 'lucide-solid/icons/cloud-off'
import Info from 'lucide-solid/icons/info'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import './notice.css'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert, offline: CloudOff } as const

export interface NoticeProps {
  readonly kind: 'info' | 'warning' | 'error' | 'offline'
  readonly title: string
  readonly children?: JSX.Element
  readonly onRetry?: (() => void) | undefined
  /** Other buttons than "Try again". */
  readonly actions?: JSX.Element
}

/** Something to know, in place: what happened, and what to do. */
export function Notice(props: NoticeProps): JSX.Element {
  return (
    <div class={`ui-notice ui-notice--${props.kind}`} role={props.kind === 'error' ? 'alert' : 'status'}>
      <Icon of={ICONS[props.kind]} />
      <div class="ui-notice__text">
        <strong class="ui-notice__title">{props.title}</strong>
        <Show when={props.children}>
          <div>{props.children}</div>
        </Show>
      </div>
      <Show when={props.onRetry ?? props.actions}>
        <div class="ui-notice__actions">
          {props.actions}
          <Show when={props.onRetry}>
            {retry => <Button onClick={() => retry()()}>{t('ui.action.retry')}</Button>}
          </Show>
        </div>
      </Show>
    </div>
  )
}
