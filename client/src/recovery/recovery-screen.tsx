import { useNavigate } from '@solidjs/router'
import { createSignal, type JSX, Match, onCleanup, Switch } from 'solid-js'
import { getRecovery, getStatus } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { SetupFrame } from '../setup/setup-frame.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RecoverySetupForm } from './recovery-setup-form.tsx'
import { RecoveryTills } from './recovery-tills.tsx'
import { nextStage, type Stage } from './stage.ts'
import './recovery.css'

/** How often an open recovery is looked at, milliseconds: tills come and go. */
const LOOK_EVERY = 2000

/** A database was lost or set back: an owner makes an account anew, lets tills in by name, and they refill it. */
export function RecoveryScreen(): JSX.Element {
  const navigate = useNavigate()
  const [stage, setStage] = createSignal<Stage>({ kind: 'asking' })
  const look = async () => setStage(nextStage(await getStatus(), await getRecovery()))
  void look()
  const timer = setInterval(() => {
    const now = stage()
    if (now.kind === 'unreachable' || (now.kind === 'recovery' && now.recovery.openUntil !== null))
      void look()
  }, LOOK_EVERY)
  onCleanup(() => clearInterval(timer))

  const known = () => {
    const now = stage()
    return now.kind === 'recovery' ? now.recovery : undefined
  }
  return (
    <SetupFrame screen="recover">
      <div class="setup-heading">
        <h1>{t('recovery.title')}</h1>
      </div>
      <Switch fallback={<Skeleton count={4} />}>
        <Match when={stage().kind === 'unreachable'}>
          <Notice kind="offline" title={t('recovery.offline')} onRetry={() => void look()} />
        </Match>
        <Match when={stage().kind === 'empty'}>
          <RecoverySetupForm onDone={() => void look()} />
        </Match>
        <Match when={stage().kind === 'signed-out'}>
          <Notice
            kind="info"
            title={t('recovery.signIn')}
            actions={
              <Button variant="primary" onClick={() => navigate('/sign-in?next=%2Frecover')}>
                {t('recovery.signInAction')}
              </Button>
            }
          />
        </Match>
        <Match when={stage().kind === 'not-an-owner'}>
          <Notice kind="warning" title={t('recovery.ownersOnly')} />
        </Match>
        <Match when={known()}>
          {recovery => (
            <RecoveryTills
              recovery={recovery()}
              onChange={() => void look()}
              onLeave={() => navigate('/office')}
            />
          )}
        </Match>
      </Switch>
    </SetupFrame>
  )
}
