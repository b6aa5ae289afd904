import type { ChosenPort } from '../../local/devices.ts'
import { chooseSerialPort } from '../printing/serial-link.ts'

/** Why no device was chosen: none of the list was taken, or the browser or the firm's rules do not let this page ask. */
export type ChoiceProblem = 'noneChosen' | 'refused'

/** Has the browser ask for a serial port. Needs a tap. Does not reject. */
export async function choosePort(): Promise<
  { readonly kind: 'chosen'; readonly device: ChosenPort } | { readonly kind: ChoiceProblem }
> {
  try {
    const port = await chooseSerialPort()
    if (port === null) return { kind: 'noneChosen' }
    const { usbVendorId = null, usbProductId = null } = port.getInfo()
    return { kind: 'chosen', device: { vendorId: usbVendorId, productId: usbProductId } }
  } catch {
    return { kind: 'refused' }
  }
}
