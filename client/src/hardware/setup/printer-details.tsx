import { PRINTER_LANGUAGES, type PrinterLanguage } from '@evertill/crdt-model/printing'
import Printer from 'lucide-solid/icons/printer'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { AddedPrint, PrinterSetup } from '../../local/printing.ts'
import type { Receipt } from '../../local/receipt.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Printing } from '../printing/create-printing.ts'
import { layOut } from '../printing/lay-out.ts'
import type { PrintedLine } from '../printing/receipt-block.ts'
import { receiptBlocks, STANDARD_RECEIPT } from '../printing/receipt-template.ts'

const LANGUAGE_NAMES: Readonly<Record<PrinterLanguage, string>> = {
  'esc-pos': 'ESC/POS',
  'star-prnt': 'Star PRNT',
  'star-line': 'Star Line',
}
const PAPERS = [
  { value: '32', label: 'paper58' },
  { value: '42', label: 'paper80narrow' },
  { value: '48', label: 'paper80' },
] as const

/** What the till must know of a printer that is connected, and what it does with it. */
export function PrinterDetails(props: {
  readonly setup: PrinterSetup
  readonly printing: Printing
  readonly timeZone: string
  readonly onChange: (change: Partial<PrinterSetup>) => void
  /** As without a sale: with the right to, and written down. */
  readonly onOpenDrawer: () => void
}): JSX.Element {
  const replica = useReplica()
  const print = (content: AddedPrint) =>
    replica
      .send<'addPrint'>({ type: 'addPrint', content })
      .catch(() => showToast({ text: t('hardware.setup.problem.other') }))
  const name = () => {
    const { connection } = props.setup
    return connection.kind === 'serial' ? t('hardware.setup.portName') : connection.name
  }
  return (
    <div class="hardware__group">
      <p class="hardware__words" role="status">
        {t('hardware.setup.inUse', { name: name() })} <StateWords printing={props.printing} />
      </p>
      <ChoiceField
        label={t('hardware.setup.paper')}
        value={String(props.setup.columns)}
        onValue={columns => props.onChange({ columns: Number(columns) })}
        options={PAPERS.map(({ value, label }) => ({ value, label: t(`hardware.setup.${label}`) }))}
      />
      <ChoiceField<PrinterLanguage>
        label={t('hardware.setup.language')}
        value={props.setup.language}
        onValue={language => props.onChange({ language })}
        options={PRINTER_LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <Switch
        label={t('hardware.setup.autoPrint')}
        checked={props.setup.autoPrint}
        onChecked={autoPrint => props.onChange({ autoPrint })}
      />
      <Switch
        label={t('hardware.setup.drawer')}
        description={t('hardware.setup.drawerHint')}
        checked={props.setup.drawer}
        onChecked={drawer => props.onChange({ drawer })}
      />
      <div class="hardware__actions">
        <Button size="till" icon={Printer} onClick={() => print({ kind: 'test' })}>
          {t('hardware.setup.test')}
        </Button>
        <Show when={props.setup.drawer}>
          <Button size="till" onClick={() => props.onOpenDrawer()}>
            {t('hardware.setup.openDrawer')}
          </Button>
        </Show>
      </div>
      <Preview columns={props.setup.columns} timeZone={props.timeZone} />
    </div>
  )
}

function StateWords(props: { readonly printing: Printing }): JSX.Element {
  const words = () => {
    const problem = props.printing.problem()
    if (problem !== null) return t(`hardware.reason.${problem}`)
    return props.printing.open().length === 0 ? t('hardware.setup.ready') : ''
  }
  return <>{words()}</>
}

/** The last receipt of this till, line for line as the printer gets it. */
function Preview(props: { readonly columns: number; readonly timeZone: string }): JSX.Element {
  const database = useLocalDatabase()
  const receipt = createLiveQuery(async (): Promise<Receipt | null> => {
    const last = await database.journal
      .reverse()
      .filter(row => row.receipt !== null)
      .first()
    return last?.receipt ?? null
  })
  const lines = (shown: Receipt): PrintedLine[] =>
    layOut(
      receiptBlocks(STANDARD_RECEIPT, { receipt: shown, copy: false, timeZone: props.timeZone }),
      props.columns,
    )
  return (
    <Show when={receipt()}>
      {shown => (
        <figure class="hardware__group">
          <figcaption class="hardware__words">{t('hardware.setup.preview')}</figcaption>
          <div class="hardware__paper">
            <For each={lines(shown())}>
              {line => (
                <div
                  class="hardware__line"
                  classList={{
                    'hardware__line--bold': line.kind === 'text' && line.bold,
                    'hardware__line--large': line.kind === 'text' && line.large,
                    'hardware__line--code': line.kind === 'qr',
                  }}
                >
                  {line.kind === 'text' ? line.text : `▣ ${line.data}`}
                </div>
              )}
            </For>
          </div>
        </figure>
      )}
    </Show>
  )
}
