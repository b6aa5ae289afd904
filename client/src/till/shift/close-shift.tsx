import {
  type CashCount as Count,
  type CountDifference,
  type CurrencyCode,
  countedAmount,
} from '@evertill/crdt-model'
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useTill } from '../till-context.tsx'
import { CashCount } from './cash-count.tsx'
import { CurrencyChips } from './currency-chips.tsx'
import { newKey } from './new-key.ts'
import { ReasonField } from './reason-field.tsx'
import { noAnswer, outcomeOf } from './send-shift.ts'

export interface CloseShiftProps {
  /** What has to be counted. */
  readonly currencies: readonly CurrencyCode[]
  /** What should be there, in minor units: undefined where the count is blind. */
  readonly expected: ((currency: CurrencyCode) => number) | undefined
  readonly onDone: () => void
  readonly onBack: () => void
}

/** The drawer is counted, without knowing what should be in it; a count that is off is explained. SPEC Z4. */
export function CloseShift(props: CloseShiftProps): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const key = newKey()
  const currencies = createMemo(() => [...new Set([till.currency(), ...props.currencies])])
  const [currency, setCurrency] = createSignal(till.currency())
  const [counts, setCounts] = createSignal<readonly Count[]>([])
  const countOf = (of: CurrencyCode): Count =>
    counts().find(count => count.currency === of) ?? { currency: of, pieces: [], loose: 0 }
  const setCount = (count: Count) =>
    setCounts(all => [...all.filter(each => each.currency !== count.currency), count])
  const [off, setOff] = createSignal<{ readonly differences: readonly CountDifference[] | null } | null>(null)
  const [reason, setReason] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const handIn = async () => {
    if (busy() || !(await till.approval.ask('close-shift'))) return
    setBusy(true)
    const outcome = await replica
      .send<'closeShift'>({
        type: 'closeShift',
        key,
        counted: currencies().map(countOf),
        reason: off() === null ? '' : reason().trim(),
      })
      .then(result => outcomeOf(result, till.currency()), noAnswer)
    setBusy(false)
    setProblem(outcome.kind === 'problem' ? outcome.words : undefined)
    if (outcome.kind === 'unexplained') setOff({ differences: outcome.differences })
    if (outcome.kind === 'done') props.onDone()
  }
  const whole = () =>
    currencies()
      .map(each => formatMoney(countedAmount(countOf(each)), each))
      .join(' + ')
  return (
    <Show
      when={off()}
      fallback={
        <section class="shift__step" aria-labelledby="shift-close">
          <header class="shift__head">
            <div>
              <h3 id="shift-close">{t('shift.close.title')}</h3>
              <p class="shift__hint">
                {props.expected === undefined
                  ? t('shift.close.blind')
                  : t('shift.close.expected', {
                      amount: formatMoney(props.expected(currency()), currency()),
                    })}
              </p>
            </div>
            <CurrencyChips currencies={currencies()} chosen={currency()} onChoose={setCurrency} />
          </header>
          <Show when={till.sales.sale().lines.length > 0}>
            <Notice kind="info" title={t('shift.close.openSale')} />
          </Show>
          <Show when={problem()}>{words => <Notice kind="error" title={words()} />}</Show>
          <Show when={currency()} keyed>
            {of => (
              <CashCount currency={of} count={countOf(of)} onCount={setCount} onEnter={() => void handIn()} />
            )}
          </Show>
          <footer class="shift__foot">
            <Button size="large" variant="quiet" onClick={() => props.onBack()}>
              {t('shift.state.back')}
            </Button>
            <Button size="large" variant="primary" busy={busy()} onClick={() => void handIn()}>
              {t('shift.close.handIn', { amount: whole() })}
            </Button>
          </footer>
        </section>
      }
    >
      {found => (
        <Explain
          differences={found().differences}
          problem={problem()}
          reason={reason()}
          onReason={setReason}
          busy={busy()}
          onAgain={() => setOff(null)}
          onClose={() => void handIn()}
        />
      )}
    </Show>
  )
}

/** The count is off: by how much for those who may know, and why. */
function Explain(props: {
  readonly differences: readonly CountDifference[] | null
  readonly problem: string | undefined
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly busy: boolean
  readonly onAgain: () => void
  readonly onClose: () => void
}): JSX.Element {
  let frame: HTMLElement | undefined
  onMount(() => frame?.focus())
  const missing = () => props.reason.trim() === '' && t('shift.move.needReason')
  const close = () => missing() === false && props.onClose()
  return (
    <section class="shift__step" aria-labelledby="shift-off" tabindex={-1} ref={frame}>
      <header class="shift__head">
        <div>
          <h3 id="shift-off">{t('shift.close.off')}</h3>
          <p class="shift__hint">{t('shift.close.offHint')}</p>
        </div>
      </header>
      <For each={props.differences}>
        {({ currency, overShort }) => (
          <p class="shift__difference" data-over-short={overShort}>
            {t(overShort > 0 ? 'shift.close.over' : 'shift.close.short', {
              amount: formatMoney(Math.abs(overShort), currency),
            })}
          </p>
        )}
      </For>
      <Show when={props.problem}>{words => <Notice kind="error" title={words()} />}</Show>
      <ReasonField
        common={[
          t('shift.close.reasons.unknown'),
          t('shift.close.reasons.change'),
          t('shift.close.reasons.paid'),
        ]}
        value={props.reason}
        onValue={props.onReason}
        onEnter={close}
      />
      <footer class="shift__foot">
        <Button size="large" variant="quiet" onClick={() => props.onAgain()}>
          {t('shift.close.again')}
        </Button>
        <Button size="large" variant="primary" busy={props.busy} unavailable={missing()} onClick={close}>
          {missing() || t('shift.close.confirm')}
        </Button>
      </footer>
    </section>
  )
}
