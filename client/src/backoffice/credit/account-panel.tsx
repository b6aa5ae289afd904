import {
  type AccountId,
  accountOwner,
  type CreditAccountReply,
  type CreditActRequest,
  lentUnder,
} from '@evertill/crdt-model'
import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js'
import { createRemote } from '../../api/create-remote.ts'
import { getCredit } from '../../api/credit-api.ts'
import { formatDate, formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Fact } from '../../ui/fact.tsx'
import { Notice } from '../../ui/notice.tsx'
import { now } from '../../ui/relative-time.tsx'
import { useOffice } from '../office-context.tsx'
import { RemoteState } from '../remote-state.tsx'
import { ActDialog } from './act-dialog.tsx'
import './credit.css'
import { formatOf } from './money-of.ts'

/** What somebody is about to do with the account. */
export type PlannedAct =
  | { readonly kind: Exclude<CreditActRequest['kind'], 'release'> }
  | { readonly kind: 'release'; readonly share: CreditAccountReply['shares'][number] }

/** A change of the record is at the server within this, while it can be reached. */
const CHANGE_ARRIVES_MS = 1500

/** What an account is to the office: the words for what is done with it follow from it. */
export type AccountSide = 'office' | 'house'

/** One account: what is on it, which tills keep a part, what became of it, and what can be done with it. */
export function AccountPanel(props: {
  readonly account: AccountId
  readonly currency: string
  readonly mayWrite: boolean
  /** What the account depends on beside its entries: it is asked for anew when that changes. */
  readonly of?: number | null
}): JSX.Element {
  const office = useOffice()
  const { account, currency } = props
  const side: AccountSide = accountOwner(account)?.kind === 'house' ? 'house' : 'office'
  const remote = createRemote(() => getCredit(account, currency))
  const [act, setAct] = createSignal<PlannedAct | null>(null)
  createEffect(
    on(
      () => props.of,
      () => {
        const timer = setTimeout(() => void remote.reload(), CHANGE_ARRIVES_MS)
        onCleanup(() => clearTimeout(timer))
      },
      { defer: true },
    ),
  )
  return (
    <div class="office-stack">
      <RemoteState remote={remote}>
        {shown => (
          <>
            <Show when={shown().isBlocked}>
              <Notice kind="warning" title={t(`credit.${side}.blocked`)} />
            </Show>
            <Show when={side === 'house'} fallback={<Facts shown={shown()} />}>
              <HouseFacts shown={shown()} />
            </Show>
            <Show when={props.mayWrite}>
              <div class="credit-actions">
                <For each={['issue', 'take', shown().isBlocked ? 'unblock' : 'block'] as const}>
                  {kind => (
                    <Button onClick={() => setAct({ kind })}>{t(`credit.${side}.act.${kind}`)}</Button>
                  )}
                </For>
              </div>
            </Show>
            <Shares
              side={side}
              shown={shown()}
              onRelease={
                office.workplace.role === 'owner' ? share => setAct({ kind: 'release', share }) : undefined
              }
            />
            <Show when={shown().history.length > 0}>
              <History side={side} shown={shown()} />
            </Show>
          </>
        )}
      </RemoteState>
      <Show when={act()} keyed>
        {planned => (
          <ActDialog
            account={account}
            currency={currency}
            side={side}
            act={planned}
            free={remote.value()?.free ?? 0}
            onClose={() => setAct(null)}
            onDone={() => {
              setAct(null)
              void remote.reload()
            }}
          />
        )}
      </Show>
    </div>
  )
}

/** Of a house account: what they may owe, what they owe, and what is left for any till. SPEC K10. */
function HouseFacts(props: { readonly shown: CreditAccountReply }): JSX.Element {
  const limit = () => props.shown.limit ?? null
  const lent = () => lentUnder(limit(), props.shown.balance)
  const money = (minor: number) => formatOf(props.shown.currency, minor)
  return (
    <>
      <dl class="credit-facts">
        <Fact name={t('credit.house.limit')} value={limit() === null ? '–' : money(limit() ?? 0)} />
        <Fact
          name={t(lent() < 0 ? 'credit.house.ahead' : 'credit.house.owed')}
          value={money(Math.abs(lent()))}
        />
        <Fact name={t('credit.house.free')} value={money(props.shown.free)} />
        <Fact name={t('credit.office.columns.held')} value={money(props.shown.held)} />
      </dl>
      <Show when={lent() > (limit() ?? 0)}>
        <Notice kind="warning" title={t('credit.house.over', { amount: money(lent() - (limit() ?? 0)) })} />
      </Show>
    </>
  )
}

function Facts(props: { readonly shown: CreditAccountReply }): JSX.Element {
  const money = (minor: number) => formatOf(props.shown.currency, minor)
  return (
    <dl class="credit-facts">
      <Fact name={t('credit.office.columns.balance')} value={money(props.shown.balance)} />
      <Fact name={t('credit.office.free')} value={money(props.shown.free)} />
      <Fact name={t('credit.office.columns.held')} value={money(props.shown.held)} />
    </dl>
  )
}

function Shares(props: {
  readonly side: AccountSide
  readonly shown: CreditAccountReply
  readonly onRelease: ((share: CreditAccountReply['shares'][number]) => void) | undefined
}): JSX.Element {
  const about = ({ seenAt, isRevoked }: CreditAccountReply['shares'][number]) => {
    const seen =
      seenAt === null
        ? t('credit.office.neverSeen')
        : t('credit.office.seen', { when: formatRelativeTime(seenAt, Math.max(now(), seenAt)) })
    return isRevoked ? `${t('credit.office.replaced')} · ${seen}` : seen
  }
  return (
    <section class="credit-part">
      <h3>{t(`credit.${props.side}.shares`)}</h3>
      <Show
        when={props.shown.shares.length > 0}
        fallback={<p class="office-muted">{t('credit.office.noShares')}</p>}
      >
        <ul class="credit-rows">
          <For each={props.shown.shares}>
            {share => (
              <li>
                <span class="credit-rows__what">
                  <strong>{share.tillName}</strong>
                  <span class="office-muted">{about(share)}</span>
                </span>
                <span class="credit-rows__figure">
                  <span class="tabular">{formatOf(props.shown.currency, share.share)}</span>
                  <Show when={share.share > 0 && props.onRelease}>
                    {release => (
                      <Button onClick={() => release()(share)}>{t('credit.office.act.release')}</Button>
                    )}
                  </Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}

function History(props: { readonly side: AccountSide; readonly shown: CreditAccountReply }): JSX.Element {
  const who = ({ receipt, tillName, by, reason }: CreditAccountReply['history'][number]) =>
    [receipt, tillName, by, reason].filter(each => each !== null && each !== '').join(' · ')
  return (
    <section class="credit-part">
      <h3>{t('credit.office.history')}</h3>
      <ul class="credit-rows">
        <For each={props.shown.history}>
          {each => (
            <li>
              <span class="credit-rows__what">
                <strong>{t(`credit.${props.side}.kind.${each.kind}`)}</strong>
                <span class="office-muted">{who(each)}</span>
              </span>
              <span class="credit-rows__what credit-rows__end">
                <Show when={each.amount > 0}>
                  <span class="tabular">{formatOf(props.shown.currency, each.amount)}</span>
                </Show>
                <span class="office-muted">{formatDate(each.at, 'date-time')}</span>
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
