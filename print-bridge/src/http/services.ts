import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Lan } from '../lan/lan.ts'
import type { OwnPlaces } from '../lan/own-places.ts'
import type { PairingCode } from '../pairing/pairing-code.ts'
import type { Tokens, Via } from '../pairing/tokens.ts'
import type { Printers } from '../printing/printers.ts'
import type { Scales } from '../scales/scales.ts'
import type { Settings } from '../settings/settings.ts'
import type { Spool } from '../spool/spool.ts'
import type { RateLimit } from './rate-limit.ts'

/** What the routes work with. */
export interface Services {
  readonly version: string
  /** The port it listens on, on the loopback interface: part of the Host it answers to there. */
  readonly port: number
  readonly settings: Settings
  readonly tokens: Tokens
  readonly pairing: PairingCode
  readonly spool: Spool
  readonly printers: Printers
  readonly scales: Scales
  /** Drawers open so often, whoever asks. */
  readonly pulses: RateLimit
  readonly lan: Lan
  readonly findPlaces: () => OwnPlaces
  readonly log: Logger
  readonly now: () => number
  readonly extraPrinterPorts: readonly number[]
  /** Aborted when the bridge stops: streams of events end. */
  readonly stopping: AbortSignal
  /** A file of the bridge's own page. */
  readonly readPageFile: (name: PageFile) => string
}

export type PageFile = 'index.html' | 'page.js' | 'page.css' | 'trust.html' | 'trust.js'

/** An interface that the bridge serves, and what it is called there. */
export interface Listener {
  readonly via: Via
  /** `Host` as it may be asked for. */
  readonly hosts: ReadonlySet<string>
}

/** Set by the guards: the origin that asks, and is allowed to, and which of its tills that is. */
export interface BridgeEnv {
  Variables: { origin: string; tillId: string }
}
export type BridgeContext = Context<BridgeEnv>
