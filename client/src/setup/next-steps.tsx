import type { StatusReply, TillHealth } from '@evertill/crdt-model'
import { useNavigate } from '@solidjs/router'
import Gauge from 'lucide-solid/icons/gauge'
import PackageSearch from 'lucide-solid/icons/package-search'
import Store from 'lucide-solid/icons/store'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { getTills } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { ChoiceCard } from '../ui/choice-card.tsx'
import { Dialog } from '../ui/modal.tsx'
import { Notice } from '../ui/notice.tsx'
import { becomeTillDirectly } from './become-till.ts'
import { DemoSignIns } from './demo-sign-ins.tsx'
import { failureWords } from './failure-words.ts'

/** After the shop was opened: who may sign in, and where to go from here. */
export function NextSteps(props: { readonly demo: StatusReply['demo'] | undefined }): JSX.Element {
  const navigate = useNavigate()
  return (
    <>
      <div class="setup-heading">
        <h1>{props.demo === undefined ? t('setup.done.title') : t('setup.done.demoTitle')}</h1>
        <p>{t('setup.done.intro')}</p>
      </div>
      <div class="ui-choices">
        <BecomeTillChoice />
        <ChoiceCard
          icon={PackageSearch}
          title={t('setup.done.office')}
          hint={t('setup.done.officeHint')}
          onChoose={() => navigate('/office')}
        />
        <ChoiceCard
          icon={Gauge}
          title={t('setup.done.dashboard')}
          hint={t('setup.done.dashboardHint')}
          onChoose={() => navigate('/dashboard')}
        />
      </div>
      <Show when={props.demo}>{demo => <DemoSignIns demo={demo()} />}</Show>
    </>
  )
}

/** One tap for a signed-in manager: this very browser becomes a till; asks which when there are several. */
export function BecomeTillChoice(): JSX.Element {
  const navigate = useNavigate()
  const [tills, setTills] = createSignal<readonly TillHealth[] | null>(null)
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()

  const ask = async () => {
    setFailure(undefined)
    setBusy(true)
    const answer = await getTills()
    setBusy(false)
    if (!answer.ok) return setFailure(failureWords(answer))
    const only = answer.value.tills.length === 1 ? answer.value.tills[0] : undefined
    if (only === undefined) setTills(answer.value.tills)
    else await become(only.till)
  }
  const become = async (till: string) => {
    setTills(null)
    setBusy(true)
    const result = await becomeTillDirectly(till)
    setBusy(false)
    if (result.ok) navigate('/till')
    else setFailure(failureWords(result))
  }
  return (
    <>
      <ChoiceCard
        icon={Store}
        title={t('setup.done.useAsTill')}
        hint={busy() ? t('setup.done.busy') : t('setup.done.useAsTillHint')}
        busy={busy()}
        onChoose={() => void ask()}
      />
      <Show when={failure()}>
        {words => <Notice kind="error" title={words()} onRetry={() => void ask()} />}
      </Show>
      <Dialog open={tills() !== null} onClose={() => setTills(null)} title={t('setup.done.whichTill')}>
        <div class="ui-choices">
          <For each={tills()}>
            {till => (
              <ChoiceCard
                icon={Store}
                title={till.name}
                hint={till.storeName}
                onChoose={() => void become(till.till)}
              />
            )}
          </For>
        </div>
      </Dialog>
    </>
  )
}
