import { Index, type JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import './skeleton.css'

export interface SkeletonProps {
  /** How many placeholders. */
  readonly count?: number
  readonly shape?: 'line' | 'tile' | 'row'
}

/** The shape of what is coming, never a bare spinner. */
export function Skeleton(props: SkeletonProps): JSX.Element {
  return (
    <div class={`ui-skeleton ui-skeleton--${props.shape ?? 'line'}`} role="status">
      <span class="visually-hidden">{t('ui.loading')}</span>
      <Index each={Array.from({ length: props.count ?? 3 })}>
        {() => <span class="ui-skeleton__part" />}
      </Index>
    </div>
  )
}
