import type { CurrencyCode } from '@evertill/crdt-model'
import { type JSX, Match, Show, Switch } from 'solid-js'
import { formatMoney, formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { AskShareResult } from '../../replica/protocol.ts'
import { Notice } from '../../ui/notice.tsx'
import { now } from '../../ui/relative-time.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import './account-standing.css'
import type { Share } from './create-share.ts'

/** What of an account can be used here now, and why that is less than what is on it. */
export function AccountStanding(props: {
  readonly title: string
  readonly share: Share
  readonly currency: CurrencyCode
}): JSX.Element {
  const known = () => {
    const state = props.share.state()
    return state.kind === 'known' ? state : undefined
  }
  return (
    <div class="till-standing" aria-live="polite">
      <h3 class="till-standing__title">{props.title}</h3>
      <Show
        when={known()}
        fallback={
          <Show when={props.share.state().kind === 'asking'}>
            <Skeleton count={2} />
          </Show>
        }
      >
        {result => <Known result={result()} currency={props.currency} />}
      </Show>
    </div>
  )
}

function Known(props: { readonly result: AskShareResult; readonly currency: CurrencyCode }): JSX.Element {
  const money = (minor: number) => formatMoney(minor, props.currency)
  const view = () => props.result.view
  const isLess = () => (view().balance ?? 0) > view().left
  return (
    <>
      <p class="till-standing__figure">
        <span>{t('credit.canUse')}</span>
        <strong class="tabular">{money(view().left)}</strong>
      </p>
      <Show when={isLess()}>
        <p class="till-standing__hint tabular">
          {t('credit.balance', { amount: money(view().balance ?? 0) })}
        </p>
      </Show>
      <Switch>
        <Match when={view().isBlocked}>
          <Notice kind="error" title={t('credit.blocked')} />
        </Match>
        <Match when={props.result.reach === 'behind'}>
          <Notice kind="info" title={t('credit.behind')} />
        </Match>
        <Match when={props.result.reach === 'offline'}>
          <Notice kind="offline" title={t('credit.offline')}>
            <Show when={view().toldAt}>
              {at => t('credit.offlineSince', { when: formatRelativeTime(at(), Math.max(now(), at())) })}
            </Show>
          </Notice>
        </Match>
        <Match when={isLess() && view().held.length > 0}>
          <Notice
            kind="info"
            title={t('credit.held', {
              amount: money(view().held.reduce((sum, { amount }) => sum + amount, 0)),
              tills: view()
                .held.map(({ tillName }) => tillName)
                .join(', '),
            })}
          />
        </Match>
        <Match when={view().left === 0}>
          <p class="till-standing__hint">{t('credit.nothing')}</p>
        </Match>
      </Switch>
    </>
  )
}
