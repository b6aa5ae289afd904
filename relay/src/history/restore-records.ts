import {
  appendToLog,
  applyRecordEntries,
  CUSTOMER_GROUP_DEFAULTS,
  createRecordFold,
  currentVersion,
  DEPARTMENT_DEFAULTS,
  decodeRecordEntry,
  encodeRecordEntry,
  entriesSince,
  type FieldState,
  type Fields,
  type HistoryLog,
  LOGS,
  ORGANISATION_DEFAULTS,
  PRODUCT_DEFAULTS,
  PROMOTION_DEFAULTS,
  priceListDefaults,
  QUICK_PAGE_DEFAULTS,
  type RecordEntry,
  type RecordFold,
  type RecordState,
  type ReplicaId,
  type RestoreReply,
  type RestoreRequest,
  readLog,
  readRecord,
  restoredFields,
  STORE_DEFAULTS,
  writeRecord,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import { randomId } from '../auth/random-id.ts'
import type { User } from '../auth/user.ts'
import { Problem } from '../http/problem.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'
import { historyWholeSince, type RecordThen, recordsChangedSince, wasThere } from './read-history.ts'
import { type KeptDocument, keepHistory } from './record-history.ts'

/** What the fields of a record that nobody wrote are: of most the same for every record. */
const DEFAULTS: { readonly [Log in HistoryLog]: Fields | ((now: RecordState) => Fields) } = {
  products: PRODUCT_DEFAULTS,
  departments: DEPARTMENT_DEFAULTS,
  quickPages: QUICK_PAGE_DEFAULTS,
  promotions: PROMOTION_DEFAULTS,
  priceLists: priceListDefaults,
  organisation: ORGANISATION_DEFAULTS,
  stores: STORE_DEFAULTS,
  // All of their fields must be there.
  tills: {},
  catalogs: {},
  taxClasses: {},
  customerGroups: CUSTOMER_GROUP_DEFAULTS,
}

/** Records of one transaction: a whole catalog goes out in many updates, not in one too large. */
const CHUNK = 500
/** Changes that are told one by one. */
const MOST_TOLD = 100
/** Writers' names in entries are cut to fit their bound. */
const LONGEST_WHO = 40

interface Sources {
  readonly database: ShopDatabase
  readonly hub: Pick<SyncHub, 'change' | 'read'>
  readonly now: () => number
  readonly keepMs: number
}

/** What has to be written of one record. */
interface Restored {
  readonly log: HistoryLog
  readonly record: string
  readonly before: RecordState | undefined
  readonly now: RecordState
  readonly fields: Fields
}

/**
 * Makes a record of a catalog or of the settings, or a whole catalog, as it was at a moment: by new edits on top of what is there now.
 * Whoever edits the same field meanwhile, or had done so offline, makes a conflict that a person settles, as with any
 * two edits. A record that was made after the moment is archived, when the whole catalog is restored.
 * @throws `Problem` bad-request when the moment is not in the history, not-found when the record was not there then.
 */
export async function restoreRecords(
  sources: Sources,
  user: User,
  request: Required<Pick<RestoreRequest, 'to' | 'preview'>> & {
    readonly document: KeptDocument
    readonly record: { readonly log: HistoryLog; readonly id: string } | undefined
  },
): Promise<RestoreReply> {
  const { database, hub, now, keepMs } = sources
  const { document, record, to } = request
  await keepHistory({ database, read: hub.read.bind(hub), now }, document)
  const since = await historyWholeSince({ database, now, keepMs }, user.organisation, document)
  if (to < since) throw new Problem('bad-request', 'the history does not reach back to this moment')
  if (record !== undefined && !(await wasThere(database, user.organisation, document, to, record)))
    throw new Problem('not-found', 'the record was not there at this moment')
  const changed = await recordsChangedSince(database, user.organisation, document, to, record)
  const restored = await hub.read(document, doc =>
    LOGS[document.kind].flatMap(log => differences(log, doc, changed)),
  )
  if (!request.preview) await writeBack(hub, document, restored, user, now())
  return { records: restored.length, changes: restored.slice(0, MOST_TOLD).map(toldOf) }
}

function foldOf(entries: Iterable<RecordEntry>): RecordFold {
  const fold = createRecordFold()
  applyRecordEntries(fold, entries)
  return fold
}

/** Looks at the changed records alone: a catalog has many more. */
function differences(log: HistoryLog, doc: Y.Doc, changed: readonly RecordThen[]): Restored[] {
  const ofLog = new Map(changed.filter(each => each.log === log).map(each => [each.record, each.entries]))
  const present = readLog(doc, log).flatMap(raw => decodeRecordEntry(raw) ?? [])
  const fold = foldOf(present.filter(entry => ofLog.has(entry.record)))
  return [...ofLog].flatMap(([record, entries]) => {
    const now = readRecord(fold, record)
    if (now === undefined) return []
    const before = readRecord(foldOf(entries), record)
    const defaults = DEFAULTS[log]
    const fields = restoredFields(before, now, typeof defaults === 'function' ? defaults(now) : defaults)
    return Object.keys(fields).length === 0 ? [] : { log, record, before, now, fields }
  })
}

/** One replica of its own, whose counter goes on over all the transactions. */
async function writeBack(
  hub: Pick<SyncHub, 'change'>,
  document: KeptDocument,
  restored: readonly Restored[],
  user: User,
  nowMs: number,
): Promise<void> {
  const edit = {
    replica: randomId<ReplicaId>(),
    who: user.name.slice(0, LONGEST_WHO),
    at: Math.floor(nowMs / 1000),
  }
  for (const log of LOGS[document.kind]) {
    const writes = restored.filter(each => each.log === log)
    const fold = createRecordFold()
    let seen: Uint8Array | undefined
    let counter = 0
    for (let from = 0; from < writes.length; from += CHUNK) {
      await hub.change(document, doc => {
        follow(fold, doc, log, seen)
        const entries = writes.slice(from, from + CHUNK).flatMap(({ record, fields }) => {
          const entry = writeRecord(fold, { ...edit, counter: counter + 1, record, fields })
          if (entry === undefined) return []
          counter++
          return entry
        })
        appendToLog(doc, log, entries.map(encodeRecordEntry))
        seen = Y.encodeStateVector(doc)
      })
    }
  }
}

/** Adds to the fold what others wrote since the chunk before. */
function follow(fold: RecordFold, doc: Y.Doc, log: HistoryLog, since: Uint8Array | undefined): void {
  const raws = since === undefined ? readLog(doc, log) : (entriesSince(doc, since).get(log) ?? [])
  applyRecordEntries(
    fold,
    raws.flatMap(raw => decodeRecordEntry(raw) ?? []),
  )
}

function toldOf({ log, record, before, now, fields }: Restored): RestoreReply['changes'][number] {
  const name = currentVersion(now, 'name')?.value
  return {
    log,
    record,
    name: typeof name === 'string' ? name : '',
    isNew: before === undefined,
    fields: Object.entries(fields).map(([field, to]) => ({
      field,
      to,
      from: valuesOf(now.fields.get(field)),
    })),
  }
}

function valuesOf(state: FieldState | undefined): unknown[] {
  if (state === undefined) return []
  return state.kind === 'settled' ? [state.version.value] : state.versions.map(version => version.value)
}
