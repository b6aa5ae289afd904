/**
 * What is used here of WebUSB and Web Serial: the page's type library does not know them. Both exist in secure pages of
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

export interface SerialDevice {
  readonly readable: ReadableStream<Uint8Array> | null
  readonly writable: WritableStream<Uint8Array> | null
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number }
  open(options: { baudRate: number }): Promise<void>
  close(): Promise<void>
}

export interface Serial {
  getPorts(): Promise<readonly SerialDevice[]>
  requestPort(): Promise<SerialDevice>
}

/** Null where this browser, or this page, has no WebUSB. */
export function browserUsb(): Usb | null {
  return 'usb' in navigator ? (navigator.usb as Usb) : null
}

/** Null where this browser, or this page, has no Web Serial. */
export function browserSerial(): Serial | null {
  return 'serial' in navigator ? (navigator.serial as Serial) : null
}
