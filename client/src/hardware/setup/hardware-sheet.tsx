import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PrinterConnection, PrinterSetup } from '../../local/printing.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Printing } from '../printing/create-printing.ts'
import { BridgeSetup } from './bridge-setup.tsx'
import './hardware-sheet.css'
import { PrinterDetails } from './printer-details.tsx'
import { SerialSetup } from './serial-setup.tsx'
import { UsbSetup } from './usb-setup.tsx'

type Kind = PrinterConnection['kind'] | 'none'

/** What a printer is taken to be until somebody says more. */
const FIRST_SETUP: Omit<PrinterSetup, 'connection'> = {
  columns: 42,
  language: 'esc-pos',
  autoPrint: true,
  drawer: false,
}

export interface HardwareSheetProps {
  readonly onClose: () => void
  readonly printing: Printing
  readonly timeZone: string
  readonly onOpenDrawer: () => void
}

/** Behind the cashier's name: how this till reaches its printer. Every choice holds at once. */
export function HardwareSheet(props: HardwareSheetProps): JSX.Element {
  const replica = useReplica()
  const setup = () => props.printing.setup()
  const [kind, setKind] = createSignal<Kind>(setup()?.connection.kind ?? 'none')
  const save = (printer: PrinterSetup | null) =>
    replica
      .send<'setPrinter'>({ type: 'setPrinter', printer })
      .catch(() => showToast({ text: t('hardware.setup.problem.other') }))
  const connect = (connection: PrinterConnection, known: Partial<PrinterSetup> = {}) =>
    save({ ...(setup() ?? FIRST_SETUP), ...known, connection })
  const choose = (next: Kind) => {
    setKind(next)
    if (next === 'none' && setup() !== null) save(null)
  }
  const connected = () => {
    const now = setup()
    return now?.connection.kind === kind() ? now : null
  }
  return (
    <Sheet open onClose={props.onClose} title={t('hardware.setup.title')}>
      <div class="hardware">
        <ChoiceField<Kind>
          label={t('hardware.setup.how')}
          value={kind()}
          onValue={choose}
          description={t(`hardware.setup.${kind()}Hint`)}
          options={[
            { value: 'none', label: t('hardware.setup.none') },
            { value: 'bridge', label: t('hardware.setup.bridge') },
            { value: 'usb', label: t('hardware.setup.usb') },
            { value: 'serial', label: t('hardware.setup.serial') },
          ]}
        />
        <Switch>
          <Match when={kind() === 'bridge'}>
            <BridgeSetup setup={connected()} onConnect={connect} />
          </Match>
          <Match when={kind() === 'usb'}>
            <UsbSetup onConnect={connect} />
          </Match>
          <Match when={kind() === 'serial'}>
            <SerialSetup setup={connected()} onConnect={connect} />
          </Match>
        </Switch>
        <Show when={connected()}>
          {printer => (
            <PrinterDetails
              setup={printer()}
              printing={props.printing}
              timeZone={props.timeZone}
              onChange={change => save({ ...printer(), ...change })}
              onOpenDrawer={props.onOpenDrawer}
            />
          )}
        </Show>
      </div>
    </Sheet>
  )
}
