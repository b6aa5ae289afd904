import Cable from 'lucide-solid/icons/cable'
import { createSignal, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PrinterConnection } from '../../local/printing.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { browserSerial } from '../printing/browser-devices.ts'
import { chooseSerialPort } from '../printing/serial-link.ts'

const BAUD_RATES = ['9600', '19200', '38400', '57600', '115200']

/** Has the browser ask which serial port this till may use. */
export function SerialSetup(props: {
  /** Of the printer as it is set up; null for a new one. */
  readonly connection: Extract<PrinterConnection, { kind: 'serial' }> | null
  readonly onConnect: (connection: PrinterConnection) => void
}): JSX.Element {
  const connection = () => props.connection
  const [baudRate, setBaudRate] = createSignal(String(connection()?.baudRate ?? 9600))
  const choose = async () => {
    try {
      const port = await chooseSerialPort()
      if (port === null) return
      const { usbVendorId = null, usbProductId = null } = port.getInfo()
      const chosen = { vendorId: usbVendorId, productId: usbProductId }
      props.onConnect({ kind: 'serial', ...chosen, baudRate: Number(baudRate()) })
    } catch {
      showToast({ text: t('hardware.setup.problem.other') })
    }
  }
  const changeSpeed = (rate: string) => {
    setBaudRate(rate)
    const now = connection()
    if (now) props.onConnect({ ...now, baudRate: Number(rate) })
  }
  if (browserSerial() === null) return <Notice kind="warning" title={t('hardware.setup.noSerial')} />
  return (
    <div class="hardware__group">
      <ChoiceField
        label={t('hardware.setup.baud')}
        value={baudRate()}
        onValue={changeSpeed}
        options={BAUD_RATES.map(value => ({ value, label: value }))}
      />
      <div class="hardware__actions">
        <Button size="till" variant="primary" icon={Cable} onClick={() => void choose()}>
          {t('hardware.setup.choosePort')}
        </Button>
      </div>
    </div>
  )
}
