import { customerGroupFields } from '@evertill/crdt-model'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { FileDrop } from '../file-drop.tsx'
import { type CsvTable, readCsv } from '../import/read-csv.ts'
import { readingWords } from '../import/source-choice.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { writeRecords } from '../record-write.ts'
import '../import/import-section.css'
import { CUSTOMER_GROUPS, CUSTOMERS, customerCurrency } from './customer-target.ts'
import { type CellFault, guessCustomerColumns, planCustomers } from './plan-customers.ts'

const MOST_ROWS = 20_000
const FAULTS_SHOWN = 200

/** Customers from a CSV: read, shown with a reason for each cell that cannot be taken, and only then written. */
export function CustomersImport(props: { readonly onBack: () => void }): JSX.Element {
  const office = useOffice()
  const [table, setTable] = createSignal<CsvTable>()
  const [problem, setProblem] = createSignal<string>()
  const [running, setRunning] = createSignal(false)
  const customers = createLiveQuery(() => office.database.customers.toArray())
  const columns = () => guessCustomerColumns(table()?.headers ?? [])
  const plan = createMemo(() => {
    const [read, known, groups] = [table(), customers(), office.customerGroups()]
    if (read === undefined || known === undefined || groups === undefined || running()) return undefined
    return planCustomers(read, columns(), { customers: known, groups, currency: customerCurrency(office) })
  })
  const take = (text: string) => {
    const reading = readCsv(text)
    const tooMany = reading.ok && reading.table.rows.length > MOST_ROWS
    if (!reading.ok || tooMany) {
      const reason = reading.ok ? t('office.import.reading.tooManyRows') : readingWords(reading)
      setProblem(t('customers.import.unreadable', { reason }))
    } else if (guessCustomerColumns(reading.table.headers).name === undefined) {
      setProblem(t('customers.import.noName'))
    } else {
      setProblem(undefined)
      setTable(reading.table)
    }
  }
  const run = async () => {
    const planned = plan()
    if (planned === undefined) return
    // The list of customers grows while it is written: the plan shown stays the one that is carried out.
    setRunning(true)
    const groups = planned.newGroups.map(({ id, name }) => ({
      record: id,
      fields: customerGroupFields({ name, archived: false }),
    }))
    const done =
      (groups.length === 0 || (await writeRecords(office.replica, CUSTOMER_GROUPS, groups))) &&
      (await writeRecords(office.replica, CUSTOMERS, planned.writes))
    setRunning(false)
    if (!done) return
    showToast({ text: t('customers.import.done', { count: planned.writes.length }) })
    props.onBack()
  }
  return (
    <section class="office-section">
      <SectionHeader
        title={t('customers.import.title')}
        intro={t('customers.import.intro')}
        actions={
          <Button icon={ArrowLeft} onClick={() => props.onBack()}>
            {t('office.customers.title')}
          </Button>
        }
      />
      <Show when={problem()}>{words => <Notice kind="error" title={words()} />}</Show>
      <Show
        when={table()}
        fallback={
          <FileDrop title={t('customers.import.choose')} hints={[t('customers.import.drop')]} onText={take} />
        }
      >
        <Show when={plan()} fallback={<p class="office-muted">…</p>}>
          {planned => (
            <div class="office-card">
              <ul class="office-customers__counts">
                <li>{t('customers.import.new', { count: planned().counts.new })}</li>
                <li>{t('customers.import.changed', { count: planned().counts.changed })}</li>
                <li>{t('customers.import.same', { count: planned().counts.same })}</li>
                <Show when={planned().newGroups.length > 0}>
                  <li>
                    {t('customers.import.groupsNew', {
                      names: planned()
                        .newGroups.map(group => group.name)
                        .join(', '),
                    })}
                  </li>
                </Show>
                <Show when={planned().counts.refused > 0}>
                  <li>
                    <strong>{t('customers.import.refused', { count: planned().counts.refused })}</strong>
                    <Faults faults={planned().faults} />
                  </li>
                </Show>
              </ul>
              <div class="office-section__actions">
                <Button
                  variant="primary"
                  size="till"
                  busy={running()}
                  unavailable={planned().writes.length === 0 && t('customers.import.nothing')}
                  onClick={() => void run()}
                >
                  {t('customers.import.run')}
                </Button>
                <Button size="till" onClick={() => setTable(undefined)}>
                  {t('customers.import.another')}
                </Button>
              </div>
            </div>
          )}
        </Show>
      </Show>
    </section>
  )
}

function Faults(props: { readonly faults: readonly CellFault[] }): JSX.Element {
  return (
    <ul class="office-customers__faults">
      <For each={props.faults.slice(0, FAULTS_SHOWN)}>
        {({ line, column, reason, value }) => (
          <li class="office-muted">
            {t('customers.import.row', { row: line })} · {t(`customers.column.${column}`)}:{' '}
            {reason === 'name-missing' || reason === 'exemption-without-reason'
              ? t(`customers.import.reason.${reason}`)
              : t(`customers.import.reason.${reason}`, { value })}
          </li>
        )}
      </For>
    </ul>
  )
}
