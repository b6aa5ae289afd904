import { constants, type FileHandle, open } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { LinkLost, type PrintLink, type PrintLinkListener } from '@evertill/crdt-model/printing'

/** How often a device that has nothing to say, or no room, is asked again. */
const AGAIN_MS = 15

/**
 * Opens a printer's device file, as Linux makes for USB printers (/dev/usb/lp0). The kernel lets one process open it.
 * @throws `LinkLost` when it is not there, is in use, or may not be opened.
 */
export async function openDeviceFileLink(path: string): Promise<PrintLink> {
  try {
    // Never O_CREAT: a printer that is switched off has no device file, and must not get a plain one. Non-blocking,
    // since a blocked read would hold one of the process's few threads for ever.
    const file = await open(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
    const kind = await file.stat()
    if (kind.isCharacterDevice()) return new DeviceFileLink(file)
    await file.close()
  } catch (error) {
    throw new LinkLost('cannot open the device', error)
  }
  throw new LinkLost('not a device')
}

class DeviceFileLink implements PrintLink {
  readonly #file: FileHandle
  readonly #reading: Promise<void>
  #listener: PrintLinkListener | null = null
  #closed = false

  constructor(file: FileHandle) {
    this.#file = file
    this.#reading = this.#readOn()
  }

  listen(listener: PrintLinkListener): void {
    this.#listener = listener
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length && !this.#closed; ) {
        at += await this.#unlessFull(async () => (await this.#file.write(bytes, at)).bytesWritten)
      }
    } catch (error) {
      if (!this.#closed) this.#listener?.onLost()
      throw new LinkLost('write failed', error)
    }
    if (this.#closed) throw new LinkLost('closed')
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#reading
    await this.#file.close().catch(() => undefined)
  }

  async #readOn(): Promise<void> {
    const buffer = new Uint8Array(256)
    while (!this.#closed) {
      try {
        const length = await this.#unlessFull(async () => (await this.#file.read(buffer)).bytesRead)
        if (length > 0) this.#listener?.onBytes(buffer.slice(0, length))
      } catch {
        // Printers of one direction have nothing to read: that alone does not lose the link.
        return
      }
    }
  }

  /** 0 after a pause when the device has nothing, or no room. */
  async #unlessFull(transfer: () => Promise<number>): Promise<number> {
    try {
      const count = await transfer()
      if (count > 0) return count
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    }
    await pause(AGAIN_MS)
    return 0
  }
}
