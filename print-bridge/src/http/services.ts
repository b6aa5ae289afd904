import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { PairingCode } from '../pairing/pairing-code.ts'
import type { Tokens } from '../pairing/tokens.ts'
import type { Printers } from '../printing/printers.ts'
import type { Settings } from '../settings/settings.ts'
import type { Spool } from '../spool/spool.ts'

/** What the routes work with. */
export interface Services {
  readonly version: string
  /** The port it listens on: part of the Host it answers to. */
  readonly port: number
  readonly settings: Settings
  readonly tokens: Tokens
  readonly pairing: PairingCode
  readonly spool: Spool
  readonly printers: Printers
  readonly log: Logger
  readonly now: () => number
  readonly extraPrinterPorts: readonly number[]
  /** Aborted when the bridge stops: streams of events end. */
  readonly stopping: AbortSignal
  /** A file of the bridge's own page. */
  readonly readPageFile: (name: PageFile) => string
}

export type PageFile = 'index.html' | 'page.js' | 'page.css'

/** Set by the guards: the origin that asks, and is allowed to. */
export interface BridgeEnv {
  Variables: { origin: string }
}
export type BridgeContext = Context<BridgeEnv>
