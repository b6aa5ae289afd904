import Usb from 'lucide-solid/icons/usb'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PrinterConnection } from '../../local/printing.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { browserUsb } from '../printing/browser-devices.ts'
import { chooseUsbPrinter } from '../printing/usb-link.ts'

/** Has the browser ask which USB printer this till may use. */
export function UsbSetup(props: {
  readonly onConnect: (connection: PrinterConnection) => void
}): JSX.Element {
  const choose = async () => {
    try {
      const device = await chooseUsbPrinter()
      if (device === null) return
      const { vendorId, productId, serialNumber, productName, manufacturerName } = device
      const name = [manufacturerName, productName].filter(Boolean).join(' ') || 'USB'
      props.onConnect({ kind: 'usb', vendorId, productId, serialNumber: serialNumber ?? null, name })
    } catch {
      showToast({ text: t('hardware.setup.problem.other') })
    }
  }
  if (browserUsb() === null) return <Notice kind="warning" title={t('hardware.setup.noUsb')} />
  return (
    <div class="hardware__actions">
      <Button size="till" variant="primary" icon={Usb} onClick={() => void choose()}>
        {t('hardware.setup.choose')}
      </Button>
    </div>
  )
}
