import { PrinterEngine } from '../../../print-bridge/emulator/printer-engine.ts'
import type { SerialDevice, UsbDevice } from '../../src/hardware/printing/browser-devices.ts'

/** What goes wrong between the browser and its device. Everything may be changed while it is in use. */
export interface DeviceFaults {
  /** Unplugged when it has taken so many more bytes; 0 for a device that is not plugged in. */
  unplugAfter: number
  /** Takes bytes and never says that it did. */
  neverReads: boolean
}

/** A printer as WebUSB and Web Serial show it, without a browser: the devices of `device-fakes.ts` for tests in Node. */
export class BrowserDevice {
  readonly engine = new PrinterEngine()
  readonly faults: DeviceFaults = { unplugAfter: Number.POSITIVE_INFINITY, neverReads: false }
  #hear: (bytes: Uint8Array | null) => void = () => undefined
  #serialInput: ReadableStreamDefaultController<Uint8Array> | null = null

  /** The browser's objects, to stand for `navigator`. */
  get navigator(): { readonly usb: object; readonly serial: object } {
    const isThere = () => this.faults.unplugAfter > 0
    return {
      usb: { getDevices: async () => (isThere() ? [this.#usb()] : []) },
      serial: { getPorts: async () => (isThere() ? [this.#serial()] : []) },
    }
  }

  plugIn(): void {
    this.faults.unplugAfter = Number.POSITIVE_INFINITY
  }

  async #take(bytes: Uint8Array): Promise<void> {
    const taken = Math.min(bytes.length, this.faults.unplugAfter)
    this.faults.unplugAfter -= taken
    if (this.faults.neverReads) await new Promise(() => undefined)
    this.engine.receive(bytes.subarray(0, taken))
    if (taken === bytes.length) return
    this.#hear(null)
    throw new DOMException('unplugged', 'NetworkError')
  }

  #usb(): UsbDevice {
    const arrived: (Uint8Array | null)[] = []
    const waiting: ((bytes: Uint8Array | null) => void)[] = []
    const hear = (bytes: Uint8Array | null) => {
      const next = waiting.shift()
      if (next) next(bytes)
      else arrived.push(bytes)
    }
    this.#connect(hear)
    const endpoint = (endpointNumber: number, direction: 'in' | 'out') =>
      ({ endpointNumber, direction, type: 'bulk' }) as const
    const alternate = { interfaceClass: 7, endpoints: [endpoint(1, 'out'), endpoint(2, 'in')] }
    return {
      ...{ vendorId: 1, productId: 2, serialNumber: 'J4XF', opened: false },
      configuration: { interfaces: [{ interfaceNumber: 0, alternate }] },
      open: async () => undefined,
      close: async () => hear(null),
      selectConfiguration: async () => undefined,
      claimInterface: async () => undefined,
      releaseInterface: async () => undefined,
      transferOut: async (_, data) => {
        await this.#take(data)
        return { status: 'ok', bytesWritten: data.length }
      },
      transferIn: async () => {
        const bytes =
          arrived.length > 0 ? arrived.shift() : await new Promise<Uint8Array | null>(r => waiting.push(r))
        if (!bytes) throw new DOMException('gone', 'NetworkError')
        return { status: 'ok', data: new DataView(bytes.slice().buffer) }
      },
    }
  }

  #serial(): SerialDevice {
    const device = { readable: null as SerialDevice['readable'], writable: null as SerialDevice['writable'] }
    return Object.assign(device, {
      getInfo: () => ({ usbVendorId: 1, usbProductId: 2 }),
      open: async () => {
        device.readable = new ReadableStream({
          start: controller => {
            this.#serialInput = controller
          },
        })
        this.#connect(bytes => this.#sayOnSerial(bytes))
        device.writable = new WritableStream({ write: bytes => this.#take(bytes) })
      },
      close: async () => undefined,
    })
  }

  #sayOnSerial(bytes: Uint8Array | null): void {
    try {
      if (bytes) this.#serialInput?.enqueue(bytes)
      else this.#serialInput?.error(new DOMException('gone', 'NetworkError'))
    } catch {
      // Nobody listens any more.
    }
  }

  #connect(hear: (bytes: Uint8Array | null) => void): void {
    this.#hear = hear
    this.engine.connect(bytes => hear(bytes))
  }
}
