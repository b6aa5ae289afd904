import { type JSX, Show } from 'solid-js'
import type { Remote } from '../api/create-remote.ts'
import { t } from '../i18n/translate.ts'
import { failureWords } from '../setup/failure-words.ts'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** The states of what only the server has: being asked for, out of reach, failed; old and out of reach; there. */
export function RemoteState<Value>(props: {
  readonly remote: Remote<Value>
  readonly children: (value: () => Value) => JSX.Element
}): JSX.Element {
  return (
    <>
      <Show when={props.remote.failure()}>
        {failure => (
          <Notice
            kind={failure().code === 'offline' ? 'offline' : 'error'}
            title={failure().code === 'offline' ? t('account.offline') : t('account.failed')}
            onRetry={() => void props.remote.reload()}
          >
            {props.remote.value() === undefined ? failureWords(failure()) : t('account.known')}
          </Notice>
        )}
      </Show>
      <Show
        when={props.remote.value()}
        fallback={
          <Show when={props.remote.failure() === undefined}>
            <Skeleton shape="row" count={3} />
          </Show>
        }
      >
        {value => props.children(value)}
      </Show>
    </>
  )
}
