import { PRINTER_LANGUAGES, type PrinterLanguage } from '@evertill/crdt-model/printing'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Printer from 'lucide-solid/icons/printer'
import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import type { PrinterConnection, PrinterSetup } from '../../local/printing.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Switch as Toggle } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Printing } from '../printing/create-printing.ts'
import { BridgeSetup } from './bridge-setup.tsx'
import { DrawerSetupForm } from './drawer-setup.tsx'
import { LastReceipt } from './last-receipt.tsx'
import { PrinterStateLines } from './printer-state.tsx'
import { SerialSetup } from './serial-setup.tsx'
import { UsbSetup } from './usb-setup.tsx'

const LANGUAGE_NAMES: Readonly<Record<PrinterLanguage, string>> = {
  'esc-pos': 'ESC/POS',
  'star-prnt': 'Star PRNT',
  'star-line': 'Star Line',
}
/** The widths of the trade by their papers; what a bridge says beside them is offered as it is. */
const PAPERS = [
  { columns: 32, label: 'paper58' },
  { columns: 42, label: 'paper80narrow' },
  { columns: 48, label: 'paper80' },
] as const

/** One printer: how it is, what the till must know of it, its drawer, a test page. */
export function PrinterView(props: {
  readonly setup: PrinterSetup
  readonly printing: Printing
  readonly store: StoreRow
  readonly isTraining: boolean
  readonly mayOpenDrawer: () => Promise<boolean>
  readonly onBack: () => void
  readonly onChange: (change: Partial<PrinterSetup>) => void
  readonly onRemove: () => void
}): JSX.Element {
  const replica = useReplica()
  const [name, setName] = createSignal(props.setup.name)
  const rename = () => {
    if (name().trim() === '') setName(props.setup.name)
    else props.onChange({ name: name().trim() })
  }
  const test = () =>
    replica
      .send<'addPrint'>({ type: 'addPrint', content: { kind: 'test' }, printer: props.setup.id })
      .catch(() => showToast({ text: t('hardware.setup.problem.other') }))
  const papers = createMemo(() => {
    const { columns } = props.setup
    const known = PAPERS.map(each => ({
      value: String(each.columns),
      label: t(`hardware.setup.${each.label}`),
    }))
    return PAPERS.some(each => each.columns === columns)
      ? known
      : [...known, { value: String(columns), label: t('hardware.setup.columns', { count: columns }) }]
  })
  return (
    <div class="hardware__group">
      <div>
        <Button size="till" variant="quiet" icon={ArrowLeft} onClick={() => props.onBack()}>
          {t('hardware.setup.back')}
        </Button>
      </div>
      <p class="hardware__in-use" role="status">
        <strong>{t('hardware.setup.inUse', { name: props.setup.name })}</strong>
        <PrinterStateLines setup={props.setup} printing={props.printing} />
      </p>
      <div class="hardware__actions">
        <Button size="till" variant="primary" icon={Printer} onClick={test}>
          {t('hardware.setup.test')}
        </Button>
      </div>
      <TextField
        label={t('hardware.setup.name')}
        description={t('hardware.setup.nameHint')}
        maxlength={40}
        value={name()}
        onValue={setName}
        onLeave={rename}
        autocomplete="off"
      />
      <ChoiceField
        label={t('hardware.setup.paper')}
        value={String(props.setup.columns)}
        onValue={columns => props.onChange({ columns: Number(columns) })}
        options={papers()}
      />
      <ChoiceField<PrinterLanguage>
        label={t('hardware.setup.language')}
        value={props.setup.language}
        onValue={language => props.onChange({ language })}
        options={PRINTER_LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <Show when={props.setup.connection.kind !== 'bridge' && props.setup.language === 'esc-pos'}>
        <Toggle
          label={t('hardware.setup.isSilent')}
          description={t('hardware.setup.isSilentHint')}
          checked={props.setup.isSilent}
          onChecked={isSilent => props.onChange({ isSilent })}
        />
      </Show>
      <DrawerSetupForm
        setup={props.setup}
        printing={props.printing}
        isTraining={props.isTraining}
        mayOpenDrawer={props.mayOpenDrawer}
        onDrawer={drawer => props.onChange({ drawer })}
      />
      <Connection
        connection={props.setup.connection}
        onConnect={(connection, known = {}) => props.onChange({ ...known, connection, name: name() })}
      />
      <LastReceipt columns={props.setup.columns} store={props.store} />
      <div class="hardware__actions">
        <Button size="till" variant="critical" onClick={() => props.onRemove()}>
          {t('hardware.setup.remove')}
        </Button>
      </div>
    </div>
  )
}

/** The way to the printer, to take another device of the same kind. */
function Connection(props: {
  readonly connection: PrinterConnection
  readonly onConnect: (connection: PrinterConnection, known?: Partial<PrinterSetup>) => void
}): JSX.Element {
  const of = <Kind extends PrinterConnection['kind']>(kind: Kind) => {
    const { connection } = props
    return isOf(connection, kind) && connection
  }
  return (
    <Switch>
      <Match when={of('bridge')}>
        {connection => (
          <BridgeSetup connection={connection()} paired={connection()} onConnect={props.onConnect} />
        )}
      </Match>
      <Match when={of('serial')}>
        {connection => <SerialSetup connection={connection()} onConnect={props.onConnect} />}
      </Match>
      <Match when={of('usb')}>
        <UsbSetup onConnect={props.onConnect} />
      </Match>
    </Switch>
  )
}

function isOf<Kind extends PrinterConnection['kind']>(
  connection: PrinterConnection,
  kind: Kind,
): connection is Extract<PrinterConnection, { kind: Kind }> {
  return connection.kind === kind
}
