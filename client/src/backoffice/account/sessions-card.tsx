import type { AccountReply } from '@evertill/crdt-model'
import Laptop from 'lucide-solid/icons/laptop'
import Smartphone from 'lucide-solid/icons/smartphone'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { endOtherSessions, endSession } from '../../api/accounts-api.ts'
import type { ApiResult } from '../../api/api-client.ts'
import { formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { now } from '../../ui/relative-time.tsx'
import { showToast } from '../../ui/toast.tsx'

type Session = AccountReply['sessions'][number]

const SMALL = new Set(['iPhone', 'iPad', 'Android'])

/** Every browser the account is open in, and the way to close each. */
export function SessionsCard(props: {
  readonly sessions: readonly Session[]
  readonly onChanged: () => void
}): JSX.Element {
  const [busy, setBusy] = createSignal<string>()
  const hasOthers = () => props.sessions.some(session => !session.current)
  const end = async (what: string, said: string, request: () => Promise<ApiResult<null>>) => {
    if (busy() !== undefined) return
    setBusy(what)
    const answer = await request()
    setBusy(undefined)
    // A session that is not there any more is what was wanted.
    showToast({ text: answer.ok || answer.code === 'not-found' ? said : failureWords(answer) })
    props.onChanged()
  }
  return (
    <section class="office-group" aria-labelledby="account-sessions">
      <div class="office-section__header">
        <div>
          <h2 id="account-sessions">{t('account.sessions.title')}</h2>
          <p>{hasOthers() ? t('account.sessions.intro') : t('account.sessions.onlyHere')}</p>
        </div>
        <Show when={hasOthers()}>
          <Button
            busy={busy() === 'others'}
            onClick={() => void end('others', t('account.sessions.othersEnded'), endOtherSessions)}
          >
            {t('account.sessions.endOthers')}
          </Button>
        </Show>
      </div>
      <ul class="office-rows">
        <For each={props.sessions}>
          {session => (
            <li class="office-row" data-session={session.id}>
              <div class="office-row__main">
                <Icon of={SMALL.has(session.system ?? '') ? Smartphone : Laptop} />
                <div class="office-row__text">
                  <strong>{nameOf(session)}</strong>
                  <span class="office-muted">{timesOf(session)}</span>
                </div>
              </div>
              <Show
                when={!session.current}
                fallback={<Badge tone="positive">{t('account.sessions.here')}</Badge>}
              >
                <Button
                  busy={busy() === session.id}
                  onClick={() =>
                    void end(session.id, t('account.sessions.ended'), () => endSession(session.id))
                  }
                >
                  {t('account.sessions.end')}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}

function nameOf({ browser, system }: Session): string {
  if (browser === null && system === null) return t('account.sessions.unknownBrowser')
  return t('account.sessions.browserOn', {
    browser: browser ?? t('account.sessions.unknownBrowser'),
    system: system ?? t('account.sessions.unknownSystem'),
  })
}

function timesOf({ createdAt, lastUsedAt }: Session): string {
  const ago = (at: number) => formatRelativeTime(at, Math.max(now(), at))
  const signedIn = t('account.sessions.signedIn', { when: ago(createdAt) })
  // It is written down to some minutes: one that was used right after the sign-in has nothing more to tell.
  return lastUsedAt - createdAt < 60_000
    ? signedIn
    : `${signedIn} · ${t('account.sessions.lastUsed', { when: ago(lastUsedAt) })}`
}
