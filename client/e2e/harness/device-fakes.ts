import type { BrowserContext, Page } from 'playwright-core'
import { PrinterEngine } from '../../../print-bridge/emulator/printer-engine.ts'
import type { DeviceEngine } from '../../../print-bridge/emulator/tcp-device.ts'
import { allowNamedFunctions } from './named-functions.ts'

/** A device that the browser itself reaches: a fake of it there, with the same emulation behind it as elsewhere. */
export interface BrowserPeripheral<Engine extends DeviceEngine> {
  readonly engine: Engine
  /** The device goes away after so many more bytes that it takes; at 0 at once, in the middle of a read. */
  unplugAfter(bytes: number): void
  plugIn(): void
  /** What happens when the browser asks: a person takes the device, takes none, or rules forbid the question. */
  answerChooser(answer: ChooserAnswer): void
}

export type ChooserAnswer = 'taken' | 'none' | 'forbidden'
export type BrowserPrinter = BrowserPeripheral<PrinterEngine>

declare global {
  interface Window {
    /** The page opened the device; false when it is not there. */
    deviceOpens(): Promise<boolean>
    /** Bytes to the device; false when it is gone. */
    deviceTakes(bytes: number[]): Promise<boolean>
    deviceAsked(): Promise<ChooserAnswer>
    deviceIsThere(): Promise<boolean>
    deviceSays(bytes: number[]): void
    deviceGoes(): void
  }
}

/** Gives the pages of a device a printer that they reach by WebUSB, or by a serial port. */
export function addBrowserPrinter(context: BrowserContext): Promise<BrowserPrinter> {
  return addPeripheral(context, new PrinterEngine())
}

/**
 * Gives the pages of a device an emulated one as a WebUSB printer, a serial port and a HID device. As in a real browser
 * they are granted by a tap, and the grant outlives a reload.
 */
export async function addPeripheral<Engine extends DeviceEngine>(
  context: BrowserContext,
  engine: Engine,
): Promise<BrowserPeripheral<Engine>> {
  await allowNamedFunctions(context)
  let page: Page | undefined
  let left = Number.POSITIVE_INFINITY
  let chooser: ChooserAnswer = 'taken'
  engine.connect(bytes => {
    if (left > 0) page?.evaluate(said => window.deviceSays(said), [...bytes]).catch(() => undefined)
  })
  await context.exposeBinding('deviceOpens', source => {
    page = source.page
    return left > 0
  })
  await context.exposeBinding('deviceTakes', (source, bytes: number[]) => {
    page = source.page
    const taken = Math.min(bytes.length, left)
    left -= taken
    engine.receive(Uint8Array.from(bytes.slice(0, taken)))
    return taken === bytes.length
  })
  await context.exposeBinding('deviceAsked', () => chooser)
  await context.exposeBinding('deviceIsThere', () => left > 0)
  await context.addInitScript(installFakes)
  context.on('close', () => engine.stop())
  return {
    engine,
    unplugAfter: bytes => {
      left = bytes
      if (bytes === 0) page?.evaluate(() => window.deviceGoes()).catch(() => undefined)
    },
    plugIn: () => {
      left = Number.POSITIVE_INFINITY
    },
    answerChooser: answer => {
      chooser = answer
    },
  }
}

/** Runs in the page, before anything of its own. */
function installFakes(): void {
  const said: number[][] = []
  let listener: ((bytes: Uint8Array) => void) | null = null
  let onGone: () => void = () => undefined
  window.deviceSays = bytes => {
    if (listener) listener(Uint8Array.from(bytes))
    else said.push(bytes)
  }
  window.deviceGoes = () => onGone()
  const hear = (next: (bytes: Uint8Array) => void) => {
    listener = next
    for (const bytes of said.splice(0)) next(Uint8Array.from(bytes))
  }
  const open = async () => {
    if (!(await window.deviceOpens())) throw new DOMException('not there', 'NetworkError')
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
      if (!(await window.deviceTakes([...data]))) throw new DOMException('unplugged', 'NetworkError')
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
      if (port.readable !== null) throw new DOMException('already open', 'InvalidStateError')
      await open()
      port.readable = new ReadableStream({
        start: controller => {
          hear(bytes => controller.enqueue(bytes))
          onGone = () => {
            listener = null
            port.readable = null
            controller.error(new DOMException('unplugged', 'NetworkError'))
          }
        },
      })
      port.writable = new WritableStream({
        async write(bytes: Uint8Array) {
          if (!(await window.deviceTakes([...bytes]))) throw new DOMException('unplugged', 'NetworkError')
        },
      })
    },
    async close() {
      listener = null
      port.readable = null
      port.writable = null
    },
  }
  const reader = Object.assign(new EventTarget(), {
    ...{ vendorId: 0x0c2e, productId: 0x0b01, productName: 'Voyager 1450g', opened: false },
    collections: [{ usagePage: 0x8c, usage: 0x02 }],
    async open() {
      await open()
      reader.opened = true
      hear(bytes => {
        const event = Object.assign(new Event('inputreport'), {
          ...{ device: reader, reportId: bytes[0] ?? 0, data: new DataView(bytes.slice(1).buffer) },
        })
        reader.dispatchEvent(event)
      })
      onGone = () => {
        reader.opened = false
        const event = Object.assign(new Event('disconnect'), { device: reader })
        hid.dispatchEvent(event)
      }
    },
    async close() {
      reader.opened = false
    },
  })
  /** Asks as the browser does: only after a tap, and a person may take nothing. */
  const choose = async <Thing>(name: string, thing: Thing): Promise<Thing> => {
    if (!navigator.userActivation.isActive) throw new DOMException('needs a tap', 'SecurityError')
    const answer = await window.deviceAsked()
    if (answer === 'forbidden') throw new DOMException('not allowed', 'SecurityError')
    if (answer === 'none') throw new DOMException('none chosen', 'NotFoundError')
    localStorage.setItem(`granted-${name}`, 'yes')
    return thing
  }
  const granted = (name: string, thing: object) => async () =>
    localStorage.getItem(`granted-${name}`) === 'yes' && (await window.deviceIsThere()) ? [thing] : []
  const hid = Object.assign(new EventTarget(), {
    getDevices: granted('hid', reader),
    // A person may take none: an empty list, and no error.
    requestDevice: () =>
      choose('hid', [reader]).catch((error: DOMException) => {
        if (error.name === 'NotFoundError') return []
        throw error
      }),
  })
  const offer = (name: string, value: object) =>
    Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value })
  offer('usb', { getDevices: granted('usb', device), requestDevice: () => choose('usb', device) })
  offer('serial', { getPorts: granted('serial', port), requestPort: () => choose('serial', port) })
  offer('hid', hid)
}
