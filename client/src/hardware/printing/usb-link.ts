import { LinkLost, type PrintLink, type PrintLinkListener } from '@evertill/crdt-model/printing'
import { browserUsb, type UsbDevice } from './browser-devices.ts'

const PRINTER_CLASS = 7
/** Makes whose printers do not say that they are printers (as in the trade's own libraries). */
const PRINTER_VENDORS = [0x04b8, 0x0519, 0x0419, 0x1504, 0x1d90, 0x04c5, 0x0416, 0x0483, 0x0fe6, 0x1fc9]
const READ_BYTES = 64
/** A device that answers reads with nothing would keep the page busy. */
const IDLE_MS = 30

/** Asks the person for a printer. Needs a tap. Null when none was chosen. */
export async function chooseUsbPrinter(): Promise<UsbDevice | null> {
  const filters = [{ classCode: PRINTER_CLASS }, ...PRINTER_VENDORS.map(vendorId => ({ vendorId }))]
  try {
    return (await browserUsb()?.requestDevice({ filters })) ?? null
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null
    throw error
  }
}

/**
 * Opens a printer that was chosen before, this very one.
 * @throws `LinkLost` when it is not plugged in, or the operating system keeps it to itself.
 */
export async function openUsbLink(wanted: {
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber: string | null
}): Promise<PrintLink> {
  const devices = (await browserUsb()?.getDevices()) ?? []
  const device = devices.find(
    ({ vendorId, productId, serialNumber }) =>
      vendorId === wanted.vendorId &&
      productId === wanted.productId &&
      (serialNumber ?? null) === wanted.serialNumber,
  )
  if (!device) throw new LinkLost('not plugged in')
  try {
    await device.open()
    if (device.configuration === null) await device.selectConfiguration(1)
    const found = findEndpoints(device)
    if (!found) throw new Error('no printer interface')
    await device.claimInterface(found.interfaceNumber)
    return new UsbLink(device, found)
  } catch (error) {
    await device.close().catch(() => undefined)
    throw new LinkLost('cannot be opened', error)
  }
}

interface Endpoints {
  readonly interfaceNumber: number
  readonly out: number
  /** Printers of one direction have none. */
  readonly in: number | null
}

function findEndpoints(device: UsbDevice): Endpoints | null {
  const interfaces = [...(device.configuration?.interfaces ?? [])]
  // The printer's own interface before those of its maker's.
  interfaces.sort(
    (a, b) => Number(b.alternate.interfaceClass === 7) - Number(a.alternate.interfaceClass === 7),
  )
  for (const { interfaceNumber, alternate } of interfaces) {
    const bulk = alternate.endpoints.filter(({ type }) => type === 'bulk')
    const out = bulk.find(({ direction }) => direction === 'out')
    const input = bulk.find(({ direction }) => direction === 'in')
    if (out) return { interfaceNumber, out: out.endpointNumber, in: input?.endpointNumber ?? null }
  }
  return null
}

class UsbLink implements PrintLink {
  readonly #device: UsbDevice
  readonly #endpoints: Endpoints
  #listener: PrintLinkListener | null = null
  #ended = false

  constructor(device: UsbDevice, endpoints: Endpoints) {
    this.#device = device
    this.#endpoints = endpoints
    if (endpoints.in !== null) this.#readOn(endpoints.in)
  }

  listen(listener: PrintLinkListener): void {
    this.#listener = listener
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      const { status = 'ok', bytesWritten } = await this.#device.transferOut(this.#endpoints.out, bytes)
      if (status !== 'ok' || bytesWritten < bytes.length) throw new Error(status)
    } catch (error) {
      this.#lose()
      throw new LinkLost('write failed', error)
    }
  }

  async close(): Promise<void> {
    this.#ended = true
    await this.#device.releaseInterface(this.#endpoints.interfaceNumber).catch(() => undefined)
    await this.#device.close().catch(() => undefined)
  }

  async #readOn(endpoint: number): Promise<void> {
    while (!this.#ended) {
      try {
        const { data } = await this.#device.transferIn(endpoint, READ_BYTES)
        if (data && data.byteLength > 0) {
          this.#listener?.onBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
        } else await new Promise(resolve => setTimeout(resolve, IDLE_MS))
      } catch {
        return this.#lose()
      }
    }
  }

  #lose(): void {
    if (this.#ended) return
    this.#ended = true
    this.#listener?.onLost()
  }
}
