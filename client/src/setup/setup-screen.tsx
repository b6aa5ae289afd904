import type { SessionReply, StatusReply } from '@evertill/crdt-model'
import { useNavigate } from '@solidjs/router'
import Gift from 'lucide-solid/icons/gift'
import LifeBuoy from 'lucide-solid/icons/life-buoy'
import Store from 'lucide-solid/icons/store'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { getStatus, setUpShop } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { ChoiceCard } from '../ui/choice-card.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { failureWords } from './failure-words.ts'
import { NextSteps } from './next-steps.tsx'
import { rememberOffice } from './office-entry.ts'
import { OwnShopForm } from './own-shop-form.tsx'
import { SetupFrame } from './setup-frame.tsx'

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'choose' }
  | { readonly kind: 'own' }
  | { readonly kind: 'done'; readonly demo: StatusReply['demo'] | undefined }

/** The first start: open one's own shop, or the demo shop. */
export function SetupScreen(): JSX.Element {
  const navigate = useNavigate()
  const [stage, setStage] = createSignal<Stage>({ kind: 'asking' })

  const ask = async () => {
    setStage({ kind: 'asking' })
    const status = await getStatus()
    if (!status.ok) setStage({ kind: 'unreachable' })
    else if (status.value.setUp) navigate('/welcome', { replace: true })
    else setStage({ kind: 'choose' })
  }
  const finish = async (session: SessionReply) => {
    rememberOffice(session)
    const status = await getStatus()
    setStage({ kind: 'done', demo: status.ok ? status.value.demo : undefined })
  }
  void ask()

  const done = () => {
    const now = stage()
    return now.kind === 'done' ? now : undefined
  }
  return (
    <SetupFrame screen="setup">
      <Switch fallback={<Skeleton count={4} />}>
        <Match when={stage().kind === 'unreachable'}>
          <Notice kind="offline" title={t('setup.failure.offline')} onRetry={() => void ask()} />
        </Match>
        <Match when={stage().kind === 'choose'}>
          <ChooseShop onOwn={() => setStage({ kind: 'own' })} onDone={session => void finish(session)} />
        </Match>
        <Match when={stage().kind === 'own'}>
          <OwnShopForm onBack={() => setStage({ kind: 'choose' })} onDone={session => void finish(session)} />
        </Match>
        <Match when={done()}>{now => <NextSteps demo={now().demo} />}</Match>
      </Switch>
    </SetupFrame>
  )
}

function ChooseShop(props: {
  readonly onOwn: () => void
  readonly onDone: (session: SessionReply) => void
}): JSX.Element {
  const navigate = useNavigate()
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()
  const openDemo = async () => {
    setFailure(undefined)
    setBusy(true)
    const answer = await setUpShop({ kind: 'demo' })
    setBusy(false)
    if (answer.ok) props.onDone(answer.value)
    else setFailure(failureWords(answer))
  }
  return (
    <>
      <div class="setup-heading">
        <h1>{t('setup.choose.title')}</h1>
        <p>{t('setup.choose.intro')}</p>
      </div>
      <div class="ui-choices">
        <ChoiceCard
          icon={Store}
          title={t('setup.choose.own')}
          hint={t('setup.choose.ownHint')}
          onChoose={() => !busy() && props.onOwn()}
        />
        <ChoiceCard
          icon={Gift}
          title={t('setup.choose.demo')}
          hint={busy() ? t('setup.choose.demoBusy') : t('setup.choose.demoHint')}
          busy={busy()}
          onChoose={() => void openDemo()}
        />
        <ChoiceCard
          icon={LifeBuoy}
          title={t('setup.choose.recover')}
          hint={t('setup.choose.recoverHint')}
          onChoose={() => !busy() && navigate('/recover')}
        />
      </div>
      <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
    </>
  )
}
