import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { readTextFile, writeDurably } from '../data/durable-file.ts'

/** What stands in the file. */
export interface SpoolFileContents {
  readonly records: readonly unknown[]
  /** A line before the last is damaged: something that was written is not known any more. */
  readonly damaged: boolean
}

/** The device refused to keep something: the disk is full, or broken. */
export class SpoolWriteError extends Error {
  readonly diskFull: boolean
  constructor(cause: unknown) {
    super('the spool cannot be written', { cause })
    this.name = 'SpoolWriteError'
    this.diskFull =
      cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
  }
}

/**
 * A file of records, one a line with its checksum, that is only ever added to. What `append` was done with is on disk.
 * A line torn by a kill is the last one, and had not been promised to anybody.
 */
export class SpoolFile {
  readonly #path: string
  #file: FileHandle
  #length: number
  #queue: Promise<unknown> = Promise.resolve()

  private constructor(path: string, file: FileHandle, length: number) {
    this.#path = path
    this.#file = file
    this.#length = length
  }

  static async read(path: string): Promise<SpoolFileContents> {
    const text = (await readTextFile(path)) ?? ''
    const records: unknown[] = []
    const lines = text.split('\n')
    // After the last line break stands nothing, or a torn line.
    lines.pop()
    let damaged = false
    for (const line of lines) {
      const record = readLine(line)
      if (record === undefined) damaged = true
      else records.push(record)
    }
    return { records, damaged }
  }

  /** Begins the file anew with these records, in one step. */
  static async create(path: string, records: readonly unknown[]): Promise<SpoolFile> {
    const text = records.map(lineOf).join('')
    await writeDurably(path, text)
    return new SpoolFile(path, await open(path, 'r+'), Buffer.byteLength(text))
  }

  get length(): number {
    return this.#length
  }

  /**
   * Adds a record; done when it is on disk.
   * @param onDisk called at that moment, before anything else happens to the file: a rewrite must not miss it.
   * @throws `SpoolWriteError`: the record is not in the file, and the ones after it can still be added.
   */
  append(record: unknown, onDisk: () => void = () => undefined): Promise<void> {
    return this.#inTurn(async () => {
      await this.#append(lineOf(record))
      onDisk()
    })
  }

  /** Begins the file anew with what `records` gives in its turn. */
  rewrite(records: () => readonly unknown[]): Promise<void> {
    return this.#inTurn(async () => {
      const next = await SpoolFile.create(this.#path, records())
      await this.#file.close()
      this.#file = next.#file
      this.#length = next.#length
    })
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#file.close())
  }

  async #append(line: string): Promise<void> {
    const bytes = Buffer.from(line)
    try {
      // A write that failed half way is written over.
      let written = 0
      while (written < bytes.length) {
        const step = await this.#file.write(bytes, written, bytes.length - written, this.#length + written)
        written += step.bytesWritten
      }
      await this.#file.datasync()
    } catch (error) {
      await this.#file.truncate(this.#length).catch(() => undefined)
      throw new SpoolWriteError(error)
    }
    this.#length += bytes.length
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => undefined)
    return done
  }
}

function lineOf(record: unknown): string {
  const text = JSON.stringify(record)
  return `${checksum(text)} ${text}\n`
}

function readLine(line: string): unknown {
  const text = line.slice(9)
  if (line[8] !== ' ' || checksum(text) !== line.slice(0, 8)) return undefined
  return JSON.parse(text)
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
