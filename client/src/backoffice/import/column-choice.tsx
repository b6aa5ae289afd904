import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { type ColumnMapping, IMPORT_FIELDS, type ImportField } from './guess-columns.ts'
import type { CsvTable } from './read-csv.ts'

/** Which column is which field, as guessed, to be set right; and what of the file stays unused. */
export function ColumnChoice(props: {
  readonly table: CsvTable
  readonly mapping: ColumnMapping
  readonly onMapping: (mapping: ColumnMapping) => void
}): JSX.Element {
  const options = () => [
    { value: '', label: t('office.import.notUsed') },
    ...props.table.headers.map((header, index) => ({
      value: String(index),
      label: sampleOf(header || String(index + 1), props.table, index),
    })),
  ]
  const choose = (field: ImportField, value: string) => {
    const { [field]: _before, ...others } = props.mapping
    if (value === '') return props.onMapping(others)
    const column = Number(value)
    // A column is one field only: the one it was before lets go of it.
    const freed = Object.fromEntries(Object.entries(others).filter(([, each]) => each !== column))
    props.onMapping({ ...freed, [field]: column })
  }
  const ignored = () => {
    const used = new Set(Object.values(props.mapping))
    return props.table.headers.filter((header, index) => header !== '' && !used.has(index))
  }
  return (
    <section class="office-card" aria-label={t('office.import.columns')}>
      <div>
        <h2>{t('office.import.columns')}</h2>
        <p class="office-muted">{t('office.import.columnsHint')}</p>
      </div>
      <div class="import-columns">
        <For each={IMPORT_FIELDS}>
          {field => (
            <ChoiceField
              label={importFieldWords(field)}
              options={options()}
              value={props.mapping[field] === undefined ? '' : String(props.mapping[field])}
              onValue={value => choose(field, value)}
              name={`column-${field}`}
            />
          )}
        </For>
      </div>
      <Show when={ignored().length > 0}>
        <p class="office-muted">{t('office.import.ignored', { columns: ignored().join(', ') })}</p>
      </Show>
    </section>
  )
}

export function importFieldWords(field: ImportField): string {
  return field === 'barcode' ? t('office.field.barcodes') : t(`office.field.${field}`)
}

/** The header and the first thing below it: `Price · 4.50`. */
function sampleOf(header: string, table: CsvTable, column: number): string {
  const sample = table.rows.map(row => row.cells[column] ?? '').find(cell => cell !== '')
  return sample === undefined ? header : `${header} · ${sample.slice(0, 24)}`
}
