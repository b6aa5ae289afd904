import type { BrowserContext, Page } from 'playwright-core'
import { PrinterEngine } from '../../../print-bridge/emulator/printer-engine.ts'

/** A printer that the browser itself reaches: a fake of the device, with the same emulated printer behind it. */
export interface BrowserPrinter {
  readonly engine: PrinterEngine
  /** The device goes away after so many more bytes, or comes back. */
  unplugAfter(bytes: number): void
  plugIn(): void
}

declare global {
  interface Window {
    /** Bytes to the printer; false when it is gone. */
    printerTakes(bytes: number[]): Promise<boolean>
    printerSays(bytes: number[]): void
  }
}

/**
 * Gives the pages of a device a WebUSB printer and a serial port. As in a real browser they are granted by a tap, and
 * the grant outlives a reload.
 */
export async function addBrowserPrinter(context: BrowserContext): Promise<BrowserPrinter> {
  const engine = new PrinterEngine()
  let page: Page | undefined
  let left = Number.POSITIVE_INFINITY
  engine.connect(bytes => {
    page?.evaluate(said => window.printerSays(said), [...bytes]).catch(() => undefined)
  })
  await context.exposeBinding('printerTakes', (source, bytes: number[]) => {
    page = source.page
    const taken = Math.min(bytes.length, left)
    left -= taken
    engine.receive(Uint8Array.from(bytes.slice(0, taken)))
    return taken === bytes.length
  })
  await context.addInitScript(installFakes)
  return {
    engine,
    unplugAfter: bytes => {
      left = bytes
    },
    plugIn: () => {
      left = Number.POSITIVE_INFINITY
    },
  }
}

/** Runs in the page, before anything of its own. */
function installFakes(): void {
  const said: number[][] = []
  let listener: ((bytes: Uint8Array) => void) | null = null
  window.printerSays = bytes => {
    if (listener) listener(Uint8Array.from(bytes))
    else said.push(bytes)
  }
  const hear = (next: (bytes: Uint8Array) => void) => {
    listener = next
    for (const bytes of said.splice(0)) next(Uint8Array.from(bytes))
  }
  const requireTap = () => {
    if (!navigator.userActivation.isActive) throw new DOMException('needs a tap', 'SecurityError')
  }
  const waiting: ((bytes: Uint8Array) => void)[] = []
  const arrived: Uint8Array[] = []
  const nothing = async () => undefined
  const device = {
    ...{ vendorId: 0x04b8, productId: 0x0202, serialNumber: 'J4XF', productName: 'TM-T20III' },
    ...{ manufacturerName: 'EPSON', opened: false, open: nothing, close: nothing },
    ...{ selectConfiguration: nothing, claimInterface: nothing, releaseInterface: nothing },
    configuration: {
      interfaces: [
        {
          interfaceNumber: 0,
          alternate: {
            interfaceClass: 7,
            endpoints: [
              { endpointNumber: 1, direction: 'out', type: 'bulk' },
              { endpointNumber: 2, direction: 'in', type: 'bulk' },
            ],
          },
        },
      ],
    },
    async transferOut(_: number, data: Uint8Array) {
      if (!(await window.printerTakes([...data]))) throw new DOMException('unplugged', 'NetworkError')
      return { status: 'ok', bytesWritten: data.byteLength }
    },
    transferIn() {
      hear(bytes => {
        const next = waiting.shift()
        if (next) next(bytes)
        else arrived.push(bytes)
      })
      return new Promise(resolve => {
        const answer = (bytes: Uint8Array) =>
          resolve({ status: 'ok', data: new DataView(bytes.slice().buffer) })
        const first = arrived.shift()
        if (first) answer(first)
        else waiting.push(answer)
      })
    },
  }
  const port = {
    readable: null as ReadableStream | null,
    writable: null as WritableStream | null,
    getInfo: () => ({ usbVendorId: 0x0403, usbProductId: 0x6001 }),
    async open() {
      port.readable = new ReadableStream({ start: controller => hear(bytes => controller.enqueue(bytes)) })
      port.writable = new WritableStream({
        async write(bytes: Uint8Array) {
          if (!(await window.printerTakes([...bytes]))) throw new DOMException('unplugged', 'NetworkError')
        },
      })
    },
    close: nothing,
  }
  const grant = (name: string, thing: object) => async () => {
    requireTap()
    localStorage.setItem(`granted-${name}`, 'yes')
    return thing
  }
  const granted = (name: string, thing: object) => async () =>
    localStorage.getItem(`granted-${name}`) === 'yes' ? [thing] : []
  Object.defineProperty(Navigator.prototype, 'usb', {
    get: () => ({ getDevices: granted('usb', device), requestDevice: grant('usb', device) }),
  })
  Object.defineProperty(Navigator.prototype, 'serial', {
    get: () => ({ getPorts: granted('serial', port), requestPort: grant('serial', port) }),
  })
}
