import type { CreditAccount, CreditAccountReply, CreditActRequest } from '@evertill/crdt-model'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { createRemote } from '../../api/create-remote.ts'
import { getCredit } from '../../api/credit-api.ts'
import { formatDate, formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { now } from '../../ui/relative-time.tsx'
import { useOffice } from '../office-context.tsx'
import { RemoteState } from '../remote-state.tsx'
import { ActDialog } from './act-dialog.tsx'
import { formatOf } from './money-of.ts'

/** What somebody is about to do with the account. */
export type PlannedAct =
  | { readonly kind: Exclude<CreditActRequest['kind'], 'release'> }
  | { readonly kind: 'release'; readonly share: CreditAccountReply['shares'][number] }

/** One account: what is on it, which tills keep a part, what became of it, and what can be done with it. */
export function AccountSheet(props: {
  readonly account: CreditAccount
  readonly name: string
  readonly mayWrite: boolean
  readonly onClose: () => void
}): JSX.Element {
  const office = useOffice()
  const { account, currency } = props.account
  const remote = createRemote(() => getCredit(account, currency))
  const [act, setAct] = createSignal<PlannedAct | null>(null)
  return (
    <Sheet open onClose={props.onClose} title={props.name}>
      <div class="office-stack">
        <RemoteState remote={remote}>
          {shown => (
            <>
              <Show when={shown().isBlocked}>
                <Notice kind="warning" title={t('credit.office.blocked')} />
              </Show>
              <Facts shown={shown()} />
              <Show when={props.mayWrite}>
                <div class="credit-actions">
                  <For each={['issue', 'take', shown().isBlocked ? 'unblock' : 'block'] as const}>
                    {kind => (
                      <Button onClick={() => setAct({ kind })}>{t(`credit.office.act.${kind}`)}</Button>
                    )}
                  </For>
                </div>
              </Show>
              <Shares
                shown={shown()}
                onRelease={
                  office.workplace.role === 'owner' ? share => setAct({ kind: 'release', share }) : undefined
                }
              />
              <History shown={shown()} />
            </>
          )}
        </RemoteState>
      </div>
      <Show when={act()} keyed>
        {planned => (
          <ActDialog
            account={account}
            currency={currency}
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
    </Sheet>
  )
}

function Facts(props: { readonly shown: CreditAccountReply }): JSX.Element {
  const fact = (name: string, minor: number) => (
    <div>
      <dt>{name}</dt>
      <dd class="tabular">{formatOf(props.shown.currency, minor)}</dd>
    </div>
  )
  return (
    <dl class="credit-facts">
      {fact(t('credit.office.columns.balance'), props.shown.balance)}
      {fact(t('credit.office.free'), props.shown.free)}
      {fact(t('credit.office.columns.held'), props.shown.held)}
    </dl>
  )
}

function Shares(props: {
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
    <section>
      <h3>{t('credit.office.shares')}</h3>
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

function History(props: { readonly shown: CreditAccountReply }): JSX.Element {
  const who = ({ receipt, tillName, by, reason }: CreditAccountReply['history'][number]) =>
    [receipt, tillName, by, reason].filter(each => each !== null && each !== '').join(' · ')
  return (
    <section>
      <h3>{t('credit.office.history')}</h3>
      <ul class="credit-rows">
        <For each={props.shown.history}>
          {each => (
            <li>
              <span class="credit-rows__what">
                <strong>{t(`credit.office.kind.${each.kind}`)}</strong>
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
