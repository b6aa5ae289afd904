import { crc32 } from './witness-log.ts'

/**
 * Copies of the till's record documents (catalog, settings, staff) outside the database: a till whose browser emptied
 * its databases sells on from them, relay or no relay. A copy may be old: it is a state of the document, and what the
 * relay has merges into it.
 */
export class DocumentSpares {
  readonly #device: string
  /** The checksum of the state of each document's copy, once this run knows it. */
  readonly #kept = new Map<string, number>()

  constructor(device: string) {
    this.#device = device
  }

  /** The copy of a document as a Yjs update, or null when there is none or it was torn. */
  async read(document: string): Promise<Uint8Array | null> {
    try {
      const directory = await navigator.storage.getDirectory()
      const handle = await directory.getFileHandle(fileName(this.#device, document))
      return unframed(await bytesOf(handle))
    } catch {
      return null
    }
  }

  /**
   * Writes the copy anew, unless it is whole and of this state already: at most starts nothing has changed.
   * @param state names the document's state
   * @param encode makes the Yjs update
   */
  async keep(document: string, state: Uint8Array, encode: () => Uint8Array): Promise<void> {
    const checksum = crc32(state)
    if (this.#kept.get(document) === checksum) return
    try {
      const directory = await navigator.storage.getDirectory()
      const handle = await directory.getFileHandle(fileName(this.#device, document), { create: true })
      if (!isCopyOf(await bytesOf(handle), checksum)) {
        // Written beside the old copy and put in its place when closed: a kill in between leaves the old one.
        const writable = await handle.createWritable()
        await writable.write(framed(checksum, encode()))
        await writable.close()
      }
      this.#kept.set(document, checksum)
    } catch {
      // No room, or no such file system: the till works without, and needs the relay after such a loss.
    }
  }
}

function fileName(device: string, document: string): string {
  return `evertill-spare-${device}-${document.replaceAll('/', '.')}`
}

async function bytesOf(handle: FileSystemFileHandle): Promise<Uint8Array> {
  return new Uint8Array(await (await handle.getFile()).arrayBuffer())
}

/** Before the update: the CRC-32 of the update, then that of the name of its state (both little-endian, 32 bits). */
const HEADER = 8

function framed(state: number, update: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEADER + update.length)
  const view = new DataView(frame.buffer)
  view.setUint32(0, crc32(update), true)
  view.setUint32(4, state, true)
  frame.set(update, HEADER)
  return frame
}

function unframed(frame: Uint8Array): Uint8Array | null {
  if (frame.length < HEADER) return null
  const update = frame.subarray(HEADER)
  return crc32(update) === viewOf(frame).getUint32(0, true) ? update : null
}

function isCopyOf(frame: Uint8Array, state: number): boolean {
  // The state first: an old copy need not be looked through.
  return frame.length >= HEADER && viewOf(frame).getUint32(4, true) === state && unframed(frame) !== null
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
