import type { JournalRow } from '../local/database.ts'
import type { Witness } from './protocol.ts'
import { encodeEndFrame, encodeRowFrame, readWitnessLog, type WitnessContent } from './witness-log.ts'

/** Only in workers, and so not in the page's type library. */
interface SyncAccessHandle {
  read(buffer: Uint8Array, options?: { at: number }): number
  write(buffer: Uint8Array, options?: { at: number }): number
  truncate(size: number): void
  getSize(): number
  flush(): void
  close(): void
}

/** Beyond this size the file is begun anew as soon as the relay has everything, bytes. */
const LARGE = 256 * 1024
/** How long an entry may be on its way to the disk, milliseconds: a customer does not wait for it. */
const FLUSH_AFTER = 100
/** The worker before this one may still hold the file for a moment after a reload. */
const OPEN_TRIES = 10
const OPEN_PAUSE = 50

/** The witness in the origin-private file system: survives a database that was emptied or cut short. */
export class WitnessFile {
  readonly #handle: SyncAccessHandle
  #size: number
  #flushing: ReturnType<typeof setTimeout> | undefined

  constructor(handle: SyncAccessHandle) {
    this.#handle = handle
    this.#size = handle.getSize()
  }

  read(): WitnessContent {
    const bytes = new Uint8Array(this.#size)
    this.#handle.read(bytes, { at: 0 })
    const content = readWitnessLog(bytes)
    // What is appended behind a torn tail could never be read.
    this.#size = content.length
    return content
  }

  /**
   * Adds an entry. It is with the operating system when this returns, whatever becomes of the browser, and on the disk
   * soon after; a power cut before that finds it in the database, whose transaction waited for the disk.
   */
  append(row: JournalRow): void {
    this.#write(encodeRowFrame(row), this.#size)
    this.#flushing ??= setTimeout(() => this.#flush(), FLUSH_AFTER)
  }

  get isLarge(): boolean {
    return this.#size > LARGE
  }

  /** Begins the file anew with the end of the journal: what was in it is safe elsewhere. */
  restart(end: Witness): void {
    // The new frame first: a crash before the truncation leaves a readable end and a tail that is not read.
    const frame = encodeEndFrame(end)
    this.#write(frame, 0)
    this.#handle.flush()
    this.#handle.truncate(frame.length)
    this.#flush()
    this.#size = frame.length
  }

  close(): void {
    this.#flush()
    this.#handle.close()
  }

  #flush(): void {
    clearTimeout(this.#flushing)
    this.#flushing = undefined
    try {
      this.#handle.flush()
    } catch {
      // No room on the disk: the entries are in the database, and the next start brings this file up to it.
    }
  }

  #write(frame: Uint8Array, at: number): void {
    this.#handle.write(frame, { at })
    this.#size = Math.max(this.#size, at + frame.length)
  }
}

/** Opens the witness file of a device, or null where the browser has none or another tab keeps it. */
export async function openWitnessFile(device: string): Promise<WitnessFile | null> {
  for (let attempt = 0; attempt < OPEN_TRIES; attempt++) {
    try {
      const directory = await navigator.storage.getDirectory()
      const file = await directory.getFileHandle(`evertill-witness-${device}`, { create: true })
      return new WitnessFile(await createSyncAccessHandle(file))
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NoModificationAllowedError') return null
      await new Promise(resolve => setTimeout(resolve, OPEN_PAUSE))
    }
  }
  return null
}

/** The method exists in every worker whose browser has an origin-private file system. */
function createSyncAccessHandle(file: FileSystemFileHandle): Promise<SyncAccessHandle> {
  return (file as unknown as { createSyncAccessHandle(): Promise<SyncAccessHandle> }).createSyncAccessHandle()
}
