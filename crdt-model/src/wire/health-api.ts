import * as v from 'valibot'
import { count, epochMs, id } from './api-fields.ts'
import { accountId } from './credit-api.ts'
import { printerReport, printerTrouble } from './printer-report.ts'

/** How tills and relays are: what tills report, and what the dashboard is told. */

/** POST /api/device/report — a till says how it is: after each change, and at least every 20 seconds. */
export const deviceReport = v.object({
  appVersion: v.pipe(v.string(), v.maxLength(40)),
  unsyncedSales: count,
  unsyncedEntries: count,
  /** What those entries take in the journal documents, bytes. */
  unsyncedBytes: count,
  /** Milliseconds since 1970 of the oldest entry that is on this till only, or null. */
  oldestUnsyncedAt: v.nullable(epochMs),
  /** From a sale to the relay's word that it is safe, milliseconds, over the last entries; null before the first. */
  lag: v.nullable(v.object({ p50: count, p95: count, entries: count })),
  /** Version of the device's own database. */
  schemaVersion: count,
  /** Where the till's journal stands. */
  journal: v.object({ epoch: count, number: count }),
  documents: v.array(v.object({ name: v.pipe(v.string(), v.maxLength(120)), synced: v.boolean() })),
  openConflicts: count,
  storage: v.object({ usage: count, quota: count, persisted: v.boolean() }),
  operator: v.nullable(v.string()),
  /** Null without a printer. */
  printer: v.optional(v.nullable(printerReport), null),
  /** The till's clock at sending, for its offset. */
  clock: epochMs,
})
export type DeviceReport = v.InferOutput<typeof deviceReport>

/** What it is told back: the accounts of which other tills want what this one keeps (SPEC K5). */
export const deviceReportReply = v.object({ wanted: v.array(accountId) })

/** GET /api/tills and each event `tills` of GET /api/tills/events (server-sent events): the owner's dashboard. */
export const tillHealth = v.object({
  till: id,
  name: v.string(),
  store: id,
  storeName: v.string(),
  /** Absent until a tablet was enrolled. */
  device: v.nullable(
    v.object({
      id,
      name: v.string(),
      enrolledAt: epochMs,
      revoked: v.boolean(),
      online: v.boolean(),
      lastSeenAt: v.nullable(epochMs),
      /** Till clock minus relay clock at the last report, milliseconds. */
      clockOffset: v.nullable(v.number()),
      report: v.nullable(deviceReport),
    }),
  ),
  /** Journal entries of this till that are committed at the relay. */
  storedEntries: count,
})
export type TillHealth = v.InferOutput<typeof tillHealth>
/** How the relay that answers is at this moment. Times are milliseconds. */
export const relayHealth = v.object({
  storage: v.picklist(['postgresql', 'embedded']),
  version: v.string(),
  startedAt: epochMs,
  documents: count,
  storedBytes: count,
  connections: count,
  openDocuments: count,
  /** Updates committed a second, over the last minute. */
  updatesPerSecond: v.pipe(v.number(), v.minValue(0)),
  /** How long commits took, over the last of them; null before the first. */
  commit: v.nullable(v.object({ p50: v.number(), p99: v.number() })),
  /** Updates taken and not committed yet. */
  queue: v.object({ updates: count, bytes: count }),
  /** Since when nothing can be committed, or null. */
  storeFailingSince: v.nullable(epochMs),
  /** Bytes of the process: all it holds, and JavaScript's part of it. */
  memory: v.object({ resident: count, heap: count }),
  /** How late the process is with its work: the 99th percentile of the last minute. */
  eventLoopDelay: v.pipe(v.number(), v.minValue(0)),
  /** Refused updates that no owner has decided on: GET /api/quarantine. */
  refusedUpdates: count,
  /** What was found wrong in documents: GET /api/findings. */
  findings: count,
  /** The relays that share the database, the oldest first; empty where it has one relay to itself. */
  relays: v.optional(
    v.array(
      v.object({
        id: v.string(),
        name: v.string(),
        version: v.string(),
        startedAt: epochMs,
        /** Its last sign of life, at most 35 s ago. */
        seenAt: epochMs,
        connections: count,
        /** The one that answers. */
        isThis: v.boolean(),
      }),
    ),
    [],
  ),
  /** Until when a recovery is open, or null; and how many tills wait to be let in. */
  recovery: v.optional(v.object({ openUntil: v.nullable(epochMs), waiting: count }), {
    openUntil: null,
    waiting: 0,
  }),
})
export type RelayHealth = v.InferOutput<typeof relayHealth>

export const tillsReply = v.object({ tills: v.array(tillHealth), relay: relayHealth })
export type TillsReply = v.InferOutput<typeof tillsReply>

/** GET /api/health/documents — every stored document, the largest first. */
export const documentHealth = v.object({
  name: v.string(),
  /** Bytes of its snapshot, and of the updates behind it. */
  snapshotBytes: count,
  tailBytes: count,
  tailUpdates: count,
  snapshotAt: v.nullable(epochMs),
  /** As counted last, which is a while after the document changed; null before the first count. */
  census: v.nullable(
    v.object({
      at: epochMs,
      /** Entries of its logs. */
      entries: count,
      /** Deleted elements that Yjs remembers. */
      tombstones: count,
      /** Yjs client ids that ever wrote. */
      clients: count,
    }),
  ),
})
export type DocumentHealth = v.InferOutput<typeof documentHealth>
export const documentsHealthReply = v.object({ documents: v.array(documentHealth) })
export type DocumentsHealthReply = v.InferOutput<typeof documentsHealthReply>

/** GET /api/health/history?hours=1..168 — a sample every five minutes of each till and each relay. */
export const tillSample = v.object({
  at: epochMs,
  online: v.boolean(),
  unsyncedEntries: count,
  lagP95: v.nullable(count),
  clockOffset: v.nullable(v.number()),
  /** What kept its printer from printing, and jobs that waited or that nobody knew the fate of; null without one. */
  printer: v.optional(v.nullable(v.object({ problem: v.nullable(printerTrouble), jobs: count })), null),
})
export type TillSample = v.InferOutput<typeof tillSample>
export const relaySample = v.object({
  at: epochMs,
  connections: count,
  updatesPerSecond: v.number(),
  commitP99: v.nullable(v.number()),
  resident: count,
})
export type RelaySample = v.InferOutput<typeof relaySample>
export const healthHistoryReply = v.object({
  tills: v.array(v.object({ till: id, samples: v.array(tillSample) })),
  relays: v.array(v.object({ relay: v.string(), samples: v.array(relaySample) })),
})
export type HealthHistoryReply = v.InferOutput<typeof healthHistoryReply>
