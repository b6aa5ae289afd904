import { type CashCount as Count, countedAmount } from '@evertill/crdt-model'
import { createSignal, type JSX, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useTill } from '../till-context.tsx'
import { CashCount } from './cash-count.tsx'
import { newKey } from './new-key.ts'
import { noAnswer, outcomeOf } from './send-shift.ts'

/** The float, by coin and note or as one amount; then the shift is open. */
export function OpenShift(props: { readonly onDone: () => void; readonly onBack: () => void }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const key = newKey()
  const usual = () => till.store().usualFloat ?? 0
  const [count, setCount] = createSignal<Count>({ currency: till.currency(), pieces: [], loose: 0 })
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const amount = () => formatMoney(countedAmount(count()), till.currency())
  const open = async () => {
    if (busy() || !(await till.approval.ask('open-shift'))) return
    setBusy(true)
    const outcome = await replica
      .send<'openShift'>({ type: 'openShift', key, float: [count()] })
      .then(result => outcomeOf(result, till.currency()), noAnswer)
    setBusy(false)
    if (outcome.kind === 'problem') setProblem(outcome.words)
    if (outcome.kind !== 'done') return
    showToast({ text: t('shift.open.done', { amount: amount() }) })
    props.onDone()
  }
  return (
    <section class="shift__step" aria-labelledby="shift-open">
      <header class="shift__head">
        <div>
          <h3 id="shift-open">{t('shift.open.title')}</h3>
          <p class="shift__hint">{t('shift.open.hint')}</p>
        </div>
        <Show when={usual() > 0}>
          <Button
            size="till"
            onClick={() => setCount({ currency: till.currency(), pieces: [], loose: usual() })}
          >
            {t('shift.count.usual', { amount: formatMoney(usual(), till.currency()) })}
          </Button>
        </Show>
      </header>
      <Show when={problem()}>{words => <Notice kind="error" title={words()} />}</Show>
      <CashCount currency={till.currency()} count={count()} onCount={setCount} onEnter={() => void open()} />
      <footer class="shift__foot">
        <Button size="large" variant="quiet" onClick={() => props.onBack()}>
          {t('shift.state.back')}
        </Button>
        <Button size="large" variant="primary" busy={busy()} onClick={() => void open()}>
          {t('shift.open.confirm', { amount: amount() })}
        </Button>
      </footer>
    </section>
  )
}
