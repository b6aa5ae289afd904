import type { CurrencyCode } from '@evertill/crdt-model'
import { type JSX, Match, Show, Switch } from 'solid-js'
import { formatMoney, formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { heldElsewhere, lendingHere } from '../../local/house-lending.ts'
import type { AskShareResult } from '../../replica/protocol.ts'
import { Fact } from '../../ui/fact.tsx'
import { Notice } from '../../ui/notice.tsx'
import { now } from '../../ui/relative-time.tsx'
import type { Share } from './create-share.ts'
import { StandingFrame } from './standing-frame.tsx'

/** What a customer may buy on account here now, what of their limit is used, and why it is less than the rest of it. */
export function HouseStanding(props: {
  readonly title: string
  readonly share: Share
  readonly currency: CurrencyCode
  /** Nothing was asked for: what is told is how much there is, not how much this till was given of it. */
  readonly overview?: boolean
}): JSX.Element {
  return (
    <StandingFrame title={props.title} share={props.share}>
      {result => <Known result={result()} currency={props.currency} isOverview={props.overview === true} />}
    </StandingFrame>
  )
}

function Known(props: {
  readonly result: AskShareResult
  readonly currency: CurrencyCode
  readonly isOverview: boolean
}): JSX.Element {
  const money = (minor: number) => formatMoney(minor, props.currency)
  const here = () => lendingHere(props.result, props.isOverview)
  return (
    <>
      <Show
        when={here().limit !== null}
        fallback={<p class="till-standing__hint">{t('tenders.account.noLimit')}</p>}
      >
        <p class="till-standing__figure">
          <span>{t(here().now < here().room ? 'tenders.account.canBuyHere' : 'tenders.account.canBuy')}</span>
          <strong class="tabular">{money(here().now)}</strong>
        </p>
      </Show>
      <dl class="till-standing__facts">
        <Show when={here().limit !== null ? { minor: here().limit ?? 0 } : undefined}>
          {limit => <Fact name={t('tenders.account.limit')} value={money(limit().minor)} />}
        </Show>
        <Show when={here().lent !== null ? { minor: here().lent ?? 0 } : undefined}>
          {lent => (
            <Fact
              name={t(lent().minor < 0 ? 'tenders.account.ahead' : 'tenders.account.owed')}
              value={money(Math.abs(lent().minor))}
            />
          )}
        </Show>
      </dl>
      <Show when={here().limit !== null}>
        <Reason result={props.result} money={money} isOverview={props.isOverview} />
      </Show>
    </>
  )
}

/** Why it is less than what is left of the limit. */
function Reason(props: {
  readonly result: AskShareResult
  readonly money: (minor: number) => string
  readonly isOverview: boolean
}): JSX.Element {
  const here = () => lendingHere(props.result, props.isOverview)
  const view = () => props.result.view
  const over = () => Math.max(0, (here().lent ?? 0) - (here().limit ?? 0))
  return (
    <Switch>
      <Match when={view().isBlocked}>
        <Notice kind="error" title={t('tenders.account.blocked')} />
      </Match>
      <Match when={props.result.reach === 'behind'}>
        <Notice kind="info" title={t('credit.behind')} />
      </Match>
      <Match when={over() > 0}>
        <p class="till-standing__hint tabular">
          {t('tenders.account.over', { amount: props.money(over()) })}
        </p>
      </Match>
      <Match when={props.result.reach === 'offline'}>
        <Notice
          kind="offline"
          title={t(here().now === 0 ? 'tenders.account.offlineNothing' : 'tenders.account.offline')}
        >
          <Show when={view().toldAt}>
            {at => t('credit.offlineSince', { when: formatRelativeTime(at(), Math.max(now(), at())) })}
          </Show>
        </Notice>
      </Match>
      <Match when={here().now < here().room && view().held.length > 0}>
        <Notice
          kind="info"
          title={t(props.isOverview ? 'tenders.account.keptBy' : 'tenders.account.held', {
            amount: props.money(heldElsewhere(view())),
            tills: view()
              .held.map(({ tillName }) => tillName)
              .join(', '),
          })}
        />
      </Match>
      <Match when={here().now === 0}>
        <p class="till-standing__hint">{t('tenders.account.usedUp')}</p>
      </Match>
    </Switch>
  )
}
