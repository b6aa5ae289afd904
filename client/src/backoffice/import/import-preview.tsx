// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by a virtualizer, which a table element cannot be; the roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: the keyboard moves inside the grid by aria-activedescendant, the container has the focus
import { createVirtualizer } from '@tanstack/solid-virtual'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { problemWords } from '../problem-words.ts'
import { importFieldWords } from './column-choice.tsx'
import { type ColumnMapping, IMPORT_FIELDS, type ImportField } from './guess-columns.ts'
import type { ImportPlan, PlannedRow } from './plan-import.ts'

const TONES = { new: 'positive', update: 'accent', same: 'neutral', 'left-out': 'critical' } as const
const ROW_HEIGHT = 41
/** One line of a reason below a cell. */
const REASON_HEIGHT = 22

/** What the import would do, row by row, with the reason beside each cell that cannot be used. */
export function ImportPreview(props: {
  readonly plan: ImportPlan
  readonly mapping: ColumnMapping
  readonly onStart: () => void
  readonly onBack: () => void
}): JSX.Element {
  const [onlyProblems, setOnlyProblems] = createSignal(false)
  const rows = createMemo(() =>
    onlyProblems() ? props.plan.rows.filter(row => row.problems.length > 0) : props.plan.rows,
  )
  const count = () => props.plan.counts.new + props.plan.counts.update
  const newDepartments = () => props.plan.newDepartments.map(department => department.name).join(', ')
  return (
    <section class="office-group" aria-label={t('office.import.preview')}>
      <h2>{t('office.import.preview')}</h2>
      <div class="import-counts">
        <Badge tone="positive">{t('office.import.new', { count: props.plan.counts.new })}</Badge>
        <Badge tone="accent">{t('office.import.update', { count: props.plan.counts.update })}</Badge>
        <Badge>{t('office.import.same', { count: props.plan.counts.same })}</Badge>
        <Show when={props.plan.counts['left-out'] > 0}>
          <Badge tone="critical">
            {t('office.import.leftOut', { count: props.plan.counts['left-out'] })}
          </Badge>
        </Show>
        <span class="import-counts__filter">
          <Chip selected={!onlyProblems()} onSelect={() => setOnlyProblems(false)}>
            {t('office.import.all')}
          </Chip>
          <Chip selected={onlyProblems()} onSelect={() => setOnlyProblems(true)}>
            {t('office.import.onlyProblems')}
          </Chip>
        </span>
      </div>
      <Show when={newDepartments()}>
        {names => <p class="office-muted">{t('office.import.departments', { names: names() })}</p>}
      </Show>
      <PreviewTable rows={rows()} mapping={props.mapping} />
      <div class="office-section__actions">
        <Button
          variant="primary"
          size="till"
          unavailable={count() === 0 && t('office.import.nothing')}
          onClick={() => props.onStart()}
        >
          {count() === 0 ? t('office.import.nothing') : t('office.import.start', { count: count() })}
        </Button>
        <Button size="till" onClick={() => props.onBack()}>
          {t('office.import.back')}
        </Button>
      </div>
    </section>
  )
}

function PreviewTable(props: {
  readonly rows: readonly PlannedRow[]
  readonly mapping: ColumnMapping
}): JSX.Element {
  let scroller: HTMLDivElement | undefined
  const fields = createMemo(() => IMPORT_FIELDS.filter(field => props.mapping[field] !== undefined))
  const virtualizer = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return props.rows.length
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: index => ROW_HEIGHT + ((props.rows[index]?.problems.length ?? 0) > 0 ? REASON_HEIGHT : 0),
    getItemKey: index => props.rows[index]?.line ?? index,
    overscan: 6,
  })
  const inSight = createMemo(() => {
    const items = new Map<PlannedRow, { readonly index: number; readonly start: number }>()
    for (const item of virtualizer.getVirtualItems()) {
      const row = props.rows[item.index]
      if (row !== undefined) items.set(row, { index: item.index, start: item.start })
    }
    return items
  })
  return (
    <div
      ref={scroller}
      class="import-table"
      role="table"
      aria-rowcount={props.rows.length + 1}
      tabindex="0"
      style={{ '--fields': String(Math.max(0, fields().length - 1)) }}
    >
      <div class="import-table__head" role="row">
        <span role="columnheader">{t('office.import.line')}</span>
        <span role="columnheader" />
        <For each={fields()}>{field => <span role="columnheader">{importFieldWords(field)}</span>}</For>
      </div>
      <div class="import-table__body" style={{ height: `${virtualizer.getTotalSize()}px` }}>
        <For each={[...inSight().keys()]}>
          {row => (
            <div
              ref={element => queueMicrotask(() => virtualizer.measureElement(element))}
              class="import-table__row"
              classList={{ 'import-table__row--out': row.kind === 'left-out' }}
              role="row"
              data-index={inSight().get(row)?.index}
              style={{ transform: `translateY(${inSight().get(row)?.start ?? 0}px)` }}
            >
              <span role="cell" class="tabular office-muted">
                {formatNumber(row.line)}
              </span>
              <span role="cell">
                <Badge tone={TONES[row.kind]}>{t(`office.import.kind.${row.kind}`)}</Badge>
              </span>
              <For each={fields()}>{field => <PreviewCell row={row} field={field} />}</For>
            </div>
          )}
        </For>
      </div>
    </div>
  )
}

function PreviewCell(props: { readonly row: PlannedRow; readonly field: ImportField }): JSX.Element {
  const problem = () => props.row.problems.find(each => each.field === props.field)
  return (
    <span
      role="cell"
      class="import-table__cell"
      classList={{ 'import-table__cell--bad': problem() !== undefined }}
    >
      <span class="import-table__text">{props.row.texts[props.field] ?? ''}</span>
      <Show when={problem()}>
        {found => (
          <span class="import-table__reason">
            {problemWords(found().code)} {found().leavesOut === 'cell' ? t('office.problem.cellLeftOut') : ''}
          </span>
        )}
      </Show>
    </span>
  )
}
