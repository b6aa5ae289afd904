import { join } from 'node:path'
import * as v from 'valibot'
import { readTextFile, writeDurably } from '../data/durable-file.ts'
import { readOrigin } from './origin.ts'
import { type PrinterConfig, printerConfig } from './printer-config.ts'
import { type ScaleConfig, scaleConfig } from './scale-config.ts'

/** How many of each one bridge serves: more is a mistake or mischief. */
const MAX_PRINTERS = 32
const MAX_SCALES = 8
const MAX_ORIGINS = 32

/** Ports that need no rights of the system's, so that no port of its own services is taken. */
export const lanPort = v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(65_535))
const origin = v.pipe(
  v.string(),
  v.check(text => readOrigin(text) === text, 'must be an origin like https://shop.example'),
)
/** The shop's network, where the owner turned it on, and as it was when they turned it off. */
const lanSettings = v.object({
  on: v.boolean(),
  address: v.pipe(v.string(), v.ipv4('must be an address of this machine')),
  port: lanPort,
})
export type LanSettings = v.InferOutput<typeof lanSettings>

const settingsFile = v.object({
  printers: v.optional(v.pipe(v.array(printerConfig), v.maxLength(MAX_PRINTERS)), []),
  scales: v.optional(v.pipe(v.array(scaleConfig), v.maxLength(MAX_SCALES)), []),
  origins: v.optional(v.pipe(v.array(origin), v.maxLength(MAX_ORIGINS)), []),
  lan: v.optional(lanSettings),
})

type SettingsFile = v.InferOutput<typeof settingsFile>

/** The settings file cannot be read as settings. The bridge does not start with fewer printers than it was given. */
export class SettingsError extends Error {
  constructor(path: string, message: string) {
    super(`${path}: ${message}`)
    this.name = 'SettingsError'
  }
}

/** The bridge's printers and scales, and the origins it listens to: `bridge.json` in the data directory. */
export class Settings {
  readonly #path: string
  readonly #fixedOrigins: readonly string[]
  #kept: SettingsFile

  private constructor(path: string, fixedOrigins: readonly string[], read: SettingsFile) {
    this.#path = path
    this.#fixedOrigins = fixedOrigins
    this.#kept = read
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
    const { printers, scales } = result.output
    if (isAnyTwice(printers)) throw new SettingsError(path, 'two printers have the same id')
    if (isAnyTwice(scales)) throw new SettingsError(path, 'two scales have the same id')
    return new Settings(path, fixedOrigins, result.output)
  }

  get printers(): readonly PrinterConfig[] {
    return this.#kept.printers
  }

  get scales(): readonly ScaleConfig[] {
    return this.#kept.scales
  }

  /** Null before it was ever turned on. */
  get lan(): LanSettings | null {
    return this.#kept.lan ?? null
  }

  async setLan(lan: LanSettings): Promise<void> {
    await this.#write({ lan })
  }

  get origins(): readonly string[] {
    return [...new Set([...this.#fixedOrigins, ...this.#kept.origins])]
  }

  allows(origin: string): boolean {
    return this.#fixedOrigins.includes(origin) || this.#kept.origins.includes(origin)
  }

  /** Adds the printer, or replaces the one with its id. False when there are too many. */
  async putPrinter(printer: PrinterConfig): Promise<boolean> {
    const others = without(this.#kept.printers, printer.id)
    if (others.length >= MAX_PRINTERS) return false
    await this.#write({ printers: [...others, printer] })
    return true
  }

  async removePrinter(id: string): Promise<void> {
    await this.#write({ printers: without(this.#kept.printers, id) })
  }

  /** Adds the scale, or replaces the one with its id. False when there are too many. */
  async putScale(scale: ScaleConfig): Promise<boolean> {
    const others = without(this.#kept.scales, scale.id)
    if (others.length >= MAX_SCALES) return false
    await this.#write({ scales: [...others, scale] })
    return true
  }

  async removeScale(id: string): Promise<void> {
    await this.#write({ scales: without(this.#kept.scales, id) })
  }

  /** False when there are too many. */
  async allowOrigin(origin: string): Promise<boolean> {
    if (this.allows(origin)) return true
    if (this.#kept.origins.length >= MAX_ORIGINS) return false
    await this.#write({ origins: [...this.#kept.origins, origin] })
    return true
  }

  async forgetOrigin(origin: string): Promise<void> {
    await this.#write({ origins: this.#kept.origins.filter(known => known !== origin) })
  }

  async #write(change: Partial<SettingsFile>): Promise<void> {
    const next = { ...this.#kept, ...change }
    await writeDurably(this.#path, `${JSON.stringify(next, null, 2)}\n`)
    this.#kept = next
  }
}

function isAnyTwice(devices: readonly { readonly id: string }[]): boolean {
  return new Set(devices.map(({ id }) => id)).size < devices.length
}

function without<Device extends { readonly id: string }>(devices: readonly Device[], id: string): Device[] {
  return devices.filter(device => device.id !== id)
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SettingsError(path, 'is not JSON')
  }
}
