import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { getSession } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { readOfficeWorkplace } from '../local/enrolled.ts'
import { LocalDatabaseProvider } from '../local/use-database.ts'
import { isSameOffice, type OfficeWorkplace } from '../local/workplace.ts'
import { type Replica, ReplicaProvider } from '../replica/create-replica.ts'
import { rememberOffice } from '../setup/office-entry.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { OfficeProvider } from './office-context.tsx'
import { keepOffice } from './office-keeper.ts'

type Entry =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'open'; readonly workplace: OfficeWorkplace }

/**
 * Opens the office of whoever was signed in on this device, from what is stored here, without waiting for the
 * server. Only a device that knows nobody asks, and leads to the sign-in.
 */
export function OfficeGate(props: { readonly children: JSX.Element }): JSX.Element {
  const navigate = useNavigate()
  const location = useLocation()
  const [entry, setEntry] = createSignal<Entry>({ kind: 'asking' })
  const toSignIn = () => navigate(`/sign-in?next=${encodeURIComponent(location.pathname)}`, { replace: true })

  const enter = async () => {
    const known = readOfficeWorkplace()
    setEntry(known === null ? { kind: 'asking' } : { kind: 'open', workplace: known })
    await askWhoItIs(known)
  }
  /** The server may know better who this is, or what they may do by now: then the office opens anew. */
  const askWhoItIs = async (known: OfficeWorkplace | null) => {
    const answer = await getSession()
    if (answer.ok) {
      rememberOffice(answer.value)
      const now = readOfficeWorkplace()
      if (now !== null && (known === null || !isSameOffice(now, known))) {
        setEntry({ kind: 'open', workplace: now })
      }
    } else if (known === null) {
      if (answer.code === 'offline' || answer.code === 'unavailable') setEntry({ kind: 'unreachable' })
      else toSignIn()
    }
  }
  void enter()

  const workplace = () => {
    const now = entry()
    return now.kind === 'open' ? now.workplace : undefined
  }
  return (
    <Switch
      fallback={
        <div class="office-plain">
          <Skeleton count={4} />
        </div>
      }
    >
      <Match when={entry().kind === 'unreachable'}>
        <div class="office-plain" data-screen="office-unreachable">
          <Notice kind="offline" title={t('office.gate.offline')} onRetry={() => void enter()}>
            {t('office.gate.offlineHint')}
          </Notice>
        </div>
      </Match>
      <Match when={workplace()} keyed>
        {open => (
          <OpenOffice workplace={open} onForbidden={() => void askWhoItIs(open)}>
            {props.children}
          </OpenOffice>
        )}
      </Match>
    </Switch>
  )
}

function OpenOffice(props: {
  readonly workplace: OfficeWorkplace
  /** A document was refused: an owner may have changed what this account is for. */
  readonly onForbidden: () => void
  readonly children: JSX.Element
}): JSX.Element {
  const { replica, release } = keepOffice(props.workplace)
  onCleanup(release)
  createEffect(
    on(
      () => replica.status().refused,
      refused => refused === 'forbidden' && props.onForbidden(),
    ),
  )
  return (
    <Started replica={replica}>
      <ReplicaProvider replica={replica}>
        <LocalDatabaseProvider workplace={props.workplace}>
          <OfficeProvider workplace={props.workplace} replica={replica}>
            {props.children}
          </OfficeProvider>
        </LocalDatabaseProvider>
      </ReplicaProvider>
    </Started>
  )
}

/** What stands in the way of working: another tab, or a browser that does not open its stores. */
function Started(props: { readonly replica: Replica; readonly children: JSX.Element }): JSX.Element {
  const elsewhere = () =>
    props.replica.started()?.kind === 'open-elsewhere' || props.replica.status().takenOver
  return (
    <Switch fallback={props.children}>
      <Match when={props.replica.failure()}>
        {reason => (
          <div class="office-plain">
            <Notice kind="error" title={t('office.gate.failed')} onRetry={() => window.location.reload()}>
              {reason()}
            </Notice>
          </div>
        )}
      </Match>
      <Match when={elsewhere()}>
        <div class="office-plain" data-screen="office-elsewhere">
          <Notice
            kind="info"
            title={t('office.gate.elsewhereTitle')}
            actions={
              <Button variant="primary" onClick={() => void props.replica.takeOver()}>
                {t('office.gate.takeOver')}
              </Button>
            }
          >
            {t('office.gate.elsewhere')}
          </Notice>
        </div>
      </Match>
      <Match when={props.replica.status().refused === 'forbidden'}>
        <div class="office-plain" data-screen="office-forbidden">
          <Notice kind="error" title={t('office.gate.notAllowed')}>
            {t('office.gate.notAllowedHint')}
          </Notice>
        </div>
      </Match>
    </Switch>
  )
}

/** A section's heading with what can be done there. */
export function SectionHeader(props: {
  readonly title: string
  readonly intro?: string | undefined
  readonly actions?: JSX.Element
}): JSX.Element {
  return (
    <header class="office-section__header">
      <div>
        <h1>{props.title}</h1>
        <Show when={props.intro}>
          <p>{props.intro}</p>
        </Show>
      </div>
      <Show when={props.actions}>
        <div class="office-section__actions">{props.actions}</div>
      </Show>
    </header>
  )
}
