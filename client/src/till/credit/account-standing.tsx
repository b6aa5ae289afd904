import type { CurrencyCode } from '@evertill/crdt-model'
import { type JSX, Match, Show, Switch } from 'solid-js'
import { formatMoney, formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { heldElsewhere } from '../../local/house-lending.ts'
import type { AskShareResult } from '../../replica/protocol.ts'
import { Notice } from '../../ui/notice.tsx'
import { now } from '../../ui/relative-time.tsx'
import type { Share } from './create-share.ts'
import { StandingFrame } from './standing-frame.tsx'

/** What of an account can be used here now, and why that is less than what is on it. */
export function AccountStanding(props: {
  readonly title: string
  readonly share: Share
  readonly currency: CurrencyCode
  /** Nothing was asked for: what is told is how much there is, not how much this till was given of it. */
  readonly balance?: boolean
}): JSX.Element {
  return (
    <StandingFrame title={props.title} share={props.share}>
      {result => <Known result={result()} currency={props.currency} isBalance={props.balance === true} />}
    </StandingFrame>
  )
}

function Known(props: {
  readonly result: AskShareResult
  readonly currency: CurrencyCode
  readonly isBalance: boolean
}): JSX.Element {
  const money = (minor: number) => formatMoney(minor, props.currency)
  const view = () => props.result.view
  const usable = () => {
    const { balance, isBlocked, left } = view()
    if (!props.isBalance || props.result.reach === 'offline' || isBlocked) return left
    return Math.max(left, (balance ?? 0) - heldElsewhere(view()))
  }
  const isLess = () => (view().balance ?? 0) > usable()
  return (
    <>
      <p class="till-standing__figure">
        <span>{t('credit.canUse')}</span>
        <strong class="tabular">{money(usable())}</strong>
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
            title={t(props.isBalance ? 'credit.keptBy' : 'credit.held', {
              amount: money(heldElsewhere(view())),
              tills: view()
                .held.map(({ tillName }) => tillName)
                .join(', '),
            })}
          />
        </Match>
        <Match when={usable() === 0}>
          <p class="till-standing__hint">{t('credit.nothing')}</p>
        </Match>
      </Switch>
    </>
  )
}
