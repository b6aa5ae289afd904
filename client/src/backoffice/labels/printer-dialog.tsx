import { createSignal, type JSX, Show } from 'solid-js'
import { BridgeSetup } from '../../hardware/setup/bridge-setup.tsx'
import '../../hardware/setup/hardware-sheet.css'
import { UsbSetup } from '../../hardware/setup/usb-setup.tsx'
import { t } from '../../i18n/translate.ts'
import type { LabelPrinter } from '../../local/printing.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Dialog } from '../../ui/modal.tsx'

/** Where this device sends labels: to a printer behind the print bridge, or on a USB port of its own. */
export function PrinterDialog(props: {
  readonly known: LabelPrinter | null
  readonly onPrinter: (printer: LabelPrinter) => void
  readonly onClose: () => void
}): JSX.Element {
  const [how, setHow] = createSignal<LabelPrinter['kind']>(props.known?.kind ?? 'bridge')
  const bridge = () => (props.known?.kind === 'bridge' ? props.known : null)
  return (
    <Dialog open onClose={props.onClose} title={t('labels.printerTitle')}>
      <div class="office-stack">
        <ChoiceField<LabelPrinter['kind']>
          label={t('labels.printer')}
          options={[
            { value: 'bridge', label: t('labels.viaBridge') },
            { value: 'usb', label: t('labels.viaUsb') },
          ]}
          value={how()}
          onValue={setHow}
        />
        <Show
          when={how() === 'bridge'}
          fallback={
            <UsbSetup
              onConnect={connection => {
                if (connection.kind === 'usb') props.onPrinter(connection)
              }}
            />
          }
        >
          <BridgeSetup
            connection={bridge()}
            paired={null}
            forLabels
            onConnect={connection => props.onPrinter(connection)}
          />
        </Show>
      </div>
    </Dialog>
  )
}
