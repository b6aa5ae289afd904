import * as v from 'valibot'
import { id as apiId, count, epochMs } from './api-fields.ts'
import { catalogId, pageCursor, pageLimit } from './api-values.ts'

/** Who changed what in a catalog or in the settings, and taking it back to a moment. */

/** The logs of a catalog whose records have a history to be shown and restored. */
export const catalogLog = v.picklist(['products', 'departments', 'promotions', 'priceLists', 'quickPages'])
export type CatalogLog = v.InferOutput<typeof catalogLog>

/** The logs of the settings, likewise. */
export const settingsLog = v.picklist([
  'organisation',
  'stores',
  'tills',
  'catalogs',
  'taxClasses',
  'customerGroups',
])
export type SettingsLog = v.InferOutput<typeof settingsLog>

const historyLog = v.picklist([...catalogLog.options, ...settingsLog.options])
export type HistoryLog = v.InferOutput<typeof historyLog>

/** GET /api/history — the newest first. `log` and `record` go together. */
export const historyQuery = v.object({
  /** A catalog; without it the settings of the organisation. */
  catalog: v.optional(catalogId),
  log: v.optional(historyLog),
  record: v.optional(apiId),
  cursor: v.optional(pageCursor),
  limit: pageLimit,
})
export type HistoryQuery = v.InferOutput<typeof historyQuery>

export const historyChange = v.object({
  /** `replica.counter` of the entry. */
  id: v.string(),
  log: v.string(),
  record: apiId,
  /** The record's name as the relay has it now; empty when it has none. */
  name: v.string(),
  who: v.string(),
  /** By the clock of whoever wrote. */
  at: epochMs,
  /** When it reached the relay: what a restore goes by. Offline edits come later than they were made. */
  receivedAt: epochMs,
  /** The record's first entry: it was made here. */
  isFirst: v.boolean(),
  fields: v.array(
    v.object({
      field: v.string(),
      to: v.unknown(),
      /** More than one when a conflict was settled; none when there was nothing, or it is not kept any more. */
      from: v.array(v.unknown()),
    }),
  ),
})
export type HistoryChange = v.InferOutput<typeof historyChange>

export const historyReply = v.object({
  changes: v.array(historyChange),
  next: v.nullable(v.string()),
  /** Nothing older than this is told, milliseconds since 1970. */
  keptSince: epochMs,
})
export type HistoryReply = v.InferOutput<typeof historyReply>

/** POST /api/history/restore — owners. Writes new edits that make things as they were; they merge like any other. */
export const restoreRequest = v.object({
  /** Without it a record of the settings. */
  catalog: v.optional(catalogId),
  /** One record, or without it the whole catalog; settings go back record by record only. */
  record: v.optional(v.object({ log: historyLog, id: apiId })),
  /** The moment: everything that had reached the relay by then, nothing later. */
  to: epochMs,
  /** Only tells what would be written. */
  preview: v.boolean(),
})
export type RestoreRequest = v.InferInput<typeof restoreRequest>

export const restoreReply = v.object({
  /** How many records are (or would be) changed. */
  records: count,
  /** The first of them. */
  changes: v.array(
    v.object({
      log: historyLog,
      record: apiId,
      name: v.string(),
      /** The record was made after the moment: it is archived. */
      isNew: v.boolean(),
      fields: v.array(v.object({ field: v.string(), from: v.array(v.unknown()), to: v.unknown() })),
    }),
  ),
})
export type RestoreReply = v.InferOutput<typeof restoreReply>
