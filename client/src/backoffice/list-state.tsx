import { ErrorBoundary, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useOffice } from './office-context.tsx'

/**
 * The states every list has beside its rows: being read, empty, and failed. Offline and not allowed are told once
 * for the whole office, which works from this device's own copy.
 */
export function ListState<Row>(props: {
  readonly rows: readonly Row[] | undefined
  readonly empty: JSX.Element
  readonly children: JSX.Element
}): JSX.Element {
  const office = useOffice()
  // Before the first download nothing is here, which does not mean that there is nothing.
  const isDownloading = () => office.replica.status().phase !== 'ready' && office.replica.status().online
  const skeleton = () => <Skeleton shape="row" count={6} />
  return (
    <ErrorBoundary
      fallback={(error: unknown, reset) => (
        <Notice kind="error" title={t('office.list.error')} onRetry={reset}>
          {error instanceof Error ? error.message : String(error)}
        </Notice>
      )}
    >
      <Show when={props.rows} fallback={skeleton()}>
        {rows => (
          <Show when={rows().length > 0} fallback={isDownloading() ? skeleton() : props.empty}>
            {props.children}
          </Show>
        )}
      </Show>
    </ErrorBoundary>
  )
}
