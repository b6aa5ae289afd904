import { LinkLost, type PrintLink, type PrintLinkListener } from '@evertill/crdt-model/printing'
import { browserSerial, type SerialDevice, type SerialOptions } from './browser-devices.ts'

/** Asks the person for a port. Needs a tap. Null when none was chosen. */
export async function chooseSerialPort(): Promise<SerialDevice | null> {
  try {
    return (await browserSerial()?.requestPort()) ?? null
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null
    throw error
  }
}

/**
 * Opens a port that was chosen before. Two adapters of one make cannot be told apart: the browser does not say more.
 * @throws `LinkLost` when it is not plugged in, or in use.
 */
export async function openSerialLink(
  wanted: { readonly vendorId: number | null; readonly productId: number | null },
  options: SerialOptions,
): Promise<PrintLink> {
  const ports = (await browserSerial()?.getPorts()) ?? []
  const alike = ports.filter(each => {
    const { usbVendorId = null, usbProductId = null } = each.getInfo()
    return usbVendorId === wanted.vendorId && usbProductId === wanted.productId
  })
  // Of two adapters of one make the one that nothing of this page holds.
  const port = alike.find(({ readable }) => readable === null) ?? alike[0]
  if (!port) throw new LinkLost('not plugged in')
  try {
    await port.open(options)
  } catch (error) {
    throw new LinkLost('cannot be opened', error)
  }
  if (!port.readable || !port.writable) throw new LinkLost('cannot be read and written')
  return new SerialLink(port, port.readable.getReader(), port.writable.getWriter())
}

class SerialLink implements PrintLink {
  readonly #port: SerialDevice
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>
  #listener: PrintLinkListener | null = null
  #ended = false

  constructor(
    port: SerialDevice,
    reader: ReadableStreamDefaultReader<Uint8Array>,
    writer: WritableStreamDefaultWriter<Uint8Array>,
  ) {
    this.#port = port
    this.#reader = reader
    this.#writer = writer
    this.#readOn()
  }

  listen(listener: PrintLinkListener): void {
    this.#listener = listener
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#writer.write(bytes)
    } catch (error) {
      this.#lose()
      throw new LinkLost('write failed', error)
    }
  }

  async close(): Promise<void> {
    this.#ended = true
    await this.#reader.cancel().catch(() => undefined)
    this.#reader.releaseLock()
    await this.#writer.close().catch(() => undefined)
    this.#writer.releaseLock()
    await this.#port.close().catch(() => undefined)
  }

  async #readOn(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#reader.read()
        if (done) break
        this.#listener?.onBytes(value)
      }
    } catch {
      // Unplugged: the same as its end.
    }
    this.#lose()
  }

  #lose(): void {
    if (this.#ended) return
    this.#ended = true
    this.#listener?.onLost()
  }
}
