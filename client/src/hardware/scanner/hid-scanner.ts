import { HidScanReader } from '@evertill/crdt-model/devices'
import type { ScannerSetup } from '../../local/devices.ts'
import { browserHid, type HidDevice, type HidReport } from '../printing/browser-devices.ts'
import type { ScannerEvents } from './scanner-events.ts'

/** HID Point of Sale: bar code scanners, and of these what scans. */
const SCANNER = { usagePage: 0x8c, usage: 0x02 }
/** A scanner that was not there, or could not be opened, is looked for so often. Milliseconds. */
const AGAIN_MS = 1000

/** Asks the person for a scanner. Needs a tap. Null when none was chosen. */
export async function chooseHidScanner(): Promise<HidDevice | null> {
  const chosen = (await browserHid()?.requestDevice({ filters: [SCANNER] })) ?? []
  return chosen[0] ?? null
}

/** Listens to a scanner that speaks HID Point of Sale, and looks for it whenever it is gone. @returns ends it */
export function openHidScanner(
  setup: Extract<ScannerSetup, { readonly kind: 'hid' }>,
  events: ScannerEvents,
): () => Promise<void> {
  const hid = browserHid()
  let isOver = false
  let held: HidDevice | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let reader = new HidScanReader()
  const onReport = ({ reportId, data }: HidReport) => {
    const code = reader.report(reportId, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    if (code !== null) events.onCode(code)
  }
  const letGo = async () => {
    const device = held
    held = null
    device?.removeEventListener('inputreport', onReport)
    await device?.close().catch(() => undefined)
  }
  const lookAgain = () => {
    events.onPresence(false)
    if (!isOver) again = setTimeout(() => void open(), AGAIN_MS)
  }
  const open = async () => {
    try {
      const device = (await hid?.getDevices())?.find(each => isWanted(each, setup))
      if (!device) return lookAgain()
      if (!device.opened) await device.open()
      reader = new HidScanReader()
      device.addEventListener('inputreport', onReport)
      held = device
      if (isOver) await letGo()
      else events.onPresence(true)
    } catch {
      // Unplugged just now, or in use by another page.
      lookAgain()
    }
  }
  const onDisconnect = ({ device }: { readonly device: HidDevice }) => {
    if (device !== held) return
    void letGo()
    lookAgain()
  }
  hid?.addEventListener('disconnect', onDisconnect)
  const opening = open()
  return async () => {
    isOver = true
    clearTimeout(again)
    hid?.removeEventListener('disconnect', onDisconnect)
    await opening
    await letGo()
  }
}

/** A device shows itself once for each kind of thing it is: only the scanner of it is wanted. */
function isWanted(
  { vendorId, productId, collections }: HidDevice,
  setup: { readonly vendorId: number; readonly productId: number },
): boolean {
  const isScanner = collections.some(({ usagePage }) => usagePage === SCANNER.usagePage)
  return vendorId === setup.vendorId && productId === setup.productId && isScanner
}
