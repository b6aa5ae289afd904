import { PRINT_JOB_KINDS, printJobState } from '@evertill/crdt-model/printing'
import * as v from 'valibot'

/** Raised when a bridge could no longer read an older one's spool; such a file is refused, never dropped. */
export const SPOOL_VERSION = 1

/** What the spool file holds, line by line. */
export const spoolRecord = v.variant('what', [
  v.object({ what: v.literal('spool'), version: v.number() }),
  v.object({
    what: v.literal('job'),
    number: v.number(),
    origin: v.string(),
    jobId: v.string(),
    printerId: v.string(),
    kind: v.picklist(PRINT_JOB_KINDS),
    sha256: v.string(),
    expiresAt: v.number(),
    reprintOf: v.nullable(v.string()),
    acceptedAt: v.number(),
    bytesB64: v.nullable(v.string()),
  }),
  /** From here on a byte may have reached the printer. Written before the first one. */
  v.object({ what: v.literal('sending'), number: v.number() }),
  v.object({ what: v.literal('state'), number: v.number(), at: v.number(), state: printJobState }),
])
export type SpoolRecord = v.InferOutput<typeof spoolRecord>
