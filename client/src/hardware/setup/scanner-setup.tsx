import Cable from 'lucide-solid/icons/cable'
import ScanBarcode from 'lucide-solid/icons/scan-barcode'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ScannerSetup } from '../../local/devices.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { browserHid, browserSerial } from '../printing/browser-devices.ts'
import { chooseHidScanner } from '../scanner/hid-scanner.ts'
import { type ChoiceProblem, choosePort } from './choose-port.ts'

const BAUD_RATES = ['9600', '19200', '38400', '57600', '115200']

/** Has the browser ask for a scanner that does not type: of its own kind, or on a serial port. */
export function ScannerSetupForm(props: {
  readonly onScanner: (scanner: ScannerSetup) => void
}): JSX.Element {
  const [problem, setProblem] = createSignal<ChoiceProblem | null>(null)
  const [baudRate, setBaudRate] = createSignal('9600')
  const chooseHid = async () => {
    setProblem(null)
    try {
      const chosen = await chooseHidScanner()
      if (chosen === null) return setProblem('noneChosen')
      const { vendorId, productId, productName } = chosen
      const name = productName || t('devices.scanner.title')
      props.onScanner({ kind: 'hid', id: crypto.randomUUID(), vendorId, productId, name })
    } catch {
      setProblem('refused')
    }
  }
  const chooseSerial = async () => {
    setProblem(null)
    const chosen = await choosePort()
    if (chosen.kind !== 'chosen') return setProblem(chosen.kind)
    const { device } = chosen
    props.onScanner({ kind: 'serial', id: crypto.randomUUID(), device, baudRate: Number(baudRate()) })
  }
  return (
    <>
      <Show when={problem()}>{what => <Notice kind="warning" title={t(`devices.list.${what()}`)} />}</Show>
      <h4 class="hardware__heading">{t('devices.scanner.hid')}</h4>
      <Show
        when={browserHid() !== null}
        fallback={<Notice kind="warning" title={t('devices.scanner.noHid')} />}
      >
        <p class="hardware__words">{t('devices.scanner.hidHint')}</p>
        <div class="hardware__actions">
          <Button size="till" icon={ScanBarcode} onClick={() => void chooseHid()}>
            {t('devices.scanner.chooseHid')}
          </Button>
        </div>
      </Show>
      <h4 class="hardware__heading">{t('devices.scanner.serial')}</h4>
      <Show
        when={browserSerial() !== null}
        fallback={<Notice kind="warning" title={t('hardware.setup.noSerial')} />}
      >
        <p class="hardware__words">{t('devices.scanner.serialHint')}</p>
        <ChoiceField
          label={t('devices.scale.baud')}
          value={baudRate()}
          onValue={setBaudRate}
          options={BAUD_RATES.map(value => ({ value, label: value }))}
        />
        <div class="hardware__actions">
          <Button size="till" icon={Cable} onClick={() => void chooseSerial()}>
            {t('devices.scanner.chooseSerial')}
          </Button>
        </div>
      </Show>
    </>
  )
}
