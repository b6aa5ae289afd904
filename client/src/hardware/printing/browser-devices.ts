/**
 * What is used here of WebUSB, Web Serial and WebHID: the page's type library does not know them. All exist in secure pages of
 * Chromium alone.
 */
export interface UsbEndpoint {
  readonly endpointNumber: number
  readonly direction: 'in' | 'out'
  readonly type: 'bulk' | 'interrupt' | 'isochronous'
}

export interface UsbInterface {
  readonly interfaceNumber: number
  readonly alternate: { readonly interfaceClass: number; readonly endpoints: readonly UsbEndpoint[] }
}

export interface UsbDevice {
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber?: string
  readonly productName?: string
  readonly manufacturerName?: string
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null
  readonly opened: boolean
  open(): Promise<void>
  close(): Promise<void>
  selectConfiguration(value: number): Promise<void>
  claimInterface(number: number): Promise<void>
  releaseInterface(number: number): Promise<void>
  transferOut(
    endpoint: number,
    data: Uint8Array,
  ): Promise<{ readonly status?: string; readonly bytesWritten: number }>
  transferIn(
    endpoint: number,
    length: number,
  ): Promise<{ readonly status?: string; readonly data?: DataView }>
}

export interface Usb {
  getDevices(): Promise<readonly UsbDevice[]>
  requestDevice(options: { filters: readonly object[] }): Promise<UsbDevice>
}

/** How a port is set; what is not said is as most devices have it: eight bits, no parity. */
export interface SerialOptions {
  readonly baudRate: number
  readonly dataBits?: 7 | 8
  readonly parity?: 'none' | 'even' | 'odd'
}

export interface SerialDevice {
  readonly readable: ReadableStream<Uint8Array> | null
  readonly writable: WritableStream<Uint8Array> | null
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number }
  open(options: SerialOptions): Promise<void>
  close(): Promise<void>
}

export interface Serial {
  getPorts(): Promise<readonly SerialDevice[]>
  requestPort(): Promise<SerialDevice>
}

export interface HidReport {
  readonly reportId: number
  /** Without the report's id. */
  readonly data: DataView
}

export interface HidDevice {
  readonly vendorId: number
  readonly productId: number
  readonly productName: string
  readonly opened: boolean
  readonly collections: readonly { readonly usagePage: number; readonly usage: number }[]
  open(): Promise<void>
  close(): Promise<void>
  addEventListener(type: 'inputreport', listener: (report: HidReport) => void): void
  removeEventListener(type: 'inputreport', listener: (report: HidReport) => void): void
}

type HidListener = (event: { readonly device: HidDevice }) => void

export interface Hid {
  getDevices(): Promise<readonly HidDevice[]>
  requestDevice(options: { filters: readonly object[] }): Promise<readonly HidDevice[]>
  addEventListener(type: 'disconnect', listener: HidListener): void
  removeEventListener(type: 'disconnect', listener: HidListener): void
}

/** Null where this browser, or this page, has no WebUSB. */
export function browserUsb(): Usb | null {
  return 'usb' in navigator ? (navigator.usb as Usb) : null
}

/** Null where this browser, or this page, has no Web Serial. */
export function browserSerial(): Serial | null {
  return 'serial' in navigator ? (navigator.serial as Serial) : null
}

/** Null where this browser, or this page, has no WebHID. */
export function browserHid(): Hid | null {
  return 'hid' in navigator ? (navigator.hid as Hid) : null
}
