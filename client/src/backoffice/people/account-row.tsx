import type { UserAccount } from '@evertill/crdt-model'
import KeyRound from 'lucide-solid/icons/key-round'
import Pencil from 'lucide-solid/icons/pencil'
import ShieldOff from 'lucide-solid/icons/shield-off'
import UserCheck from 'lucide-solid/icons/user-check'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { restoreUser, revokeUser } from '../../api/accounts-api.ts'
import { formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Initial } from '../../ui/initial.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { now } from '../../ui/relative-time.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useOffice } from '../office-context.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { accountFailureWords } from './account-words.ts'
import type { OneTimeLink } from './link-dialog.tsx'
import { ResetDialog } from './reset-dialog.tsx'

type Doing = 'changing' | 'resetting' | 'revoking'

/** An owner or a manager, and what an owner can do about the account. */
export function AccountRow(props: {
  readonly account: UserAccount
  readonly onChanged: () => void
  readonly onLink: (link: OneTimeLink) => void
}): JSX.Element {
  const office = useOffice()
  const [doing, setDoing] = createSignal<Doing>()
  const isMe = () => props.account.id === office.workplace.user
  const close = () => setDoing(undefined)
  const done = () => {
    close()
    props.onChanged()
  }
  const restore = async () => {
    const answer = await restoreUser(props.account.id)
    const { name } = props.account
    showToast({ text: answer.ok ? t('account.people.restored', { name }) : failureWords(answer) })
    props.onChanged()
  }
  return (
    <li
      class="office-row people-account"
      classList={{ 'office-row--archived': props.account.state === 'revoked' }}
      data-account={props.account.email}
    >
      <div class="office-row__main">
        <Initial name={props.account.name} />
        <div class="office-row__text">
          <span class="people-account__name">
            <strong>{props.account.name}</strong>
            <Show when={isMe()}>
              <Badge>{t('account.people.you')}</Badge>
            </Show>
          </span>
          <span class="office-muted people-account__email">{props.account.email}</span>
        </div>
      </div>
      <div class="people-account__state">
        <span>
          {t(`account.people.${props.account.role}`)}
          <Show when={props.account.role === 'manager'}> · {storeWords(props.account)}</Show>
        </span>
        <StateWords account={props.account} />
      </div>
      <div class="office-row__actions">
        <Show
          when={props.account.state !== 'revoked'}
          fallback={
            <Button icon={UserCheck} onClick={() => void restore()}>
              {t('account.people.restore')}
            </Button>
          }
        >
          <Button icon={Pencil} onClick={() => setDoing('changing')}>
            {t('account.people.change')}
          </Button>
          <Show when={!isMe()}>
            <Button icon={KeyRound} onClick={() => setDoing('resetting')}>
              {props.account.state === 'invited' ? t('account.people.newLink') : t('account.people.reset')}
            </Button>
            <Button variant="quiet" icon={ShieldOff} onClick={() => setDoing('revoking')}>
              {t('account.people.revoke')}
            </Button>
          </Show>
        </Show>
      </div>
      <Switch>
        <Match when={doing() === 'changing'}>
          <AccountDialog
            account={props.account}
            onClose={close}
            onSaved={account => {
              showToast({ text: t('account.people.changed', { name: account.name }) })
              done()
            }}
          />
        </Match>
        <Match when={doing() === 'resetting'}>
          <ResetDialog
            account={props.account}
            onClose={close}
            onLink={link => {
              done()
              props.onLink(link)
            }}
          />
        </Match>
        <Match when={doing() === 'revoking'}>
          <RevokeDialog account={props.account} onClose={close} onRevoked={done} />
        </Match>
      </Switch>
    </li>
  )
}

/** The names of the stores that a manager is for. */
function storeWords({ stores }: UserAccount): string {
  if (stores === 'all') return t('account.people.allStores')
  const known = useOffice().stores()
  const names = stores.map(
    id => known?.find(store => store.id === id)?.name ?? t('account.people.unknownStore'),
  )
  return names.join(', ')
}

function StateWords(props: { readonly account: UserAccount }): JSX.Element {
  return (
    <span class="people-account__badges">
      <Switch
        fallback={
          <span class="office-muted">
            {props.account.lastUsedAt === null
              ? t('account.people.notSignedIn')
              : t('account.people.lastUsed', {
                  when: formatRelativeTime(
                    props.account.lastUsedAt,
                    Math.max(now(), props.account.lastUsedAt),
                  ),
                })}
          </span>
        }
      >
        <Match when={props.account.state === 'revoked'}>
          <Badge tone="critical">{t('account.people.revoked')}</Badge>
        </Match>
        <Match when={props.account.state === 'invited'}>
          <Badge tone="warning">{t('account.people.invited')}</Badge>
        </Match>
      </Switch>
      <Show when={props.account.secondStep}>
        <Badge tone="positive">{t('account.people.secondStep')}</Badge>
      </Show>
    </span>
  )
}

function RevokeDialog(props: {
  readonly account: UserAccount
  readonly onClose: () => void
  readonly onRevoked: () => void
}): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()
  const revoke = async () => {
    setBusy(true)
    const answer = await revokeUser(props.account.id)
    setBusy(false)
    if (!answer.ok) {
      setFailure(accountFailureWords(answer))
      return
    }
    showToast({ text: t('account.people.wasRevoked', { name: props.account.name }) })
    props.onRevoked()
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('account.people.revokeTitle', { name: props.account.name })}
      actions={
        <>
          <Button size="till" onClick={() => props.onClose()}>
            {t('ui.action.cancel')}
          </Button>
          <Button variant="critical" size="till" busy={busy()} onClick={() => void revoke()}>
            {t('account.people.revoke')}
          </Button>
        </>
      }
    >
      <div class="office-stack">
        <p>{t('account.people.revokeText', { name: props.account.name })}</p>
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      </div>
    </Dialog>
  )
}
