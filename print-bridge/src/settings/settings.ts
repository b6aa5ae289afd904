import { join } from 'node:path'
import * as v from 'valibot'
import { readTextFile, writeDurably } from '../data/durable-file.ts'
import { readOrigin } from './origin.ts'
import { type PrinterConfig, printerConfig } from './printer-config.ts'

/** How many printers and origins one bridge serves: more is a mistake or mischief. */
const MAX_PRINTERS = 32
const MAX_ORIGINS = 32

const origin = v.pipe(
  v.string(),
  v.check(text => readOrigin(text) === text, 'must be an origin like https://shop.example'),
)
const settingsFile = v.object({
  printers: v.optional(v.pipe(v.array(printerConfig), v.maxLength(MAX_PRINTERS)), []),
  origins: v.optional(v.pipe(v.array(origin), v.maxLength(MAX_ORIGINS)), []),
})

/** The settings file cannot be read as settings. The bridge does not start with fewer printers than it was given. */
export class SettingsError extends Error {
  constructor(path: string, message: string) {
    super(`${path}: ${message}`)
    this.name = 'SettingsError'
  }
}

/** The bridge's printers and the origins it listens to: `bridge.json` in the data directory. */
export class Settings {
  readonly #path: string
  readonly #fixedOrigins: readonly string[]
  #printers: readonly PrinterConfig[]
  #origins: readonly string[]

  private constructor(
    path: string,
    fixedOrigins: readonly string[],
    read: v.InferOutput<typeof settingsFile>,
  ) {
    this.#path = path
    this.#fixedOrigins = fixedOrigins
    this.#printers = read.printers
    this.#origins = read.origins
  }

  /**
   * @param fixedOrigins from the environment: allowed beside those in the file.
   * @throws `SettingsError`.
   */
  static async open(dataDirectory: string, fixedOrigins: readonly string[]): Promise<Settings> {
    const path = join(dataDirectory, 'bridge.json')
    const text = (await readTextFile(path)) ?? '{}'
    const result = v.safeParse(settingsFile, parseJson(path, text))
    if (!result.success) {
      const [issue] = result.issues
      throw new SettingsError(path, `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`)
    }
    const ids = result.output.printers.map(({ id }) => id)
    if (new Set(ids).size < ids.length) throw new SettingsError(path, 'two printers have the same id')
    return new Settings(path, fixedOrigins, result.output)
  }

  get printers(): readonly PrinterConfig[] {
    return this.#printers
  }

  get origins(): readonly string[] {
    return [...new Set([...this.#fixedOrigins, ...this.#origins])]
  }

  allows(origin: string): boolean {
    return this.#fixedOrigins.includes(origin) || this.#origins.includes(origin)
  }

  /** Adds the printer, or replaces the one with its id. False when there are too many. */
  async putPrinter(printer: PrinterConfig): Promise<boolean> {
    const others = this.#printers.filter(({ id }) => id !== printer.id)
    if (others.length >= MAX_PRINTERS) return false
    await this.#write([...others, printer], this.#origins)
    return true
  }

  async removePrinter(id: string): Promise<void> {
    await this.#write(
      this.#printers.filter(printer => printer.id !== id),
      this.#origins,
    )
  }

  /** False when there are too many. */
  async allowOrigin(origin: string): Promise<boolean> {
    if (this.allows(origin)) return true
    if (this.#origins.length >= MAX_ORIGINS) return false
    await this.#write(this.#printers, [...this.#origins, origin])
    return true
  }

  async forgetOrigin(origin: string): Promise<void> {
    await this.#write(
      this.#printers,
      this.#origins.filter(known => known !== origin),
    )
  }

  async #write(printers: readonly PrinterConfig[], origins: readonly string[]): Promise<void> {
    await writeDurably(this.#path, `${JSON.stringify({ printers, origins }, null, 2)}\n`)
    this.#printers = printers
    this.#origins = origins
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SettingsError(path, 'is not JSON')
  }
}
