import * as v from 'valibot'
import type { PrinterProblem } from './printer-status.ts'

/** What a printer understands. */
export const PRINTER_LANGUAGES = ['esc-pos', 'star-prnt', 'star-line'] as const
export type PrinterLanguage = (typeof PRINTER_LANGUAGES)[number]

/** What a printer behind the bridge understands: receipts, or labels and nothing else. */
export const BRIDGE_LANGUAGES = [...PRINTER_LANGUAGES, 'zpl'] as const
export type BridgeLanguage = (typeof BRIDGE_LANGUAGES)[number]

/** Whether a printer behind the bridge prints receipts. */
export function isReceiptLanguage(language: BridgeLanguage): language is PrinterLanguage {
  return language !== 'zpl'
}

/** `drawer` is at most once and never late; the others wait for their printer until they expire. */
export const PRINT_JOB_KINDS = ['receipt', 'kitchen', 'drawer', 'label'] as const
export type PrintJobKind = (typeof PRINT_JOB_KINDS)[number]

/** The two pins of a printer's drawer connector: one drawer hangs on each. */
export type DrawerPin = 2 | 5

/** A request to the bridge, whole: base64 makes the bytes a third longer. */
export const MAX_JOB_BODY_BYTES = 256 * 1024
/** A drawer that opens later than this surprises somebody. */
export const DRAWER_EXPIRES_MS = 5000
/** A job that waits longer is forgotten by everybody but the printer. */
export const MAX_JOB_LIFE_MS = 24 * 3600 * 1000

/** How it is known that a job is on paper: the printer said its process id, or answered the `GS r` behind it. */
export type ConfirmedBy = 'processId' | 'gsr'

/** Why nothing was sent. Not one byte of the job has reached the printer: sending it again is safe. */
export type NotSentReason =
  | PrinterProblem
  | 'unreachable'
  | 'busy'
  | 'storage'
  | 'expired'
  | 'printer-removed'
  /** Another bridge answers than the one that the till was paired with. */
  | 'other-bridge'

/** Why nobody knows whether a job was printed. */
export type UnknownReason =
  | PrinterProblem
  | 'no-answer'
  | 'link-lost'
  | 'stalled'
  | 'stopped'
  | 'spool-damaged'

/**
 * The life of a print job. It is sent again by itself only while no byte of it was written; from the first byte on
 * it ends as `confirmed`, as `sent` (a printer that never answers, taken at its word), or as `unknown` until a late
 * answer or a person settles it.
 */
export type PrintJobState =
  | { readonly state: 'queued' }
  | { readonly state: 'claimed' }
  | { readonly state: 'preflight' }
  | { readonly state: 'sending' }
  | { readonly state: 'sent' }
  | { readonly state: 'confirmed'; readonly confirmedBy: ConfirmedBy }
  /** `retryAt`: milliseconds since 1970, or null when it is given up. */
  | { readonly state: 'failed'; readonly reason: NotSentReason; readonly retryAt: number | null }
  | { readonly state: 'unknown'; readonly reason: UnknownReason }
  | {
      readonly state: 'resolved'
      readonly outcome: 'printed' | 'not_printed'
      readonly operator: string
    }

/** Whether nothing more happens to the job by itself. `unknown` may still be settled. */
export function isOver(state: PrintJobState): boolean {
  switch (state.state) {
    case 'confirmed':
    case 'sent':
    case 'unknown':
    case 'resolved':
      return true
    case 'failed':
      return state.retryAt === null
    default:
      return false
  }
}

const jobId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/))
const printerId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/))

/** POST /v1/jobs. Times are milliseconds since 1970. Unknown fields are ignored: none names a host, path or file. */
export const printJobRequest = v.object({
  jobId,
  printerId,
  kind: v.picklist(PRINT_JOB_KINDS),
  bytesB64: v.pipe(v.string(), v.nonEmpty(), v.base64()),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  expiresAt: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  reprintOf: v.optional(jobId),
})
export type PrintJobRequest = v.InferOutput<typeof printJobRequest>

/** POST /v1/jobs/:jobId/resolve. */
export const resolveJobRequest = v.object({
  outcome: v.picklist(['printed', 'not_printed']),
  operator: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80)),
})

/** POST /v1/pair. `till`: what the till is called, for the list of those that are paired. */
export const pairRequest = v.object({
  code: v.pipe(v.string(), v.regex(/^\d{8}$/)),
  till: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60)), ''),
})
export const pairAnswer = v.object({ token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) })

/** GET /v1/health. */
export const bridgeHealth = v.object({
  name: v.literal('evertill-print-bridge'),
  version: v.string(),
  /** Whether a till has been paired with this bridge; without pairing it prints nothing. */
  paired: v.boolean(),
})
export type BridgeHealth = v.InferOutput<typeof bridgeHealth>

/** The port the bridge listens on when none is asked for; tills look for it there. */
export const DEFAULT_BRIDGE_PORT = 9753
