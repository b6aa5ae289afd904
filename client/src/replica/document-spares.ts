import { crc32 } from './witness-log.ts'

/**
 * Copies of the till's record documents (catalog, settings, staff) outside the database: a till whose browser emptied
 * its databases sells on from them, relay or no relay. A copy may be old: it is a state of the document, and what the
 * relay has merges into it.
 */
export class DocumentSpares {
  readonly #device: string
  readonly #kept = new Map<string, string>()

  constructor(device: string) {
    this.#device = device
  }

  /** The copy of a document as a Yjs update, or null when there is none or it was torn. */
  async read(document: string): Promise<Uint8Array | null> {
    try {
      const directory = await navigator.storage.getDirectory()
      const handle = await directory.getFileHandle(fileName(this.#device, document))
      return unframed(new Uint8Array(await (await handle.getFile()).arrayBuffer()))
    } catch {
      return null
    }
  }

  /**
   * Writes the copy anew.
   * @param state names the document's state: nothing is written when it is that of the last copy of this run
   * @param encode makes the Yjs update
   */
  async keep(document: string, state: string, encode: () => Uint8Array): Promise<void> {
    if (this.#kept.get(document) === state) return
    try {
      const directory = await navigator.storage.getDirectory()
      const handle = await directory.getFileHandle(fileName(this.#device, document), { create: true })
      // Written beside the old copy and put in its place when closed: a kill in between leaves the old one.
      const writable = await handle.createWritable()
      await writable.write(framed(encode()))
      await writable.close()
      this.#kept.set(document, state)
    } catch {
      // No room, or no such file system: the till works without, and needs the relay after such a loss.
    }
  }
}

function fileName(device: string, document: string): string {
  return `evertill-spare-${device}-${document.replaceAll('/', '.')}`
}

/** CRC-32 (little-endian) before the bytes. */
function framed(update: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(4 + update.length)
  new DataView(frame.buffer).setUint32(0, crc32(update), true)
  frame.set(update, 4)
  return frame
}

function unframed(frame: Uint8Array<ArrayBuffer>): Uint8Array | null {
  if (frame.length < 4) return null
  const update = frame.subarray(4)
  return crc32(update) === new DataView(frame.buffer).getUint32(0, true) ? update : null
}
