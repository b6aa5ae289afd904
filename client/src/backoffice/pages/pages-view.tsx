import { useLocation, useNavigate } from '@solidjs/router'
import { type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Pages } from './create-pages.ts'

/** The states of a list that lives at the server: being read, empty, failed, and what was known before it went away. */
export function PagesView<Row>(props: {
  readonly pages: Pages<Row>
  readonly empty: JSX.Element
  readonly children: (rows: readonly Row[]) => JSX.Element
}): JSX.Element {
  return (
    <>
      <Show when={props.pages.failure()}>
        <FailureNotice pages={props.pages} />
      </Show>
      <Show
        when={props.pages.rows()}
        fallback={
          <Show when={props.pages.failure() === null}>
            <Skeleton shape="row" count={8} />
          </Show>
        }
      >
        {rows => (
          <Show when={rows().length > 0} fallback={props.empty}>
            {props.children(rows())}
            <Show when={props.pages.hasMore()}>
              <div class="pages-more">
                <Button busy={props.pages.isLoading()} onClick={() => props.pages.loadMore()}>
                  {t('office.pages.more')}
                </Button>
              </div>
            </Show>
          </Show>
        )}
      </Show>
    </>
  )
}

function FailureNotice<Row>(props: { readonly pages: Pages<Row> }): JSX.Element {
  const navigate = useNavigate()
  const location = useLocation()
  const code = () => props.pages.failure()?.code
  const words = () => {
    const failure = props.pages.failure()
    return failure === null ? '' : failureWords(failure)
  }
  const known = () => (
    <Show when={props.pages.rows() !== undefined && props.pages.at()}>
      {at => (
        <span>
          {t('office.pages.knownSince')} <RelativeTime at={at()} />
        </span>
      )}
    </Show>
  )
  return (
    <Switch
      fallback={
        <Notice kind="error" title={words()} onRetry={() => props.pages.refresh()}>
          {known()}
        </Notice>
      }
    >
      <Match when={code() === 'offline'}>
        <Notice kind="offline" title={t('office.pages.offline')} onRetry={() => props.pages.refresh()}>
          <Show when={props.pages.rows()} fallback={t('office.pages.offlineHint')}>
            {known()}
          </Show>
        </Notice>
      </Match>
      <Match when={code() === 'unauthenticated'}>
        <Notice
          kind="warning"
          title={t('office.pages.signedOut')}
          actions={
            <Button onClick={() => navigate(`/sign-in?next=${encodeURIComponent(location.pathname)}`)}>
              {t('office.sync.signIn')}
            </Button>
          }
        />
      </Match>
    </Switch>
  )
}
