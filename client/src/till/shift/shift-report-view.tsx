import Printer from 'lucide-solid/icons/printer'
import { For, type JSX, onMount, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ShiftReport } from '../../local/shift-view.ts'
import { reportSections, reportTitle } from '../../receipt/report-sections.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useTill } from '../till-context.tsx'
import './shift-report.css'

/** An X or Z report, and its print. */
export function ShiftReportView(props: {
  readonly report: ShiftReport
  readonly onDone: () => void
}): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  let frame: HTMLElement | undefined
  onMount(() => frame?.focus())
  const print = () => {
    replica
      .send<'addPrint'>({ type: 'addPrint', content: { kind: 'shift-report', report: props.report } })
      .then(() => showToast({ text: t('shift.report.printing') }))
      .catch(() => showToast({ text: t('till.failure.command') }))
  }
  return (
    <section class="shift__step">
      <article
        class="shift-report"
        aria-label={reportTitle(props.report)}
        data-shift={props.report.view.shift}
        tabindex={-1}
        ref={frame}
      >
        <header class="shift-report__head">
          <strong>{props.report.store.name}</strong>
          <h3>{reportTitle(props.report)}</h3>
        </header>
        <Show when={props.report.totals.currencies.length === 0}>
          <p class="shift-report__nothing">{t('shift.report.nothing')}</p>
        </Show>
        <For each={reportSections(props.report, till.store().timeZone)}>
          {section => (
            <section class="shift-report__section">
              <Show when={section.title !== ''}>
                <h4>{section.title}</h4>
              </Show>
              <dl>
                <For each={section.rows}>
                  {row => (
                    <div classList={{ 'shift-report__strong': row.strong === true }}>
                      <dt>{row.label}</dt>
                      <dd class="tabular">{row.value}</dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </article>
      <footer class="shift__foot">
        <Show when={till.printing.receipts()}>
          <Button size="large" icon={Printer} onClick={print}>
            {t('shift.report.print')}
          </Button>
        </Show>
        <Button size="large" variant="primary" onClick={() => props.onDone()}>
          {t('shift.report.done')}
        </Button>
      </footer>
    </section>
  )
}
