import * as v from 'valibot'
import { BRIDGE_LANGUAGES, type PrintJobState } from './print-job.ts'

const status = v.object({
  online: v.union([v.boolean(), v.literal('unknown')]),
  cover: v.picklist(['closed', 'open', 'unknown']),
  paper: v.picklist(['ok', 'low', 'end', 'unknown']),
  error: v.picklist(['none', 'cutter', 'recoverable', 'unrecoverable', 'unknown']),
  drawerPin: v.picklist(['low', 'high', 'unknown']),
})

/** One printer in GET /v1/printers. `lastSeen`: when it last answered or took a byte, or null. */
export const bridgePrinter = v.object({
  id: v.string(),
  name: v.string(),
  columns: v.number(),
  language: v.picklist(BRIDGE_LANGUAGES),
  status,
  reachable: v.union([v.boolean(), v.literal('unknown')]),
  lastSeen: v.nullable(v.number()),
})
export type BridgePrinter = v.InferOutput<typeof bridgePrinter>
export const bridgePrinters = v.array(bridgePrinter)

/** What is read of GET /v1/printers/:id/status. */
export const bridgePrinterStatus = v.object({ status })

const problem = ['cover-open', 'paper-end', 'cutter', 'printer-error', 'offline'] as const

/** The states of `PrintJobState`, as they are written and sent. */
export const printJobState = v.variant('state', [
  v.object({ state: v.literal('queued') }),
  v.object({ state: v.literal('claimed') }),
  v.object({ state: v.literal('preflight') }),
  v.object({ state: v.literal('sending') }),
  v.object({ state: v.literal('sent') }),
  v.object({ state: v.literal('confirmed'), confirmedBy: v.picklist(['processId', 'gsr']) }),
  v.object({
    state: v.literal('failed'),
    reason: v.picklist([
      ...problem,
      'unreachable',
      'busy',
      'storage',
      'expired',
      'printer-removed',
      'other-bridge',
    ]),
    retryAt: v.nullable(v.number()),
  }),
  v.object({
    state: v.literal('unknown'),
    reason: v.picklist([...problem, 'no-answer', 'link-lost', 'stalled', 'stopped', 'spool-damaged']),
  }),
  v.object({
    state: v.literal('resolved'),
    outcome: v.picklist(['printed', 'not_printed']),
    operator: v.string(),
  }),
])

/** A job as the bridge tells of it, in answers and events; `confirmedBy` is null in the states that have none. */
export const jobAnswer = v.intersect([
  printJobState,
  v.object({
    jobId: v.string(),
    printerId: v.string(),
    attempts: v.number(),
    /** At least so many of the job's bytes were given to the printer. */
    bytesWritten: v.number(),
    lastStatus: v.nullable(status),
  }),
])
export type JobAnswer = v.InferOutput<typeof jobAnswer>

/** Compile-time proof that the schema and the type say the same. */
type Same<A, B> = A extends B ? (B extends A ? true : never) : never
export const JOB_STATE_IS_WHOLE: Same<v.InferOutput<typeof printJobState>, PrintJobState> = true
