import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useTill } from '../till-context.tsx'
import { ReasonField } from './reason-field.tsx'
import { noAnswer, outcomeOf } from './send-shift.ts'

/** The drawer without a sale: written down with its reason, and opened by the printer it hangs on. */
export function OpenDrawer(props: { readonly onDone: () => void; readonly onBack: () => void }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const [reason, setReason] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const missing = () => reason().trim() === '' && t('shift.move.needReason')
  const open = async () => {
    if (busy() || missing() !== false || !(await till.approval.ask('open-drawer'))) return
    setBusy(true)
    const outcome = await replica
      .send<'recordAct'>({
        type: 'recordAct',
        act: { kind: 'no-sale', reason: reason().trim() },
        sale: null,
      })
      .then(result => outcomeOf(result, till.currency()), noAnswer)
    setBusy(false)
    if (outcome.kind === 'problem') setProblem(outcome.words)
    if (outcome.kind !== 'done') return
    showToast({ text: t('shift.drawer.done') })
    props.onDone()
  }
  return (
    <section class="shift__step" aria-labelledby="shift-drawer">
      <header class="shift__head">
        <div>
          <h3 id="shift-drawer">{t('shift.drawer.title')}</h3>
          <p class="shift__hint">{t('shift.drawer.hint')}</p>
        </div>
      </header>
      <Show when={till.printing.hardware().routes.drawer === null}>
        <Notice kind="info" title={t('shift.drawer.noDrawer')} />
      </Show>
      <Show when={problem()}>{words => <Notice kind="error" title={words()} />}</Show>
      <ReasonField
        common={[
          t('shift.drawer.reasons.change'),
          t('shift.drawer.reasons.count'),
          t('shift.drawer.reasons.mistake'),
        ]}
        value={reason()}
        onValue={setReason}
        onEnter={() => void open()}
      />
      <footer class="shift__foot">
        <Button size="large" variant="quiet" onClick={() => props.onBack()}>
          {t('shift.state.back')}
        </Button>
        <Button
          size="large"
          variant="primary"
          busy={busy()}
          unavailable={missing()}
          onClick={() => void open()}
        >
          {missing() || t('shift.drawer.confirm')}
        </Button>
      </footer>
    </section>
  )
}
