import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CatalogPicker } from '../catalog-picker.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { ColumnChoice } from './column-choice.tsx'
import { type ColumnMapping, guessColumns } from './guess-columns.ts'
import './import-section.css'
import { ImportPreview } from './import-preview.tsx'
import { importTarget } from './import-target.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import type { CsvTable } from './read-csv.ts'
import { type ImportOutcome, runImport } from './run-import.ts'
import { SourceChoice } from './source-choice.tsx'

type Stage =
  | { readonly kind: 'source' }
  | { readonly kind: 'preview'; readonly table: CsvTable; readonly name: string }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'finished'; readonly outcome: ImportOutcome }

/** Brings a list of products from a CSV: read, mapped, shown row by row, and only then written. */
export function ImportSection(): JSX.Element {
  const office = useOffice()
  const navigate = useNavigate()
  const mirror = office.products()
  const [stage, setStage] = createSignal<Stage>({ kind: 'source' })
  const [mapping, setMapping] = createSignal<ColumnMapping>({})
  const startOver = () => setStage({ kind: 'source' })

  const read = (table: CsvTable, name: string) => {
    setMapping(guessColumns(table.headers))
    setStage({ kind: 'preview', table, name })
  }
  const preview = () => {
    const now = stage()
    return now.kind === 'preview' ? now : undefined
  }
  const running = () => {
    const now = stage()
    return now.kind === 'running' ? now : undefined
  }
  const finished = () => {
    const now = stage()
    return now.kind === 'finished' ? now.outcome : undefined
  }
  const plan = createMemo((): ImportPlan | undefined => {
    const shown = preview()
    const catalog = office.catalog()
    // A plan over half of the catalog would call products new that are there.
    if (shown === undefined || catalog === undefined || mirror.state().kind !== 'ready') return undefined
    mirror.revision()
    return planImport(shown.table.rows, mapping(), importTarget(office, catalog))
  })
  const run = async () => {
    const planned = plan()
    const catalog = office.catalog()
    if (planned === undefined || catalog === undefined) return
    const total = planned.counts.new + planned.counts.update
    setStage({ kind: 'running', done: 0, total })
    const outcome = await runImport(office.replica, catalog.id, planned, nextPlace(), done =>
      setStage({ kind: 'running', done, total }),
    )
    setStage({ kind: 'finished', outcome })
  }
  const nextPlace = () =>
    (office.departments() ?? []).filter(each => each.catalog === office.catalog()?.id).length

  return (
    <section class="office-section office-section--import">
      <SectionHeader
        title={t('office.import.title')}
        intro={t('office.import.intro')}
        actions={<CatalogPicker />}
      />
      <Switch fallback={<SourceChoice onTable={read} />}>
        <Match when={preview()}>
          {shown => (
            <>
              <ColumnChoice table={shown().table} mapping={mapping()} onMapping={setMapping} />
              <Show
                when={mapping().name !== undefined}
                fallback={<Notice kind="warning" title={t('office.import.nameMissing')} />}
              >
                <Show when={plan()} fallback={<Skeleton shape="row" count={8} />}>
                  {planned => (
                    <ImportPreview
                      plan={planned()}
                      mapping={mapping()}
                      onStart={() => void run()}
                      onBack={startOver}
                    />
                  )}
                </Show>
              </Show>
            </>
          )}
        </Match>
        <Match when={running()}>
          {now => (
            <div class="office-card office-progress" role="status">
              <span class="tabular">
                {t('office.import.progress', {
                  done: formatNumber(now().done),
                  total: formatNumber(now().total),
                })}
              </span>
              <progress max={now().total} value={now().done} />
            </div>
          )}
        </Match>
        <Match when={finished()}>
          {outcome => (
            <Outcome
              outcome={outcome()}
              onAgain={startOver}
              onProducts={() => navigate('/office/products')}
            />
          )}
        </Match>
      </Switch>
    </section>
  )
}

function Outcome(props: {
  readonly outcome: ImportOutcome
  readonly onAgain: () => void
  readonly onProducts: () => void
}): JSX.Element {
  const failed = () => (props.outcome.kind === 'stopped' ? props.outcome : undefined)
  const done = () => (props.outcome.kind === 'done' ? props.outcome : undefined)
  return (
    <div class="office-card" data-import-outcome={props.outcome.kind}>
      <Show when={done()}>
        {outcome => (
          <div class="office-stack">
            <h2>{t('office.import.doneTitle')}</h2>
            <p>
              {t('office.import.done', {
                created: formatNumber(outcome().created),
                updated: formatNumber(outcome().updated),
                same: formatNumber(outcome().same),
              })}{' '}
              <Show when={outcome().leftOut > 0}>
                {t('office.import.doneLeftOut', { count: outcome().leftOut })}
              </Show>
            </p>
          </div>
        )}
      </Show>
      <Show when={failed()}>
        {outcome => (
          <Notice
            kind="error"
            title={t('office.import.failed', {
              done: formatNumber(outcome().done),
              total: formatNumber(outcome().total),
              reason: outcome().reason,
            })}
          />
        )}
      </Show>
      <div class="office-section__actions">
        <Button variant="primary" size="till" onClick={() => props.onProducts()}>
          {t('office.import.toProducts')}
        </Button>
        <Button size="till" onClick={() => props.onAgain()}>
          {t('office.import.another')}
        </Button>
      </div>
    </div>
  )
}
